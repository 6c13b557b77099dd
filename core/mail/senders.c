/* Who sent the mail, by every reader we know: Thunderbird first, then those that take another From
 * field, another address in it, or cut it elsewhere. An attacker picks the text on which filter and
 * reader disagree; so a mail on which they do has no known sender. Source: "Composition Kills"
 * (2020) sections 4 to 6; SECURITY rows 6 to 14, 24, 25. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "address-list.h"

#include "charset.h"
#include "rfc2047-words.h"

#define MAX_READINGS 64

typedef struct {
  MbArena *arena;
  MbSenders *out;
  const MbHeader *header;
} Reader;

static const MbMailbox *first_with_address(const MbAddressList *list) {
  const MbMailbox *any = NULL;
  for (guint i = 0; i < list->mailboxes->len; i++) {
    const MbMailbox *m = &g_array_index(list->mailboxes, MbMailbox, i);
    if (m->local.len && m->address.len > m->local.len + 1)
      return m;
    any = any ? any : m;
  }
  return any;
}

static gboolean is_known(const MbSenders *out, const MbHeader *header, const MbMailbox *m) {
  for (guint i = 0; i < out->readings->len; i++) {
    const MbSenderReading *r = &g_array_index(out->readings, MbSenderReading, i);
    if (r->header == header && mb_slice_equal(r->mailbox.address, m->address))
      return TRUE;
  }
  return FALSE;
}

static void add(Reader *r, const char *reader, const MbMailbox *m) {
  if (!m || r->out->readings->len >= MAX_READINGS || is_known(r->out, r->header, m))
    return;
  MbSenderReading reading = {.reader = reader, .mailbox = *m, .header = r->header};
  g_array_append_val(r->out->readings, reading);
}

/* Thunderbird's parser over a text that some other reader has made of the field. */
static void add_parsed(Reader *r, const char *reader, MbSlice value, gboolean cut_at_cr) {
  MbAddressText text = mb_address_text(r->arena, value, cut_at_cr);
  const MbAddressList *list = mb_address_parse_text(r->arena, &text);
  add(r, reader, first_with_address(list));
}

/* <a@x> as the whole of what a program looks for; quoted strings are skipped, comments are not. */
static MbSlice next_angle(const char **p, const char *end) {
  gboolean quoted = FALSE;
  const char *open = NULL;
  for (; *p < end; (*p)++) {
    char c = **p;
    if (c == '\\' && *p + 1 < end)
      (*p)++;
    else if (c == '"')
      quoted = !quoted;
    else if (quoted)
      continue;
    else if (c == '<')
      open = *p + 1;
    else if (c == '>' && open && memchr(open, '@', *p - open))
      return mb_slice(open, (*p)++ - open);
    else if (c == '>')
      open = NULL;
  }
  return MB_SLICE_NONE;
}

static void add_angle(Reader *r, const char *reader, MbSlice inner) {
  guint flags = 0;
  MbMailbox m = {.source = inner};
  inner = mb_slice_trim(inner);
  /* a route is not part of the address */
  const char *colon =
      inner.len && inner.data[0] == '@' ? memrchr(inner.data, ':', inner.len) : NULL;
  if (colon)
    inner = mb_slice(colon + 1, inner.data + inner.len - colon - 1);
  MbSlice utf8 = mb_charset_to_utf8(r->arena, inner, NULL, NULL, NULL);
  mb_mailbox_set_address(r->arena, &m, mb_address_clean(r->arena, utf8), &flags);
  if (m.domain)
    add(r, reader, &m);
}

static void add_angles(Reader *r, MbSlice value, const char *if_first, const char *if_last) {
  const char *p = value.data, *end = value.data + value.len;
  MbSlice first = next_angle(&p, end), last = first;
  for (MbSlice next = first; next.data; next = next_angle(&p, end))
    last = next;
  if (first.data)
    add_angle(r, if_first, first);
  if (last.data != first.data)
    add_angle(r, if_last, last);
}

/* Programs that decode encoded-words before they look for the address. Only where a word holds
 * something that could make one: else every name with a comma would be a disagreement. */
static void add_decoded(Reader *r, MbSlice value) {
  guint flags = 0;
  g_autoptr(GString) out = g_string_new(NULL);
  MbSlice utf8 = mb_charset_to_utf8(r->arena, value, NULL, NULL, NULL);
  mb_rfc2047_words(r->arena, utf8, out, &flags, NULL);
  if (!(flags & (MB_WORD_ADDRESS | MB_WORD_CONTROL)))
    return;
  MbSlice text = mb_arena_slice(r->arena, mb_slice(out->str, out->len));
  add_parsed(r, "decoded", text, FALSE);
  add_angles(r, text, "decoded", "decoded");
  gsize cut = strcspn(text.data, "\r\n");
  if (cut < text.len)
    add_parsed(r, "decoded-cut", mb_slice(text.data, cut), FALSE);
}

/* A name that is an address and nothing else: programs that show only the name show that. */
static void add_name(Reader *r, const MbMailbox *m) {
  guint flags = 0;
  MbMailbox shown = {.name = m->name, .source = m->source};
  if (!memchr(m->name.data ? m->name.data : "", '@', m->name.len) ||
      memchr(m->name.data, ' ', m->name.len))
    return;
  mb_mailbox_set_address(r->arena, &shown, m->name, &flags);
  if (shown.domain && shown.local.len)
    add(r, MB_READER_NAME_ONLY, &shown);
}

