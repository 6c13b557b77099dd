/* Any bytes as a mail: parsing ends, and what it yields keeps its promises.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/message.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A NUL is a character like others in a slice; GLib's validation stops there. */
static void check_utf8(MbSlice s) {
  if (!s.len)
    return;
  for (const char *p = s.data, *end = s.data + s.len, *bad; p < end; p = bad + 1) {
    if (g_utf8_validate(p, end - p, &bad))
      return;
    g_assert_cmpint(*bad, ==, 0);
  }
}

static void check_parts(const MbMessage *m) {
  g_assert_cmpuint(m->parts->len, <=, 1000);
  for (guint i = 0; i < m->parts->len; i++) {
    const MbPart *part = &g_array_index(m->parts, MbPart, i);
    check_utf8(part->text);
    g_assert_nonnull(part->type);
    g_assert_cmpint(part->parent, <, (int)i);
    g_assert_cmpint(part->depth, <, 50);
    g_assert_cmpint(part->attachment, <, (int)m->attachments->len);
    g_assert_cmpint(part->attached, <, (int)m->attached->len);
  }
}

static void check_links(const MbMessage *m) {
  g_assert_cmpuint(m->links->len, <=, MB_MAX_LINKS_KEPT);
  for (guint i = 0; i < m->links->len; i++) {
    const MbLink *link = &g_array_index(m->links, MbLink, i);
    g_assert_cmpint(link->part, <, (int)m->parts->len);
    g_assert_cmpuint(link->offset, <=, m->given.len);
    check_utf8(link->url);
    check_utf8(link->text);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  MbSlice given = mb_slice((const char *)data, size);
  g_autoptr(MbMessage) headers_only = mb_message_parse(given, TRUE, NULL);
  g_autoptr(MbMessage) m = mb_message_parse(given, FALSE, NULL);
  g_assert_true(!m == !headers_only);
  if (!m)
    return 0;
  check_utf8(m->subject);
  check_utf8(m->text);
  check_parts(m);
  check_links(m);
  for (guint i = 0; i < m->attachments->len; i++) {
    const MbAttachment *a = &g_array_index(m->attachments, MbAttachment, i);
    check_utf8(a->name);
    g_assert_cmpint(a->part, <, (int)m->parts->len);
  }
  return 0;
}
