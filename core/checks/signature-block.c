/* Finds where a company signs. Only the end of the mail's own text is read, so that a mail quoting
 * another is not taken for it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "signature-block.h"

#define MAX_LINES 16
#define MAX_BYTES 4096

static const char *const forms[] = {
    "株式会社", "有限会社", "合同会社", "(株)",    "（株）", "㈱",        "銀行",     "センター",
    "事務局",   "Inc.",     "Co., Ltd", "Co.,Ltd", "LLC",    "Corp",      "GmbH",     "Limited",
    "S.A.",     "Ltda",     "©",        "(c)",     "(C)",    "Copyright", "サポート",
};

static const char *const skipped_words[] = {
    "©", "(c)", "(C)", "Copyright", "COPYRIGHT", "copyright", "All rights reserved", "by ",
};

/* Which forms (a bit each) have this byte as their first, second, third: nearly every place of a
 * Japanese text begins like some form, so the first byte alone told too little (5 % of a mail). */
typedef struct {
  guint32 by_byte[3][256];
} Filter;

G_STATIC_ASSERT(G_N_ELEMENTS(forms) <= 32);

static gpointer build_filter(gpointer unused) {
  Filter *f = g_new0(Filter, 1);
  for (guint i = 0; i < G_N_ELEMENTS(forms); i++)
    for (guint k = 0; k < 3; k++)
      if (k < strlen(forms[i]))
        f->by_byte[k][(guchar)forms[i][k]] |= 1u << i;
      else /* a short form says nothing about what follows it */
        for (guint byte = 0; byte < 256; byte++)
          f->by_byte[k][byte] |= 1u << i;
  return f;
}

static gboolean form_at(const Filter *f, const char *p, gsize left) {
  guint32 may_be = f->by_byte[0][(guchar)p[0]];
  for (guint k = 1; may_be && k < 3 && k < left; k++)
    may_be &= f->by_byte[k][(guchar)p[k]];
  for (guint i = 0; may_be; i++, may_be >>= 1) {
    gsize n = may_be & 1 ? strlen(forms[i]) : left + 1;
    if (n <= left && memcmp(p, forms[i], n) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean has_form(MbSlice line) {
  static GOnce once = G_ONCE_INIT;
  const Filter *filter = g_once(&once, build_filter, NULL);
  for (gsize i = 0; i < line.len; i++)
    if (form_at(filter, line.data + i, line.len - i))
      return TRUE;
  return FALSE;
}

/* What follows is another mail. */
static gboolean begins_quote(MbSlice line) {
  return mb_slice_has_prefix(line, "-----") || mb_slice_has_prefix(line, "From:") ||
         mb_slice_has_prefix(line, "差出人") || mb_slice_has_prefix(line, "送信者:");
}

static gsize skipped_length(MbSlice line) {
  for (guint i = 0; i < G_N_ELEMENTS(skipped_words); i++) {
    gsize n = strlen(skipped_words[i]);
    if (line.len >= n && memcmp(line.data, skipped_words[i], n) == 0)
      return n;
  }
  gsize digits = 0;
  while (digits < line.len && (g_ascii_isdigit(line.data[digits]) || line.data[digits] == '-'))
    digits++;
  return digits >= 4 ? digits : 0;
}

/* Without "© 2024", "発行元：" and the like. */
static MbSlice without_prefix(MbSlice line) {
  for (gsize n = skipped_length(line); n; n = skipped_length(line))
    line = mb_slice_trim(mb_slice(line.data + n, line.len - n));
  const char *colon = g_strstr_len(line.data, MIN(line.len, 40), "：");
  return colon ? mb_slice_trim(mb_slice(colon + 3, line.data + line.len - colon - 3)) : line;
}

/* The end of the mail's own text: before the first line that begins a quoted mail. */
static MbSlice own_text(MbSlice text) {
  for (gsize at = 0; at < text.len;) {
    const char *end = memchr(text.data + at, '\n', text.len - at);
    gsize next = end ? (gsize)(end - text.data) + 1 : text.len;
    if (at > 0 && begins_quote(mb_slice_trim(mb_slice(text.data + at, next - at))))
      return mb_slice(text.data, at);
    at = next;
  }
  return text;
}

GArray *mb_signature_lines(MbSlice text) {
  GArray *lines = g_array_new(FALSE, TRUE, sizeof(MbSlice));
  text = own_text(text);
  gsize floor = text.len > MAX_BYTES ? text.len - MAX_BYTES : 0;
  guint seen = 0;
  for (gsize end = text.len; end > floor && seen < MAX_LINES;) {
    const char *nl = memrchr(text.data + floor, '\n', end - floor);
    gsize start = nl ? (gsize)(nl - text.data) + 1 : floor;
    MbSlice line = mb_slice_trim(mb_slice(text.data + start, end - start));
    end = nl ? (gsize)(nl - text.data) : floor;
    if (!line.len)
      continue;
    seen++;
    if (line.data[0] == '>' || line.len > 200 || !has_form(line))
      continue;
    line = without_prefix(line);
    if (line.len)
      g_array_append_val(lines, line);
  }
  return lines;
}