/* The other readings of one field's value. Plain fields have none, and most fields are plain. */
static void add_others(Reader *r, MbSlice value, const MbAddressList *list) {
  MbMailbox strict;
  for (guint i = 0; i < list->mailboxes->len; i++) {
    const MbMailbox *m = &g_array_index(list->mailboxes, MbMailbox, i);
    if (m->local.len)
      add(r, "thunderbird-list", m);
  }
  if (mb_address_strict(r->arena, value, &strict))
    add(r, "rfc5322", &strict);
  add_angles(r, value, "first-angle", "last-angle");
  add_decoded(r, value);
  const char *nul = value.len ? memchr(value.data, 0, value.len) : NULL;
  if (nul)
    add_parsed(r, "nul-cut", mb_slice(value.data, nul - value.data), TRUE);
  if (value.len && memchr(value.data, '\r', value.len))
    add_parsed(r, "cr-is-blank", value, FALSE);
  if (value.len && memchr(value.data, 033, value.len))
    add_parsed(r, "iso-2022-jp", mb_charset_to_utf8(r->arena, value, NULL, NULL, NULL), TRUE);
}

static gboolean is_plain(MbSlice value, guint flags) {
  const char *at = value.len ? memchr(value.data, '@', value.len) : NULL;
  return flags == 0 && at && !memchr(at + 1, '@', value.data + value.len - at - 1) &&
         !memchr(value.data, 0, value.len) && !memchr(value.data, '\r', value.len) &&
         !memchr(value.data, 033, value.len);
}

static void read_field(Reader *r, const char *reader) {
  MbSlice value = r->header->value;
  const MbAddressList *list = mb_address_parse(r->arena, value);
  r->out->flags |= list->flags;
  const MbMailbox *first = first_with_address(list);
  add(r, reader, first);
  if (!is_plain(value, list->flags))
    add_others(r, value, list);
  if (first)
    add_name(r, first);
}

/* Does Thunderbird take this spelling for a field? It trims blanks around the name and breaks lines
 * at a bare CR. */
static gboolean thunderbird_sees(const MbHeaders *headers, const MbHeader *h) {
  guint seen = MB_ODD_BLANK_BEFORE_COLON | MB_ODD_FOLD_BEFORE_COLON | MB_ODD_AFTER_BARE_CR;
  gboolean first = h == &g_array_index(headers->fields, MbHeader, 0);
  return !h->candidate || (h->odd & seen) || (first && (h->odd & MB_ODD_BLANK_BEFORE_NAME));
}

static const char *reader_of(const MbHeader *h, gboolean last) {
  if (h->odd & MB_ODD_AFTER_BARE_CR)
    return "bare-cr";
  if (h->candidate)
    return "odd-from";
  return last ? "last-from" : "other-from";
}

static void read_all(Reader *r, const MbHeaders *headers, const MbHeader **fields, guint n) {
  guint first = 0;
  while (first + 1 < n && !thunderbird_sees(headers, fields[first]))
    first++;
  r->header = fields[first];
  read_field(r, thunderbird_sees(headers, fields[first]) ? "thunderbird" : "odd-from");
  for (guint i = 0; i < n; i++) {
    if (i == first)
      continue;
    r->header = fields[i];
    read_field(r, i < first ? "first-from" : reader_of(fields[i], i + 1 == n));
  }
}

static void read_without_from(Reader *r, const MbHeaders *headers) {
  const MbHeader *sender = mb_headers_get(headers, MB_HEADER_SENDER, 0);
  const MbHeader *resent = mb_headers_get(headers, MB_HEADER_RESENT_FROM, 0);
  if ((r->header = sender))
    read_field(r, "sender");
  if ((r->header = resent))
    read_field(r, "resent-from");
}

/* Same organisation or not is the checks' business: another name is another name. */
static gboolean differ(const MbMailbox *a, const MbMailbox *b) {
  return g_strcmp0(a->domain, b->domain) != 0;
}

static gboolean is_ambiguous(const MbSenders *out) {
  const MbSenderReading *first = NULL;
  for (guint i = 0; i < out->readings->len; i++) {
    const MbSenderReading *r = &g_array_index(out->readings, MbSenderReading, i);
    if (g_str_equal(r->reader, MB_READER_NAME_ONLY))
      continue;
    if (first && differ(&first->mailbox, &r->mailbox))
      return TRUE;
    first = first ? first : r;
  }
  return FALSE;
}

MbSenders *mb_senders_read(MbArena *arena, const MbHeaders *headers) {
  MbSenders *out = mb_arena_new0(arena, MbSenders);
  GArray *readings = g_array_new(FALSE, FALSE, sizeof(MbSenderReading));
  out->readings = mb_arena_own(arena, readings, (GDestroyNotify)g_array_unref);
  Reader r = {.arena = arena, .out = out};
  g_autoptr(GPtrArray) fields = g_ptr_array_new();
  for (guint i = 0; i < headers->fields->len; i++) {
    MbHeader *h = &g_array_index(headers->fields, MbHeader, i);
    if (h->id == MB_HEADER_FROM)
      g_ptr_array_add(fields, h);
  }
  out->n_from = fields->len;
  if (fields->len)
    read_all(&r, headers, (const MbHeader **)fields->pdata, fields->len);
  else
    read_without_from(&r, headers);
  out->ambiguous = is_ambiguous(out);
  return out;
}
