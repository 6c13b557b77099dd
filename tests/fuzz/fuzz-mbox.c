/* The mbox splitter: no byte is lost or doubled, and the size of the pieces read changes nothing.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <string.h>

#include "mbox.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct {
  const uint8_t *data;
  gsize left, piece;
} Feed;

static gssize feed(gpointer data, char *to, gsize len, GError **error) {
  Feed *f = data;
  gsize n = MIN(MIN(len, f->piece), f->left);
  if (n)
    memcpy(to, f->data, n);
  f->data += n;
  f->left -= n;
  return n;
}

static GArray *split(const uint8_t *data, size_t size, gsize piece) {
  Feed f = {data, size, piece};
  GArray *sizes = g_array_new(FALSE, FALSE, sizeof(gsize));
  g_autoptr(MbMbox) mbox = mb_mbox_new(feed, &f);
  gsize at = 0;
  for (GBytes *mail; (mail = mb_mbox_next(mbox, NULL));) {
    gsize len;
    const char *bytes = g_bytes_get_data(mail, &len);
    g_assert_true(len > 0 && at + len <= size && memcmp(bytes, data + at, len) == 0);
    g_array_append_val(sizes, len);
    at += len;
    g_bytes_unref(mail);
  }
  g_assert_cmpuint(at, ==, size);
  return sizes;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size > 1 << 20)
    return 0;
  g_autoptr(GArray) whole = split(data, size, 1 << 20), pieces = split(data, size, 7);
  g_assert_cmpmem(whole->data, whole->len * sizeof(gsize), pieces->data,
                  pieces->len * sizeof(gsize));
  return 0;
}
