/* The raw header scanner: proper fields with exact slices, every odd spelling as candidate, limits.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/header.h"

typedef struct {
  const char *label, *text;
  gssize len;         /* -1 = strlen */
  const char *fields; /* "Name=value|…", candidates as "?Name=value", blanks trimmed off values */
  const char *body;   /* what stands behind the header block */
  guint odd;          /* bits that must be set on the block */
  guint not_odd;      /* bits that must not be set */
} Case;

#define ALL_ODD 0xffff

static const Case cases[] = {
    {"plain", "From: a\r\nTo: b\r\n\r\nbody", -1, "From=a|To=b", "body", 0, ALL_ODD},
    {"lf only", "From: a\nTo: b\n\nbody", -1, "From=a|To=b", "body", 0, ALL_ODD},
    {"folded", "Subject: a\r\n b\r\n\tc\r\nTo: b\r\n\r\n", -1, "Subject=a\r\n b\r\n\tc|To=b", "", 0,
     ALL_ODD},
    {"no body at all", "From: a\r\nTo: b", -1, "From=a|To=b", "", 0, ALL_ODD},
    {"empty value", "Subject:\r\nTo: b\r\n\r\n", -1, "Subject=|To=b", "", 0, ALL_ODD},
    {"colon in value", "Subject: a: b: c\n\n", -1, "Subject=a: b: c", "", 0, ALL_ODD},
    {"nothing", "", 0, "", "", 0, ALL_ODD},
    {"empty line only", "\r\n\r\nhello", -1, "", "\r\nhello", 0, ALL_ODD},
    {"two Froms", "From: a\nFrom: b\n\n", -1, "From=a|From=b", "", 0, ALL_ODD},
    {"blank first", " From: a\nTo: b\n\nx", -1, "?From=a|To=b", "x", MB_ODD_BLANK_BEFORE_NAME, 0},
    {"tab first", "\tFrom: a\nTo: b\n\nx", -1, "?From=a|To=b", "x", MB_ODD_BLANK_BEFORE_NAME, 0},
    {"blank in the middle", "To: b\n From: a\nX: 1\n\n", -1, "To=b\n From: a|?From=a|X=1", "",
     MB_ODD_BLANK_BEFORE_NAME, 0},
    {"blank at the end", "To: b\r\n From: a\r\n\r\n", -1, "To=b\r\n From: a|?From=a", "",
     MB_ODD_BLANK_BEFORE_NAME, 0},
    {"blank and subject", "To: b\n Subject : a\n\n", -1, "To=b\n Subject : a|?Subject=a", "",
     MB_ODD_BLANK_BEFORE_NAME, 0},
    {"unknown word in a fold", "X: b\n note: a\n\n", -1, "X=b\n note: a", "", 0, ALL_ODD},
    {"list of signed names", "DKIM-Signature: h=Date:\n From:To: Subject;\n\n", -1,
     "DKIM-Signature=h=Date:\n From:To: Subject;", "", 0, ALL_ODD},
    {"From hidden in a signature", "DKIM-Signature: v=1;\n From: a@b\n\n", -1,
     "DKIM-Signature=v=1;\n From: a@b|?From=a@b", "", MB_ODD_BLANK_BEFORE_NAME, 0},
    {"blank before colon", "From : a\nTo: b\n\n", -1, "?From=a|To=b", "", MB_ODD_BLANK_BEFORE_COLON,
     0},
    {"tab before colon", "From\t: a\nTo: b\n\n", -1, "?From=a|To=b", "", MB_ODD_BLANK_BEFORE_COLON,
     0},
    {"fold before colon", "From\n : a\nTo: b\n\n", -1, "?From=a|To=b", "", MB_ODD_FOLD_BEFORE_COLON,
     0},
    {"fold before colon, CRLF", "From\r\n\t: a\r\n b\r\nTo: b\r\n\r\nx", -1, "?From=a\r\n b|To=b",
     "x", MB_ODD_FOLD_BEFORE_COLON, 0},
    {"BOM",
     "\xef\xbb\xbf"
     "From: a\n\nx",
     -1, "From=a", "x", MB_ODD_BOM, 0},
    {"bare CR", "To: b\rFrom: a\r\nX: 1\r\n\r\n", -1, "To=b\rFrom: a|?From=a|X=1", "",
     MB_ODD_BARE_CR | MB_ODD_AFTER_BARE_CR, 0},
    {"bare CR in garbage", "garbage\rFrom: a\nX: 1\n\n", -1, "?From=a|X=1", "",
     MB_ODD_BARE_CR | MB_ODD_AFTER_BARE_CR | MB_ODD_GARBAGE_LINE, 0},
    {"CR CR LF is a line end", "To: b\r\r\nFrom: a\r\r\n\r\r\nx", -1, "To=b|From=a", "x",
     MB_ODD_BARE_CR, MB_ODD_AFTER_BARE_CR},
    {"NUL in value", "From: a\0b\n\nx", 12, "From=a\\0b", "x", MB_ODD_NUL, 0},
    {"NUL in name", "Fr\0om: a\n\nx", 11, "?Fr\\0om=a", "x", MB_ODD_NUL, 0},
    {"control in name", "Fr\001om: a\n\nx", -1, "?Fr\001om=a", "x", MB_ODD_CONTROL, 0},
    {"control in value", "From: a\033[31m\n\n", -1, "From=a\033[31m", "", MB_ODD_CONTROL, 0},
    {"eight bit", "Subject: \x93\xfa\x96{\n\n", -1, "Subject=\x93\xfa\x96{", "", MB_ODD_EIGHT_BIT,
     MB_ODD_CONTROL},
    {"leading empty line", "\nFrom: a\n\nx", -1, "From=a", "x", MB_ODD_GARBAGE_LINE, 0},
    {"garbage first", ">From bla\nFrom: a\n\nx", -1, "From=a", "x", MB_ODD_GARBAGE_LINE,
     MB_ODD_NO_BLANK_LINE},
    {"garbage between", "From: a\nhello world\nTo: b\n\nx", -1, "From=a|To=b", "x",
     MB_ODD_GARBAGE_LINE, MB_ODD_NO_BLANK_LINE},
    {"missing blank line", "From: a\nhello world\nmore text\n\nx", -1, "From=a",
     "hello world\nmore text\n\nx", MB_ODD_NO_BLANK_LINE, 0},
    {"missing blank line, to the end", "From: a\nhello", -1, "From=a", "hello",
     MB_ODD_NO_BLANK_LINE, 0},
    {"text with a colon is no field", "From: a\nsee this page: now\n\nx", -1, "From=a",
     "see this page: now\n\nx", MB_ODD_NO_BLANK_LINE, 0},
    {"line of blanks inside a fold", "Subject: a\n \n b\n\nx", -1, "Subject=a\n \n b", "x",
     MB_ODD_BLANK_FOLD, 0},
    {"no header at all", "hello world\n\nfoo", -1, "", "hello world\n\nfoo", MB_ODD_GARBAGE_LINE,
     0},
};

static void append_escaped(GString *out, MbSlice s) {
  for (gsize i = 0; i < s.len; i++)
    if (s.data[i])
      g_string_append_c(out, s.data[i]);
    else
      g_string_append(out, "\\0");
}

static char *describe(const MbHeaders *headers) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < headers->fields->len; i++) {
    const MbHeader *h = &g_array_index(headers->fields, MbHeader, i);
    g_string_append(out, i ? "|" : "");
    g_string_append(out, h->candidate ? "?" : "");
    append_escaped(out, h->name);
    g_string_append_c(out, '=');
    append_escaped(out, mb_slice_trim(h->value));
  }
  return g_string_free(out, FALSE);
}

static void test_case(gconstpointer data) {
  const Case *c = data;
  gsize len = c->len < 0 ? strlen(c->text) : (gsize)c->len;
  /* an exact copy on the heap, so that a sanitizer sees one byte too much */
  g_autofree char *copy = g_memdup2(c->text, len);
  g_autoptr(MbHeaders) h = mb_headers_scan(mb_slice(copy, len));
  g_autofree char *got = describe(h);
  g_assert_cmpstr(got, ==, c->fields);
  g_assert_cmpuint(h->body, <=, len);
  g_assert_cmpmem(copy + h->body, len - h->body, c->body, strlen(c->body));
  g_assert_cmphex(h->odd & c->odd, ==, c->odd);
  g_assert_cmphex(h->odd & c->not_odd, ==, 0);
}

static void test_slices(void) {
  const char *text = "X: 1\r\nFrom:  a\r\n b \r\nTo: c\r\n\r\nbody";
  g_autoptr(MbHeaders) h = mb_headers_scan(mb_slice_str(text));
  const MbHeader *from = mb_headers_get(h, MB_HEADER_FROM, 0);
  g_assert_true(from->name.data == text + 6 && from->name.len == 4);
  g_assert_cmpmem(from->value.data, from->value.len, "  a\r\n b ", 8);
  g_assert_cmpmem(from->raw.data, from->raw.len, "From:  a\r\n b \r\n", 15);
  g_assert_cmpmem(h->bytes.data, h->bytes.len, text, 28);
  g_assert_cmpuint(h->n_lines, ==, 4);
}

static void test_lookup(void) {
  g_autoptr(MbHeaders) h =
      mb_headers_scan(mb_slice_str("received: 1\nFrom : no\nRECEIVED: 2\nX-a: 3\nx-A: 4\n\n"));
  g_assert_cmpuint(mb_headers_count(h, MB_HEADER_RECEIVED), ==, 2);
  g_assert_cmpuint(mb_headers_count(h, MB_HEADER_FROM), ==, 0);
  g_assert_null(mb_headers_get(h, MB_HEADER_FROM, 0));
  g_assert_null(mb_headers_get(h, MB_HEADER_RECEIVED, 2));
  const MbHeader *second = mb_headers_get(h, MB_HEADER_RECEIVED, 1);
  g_assert_cmpmem(second->value.data, second->value.len, " 2", 2);
  const MbHeader *named = mb_headers_get_named(h, "X-A", 1);
  g_assert_cmpmem(named->value.data, named->value.len, " 4", 2);
}

static void test_every_known_name(void) {
  static const char *const names[] = {
      "ARC-Authentication-Results",
      "ARC-Message-Signature",
      "ARC-Seal",
      "Authentication-Results",
      "Auto-Submitted",
      "Bcc",
      "Cc",
      "Content-Transfer-Encoding",
      "Content-Type",
      "Date",
      "Delivered-To",
      "DKIM-Signature",
      "From",
      "List-Id",
      "List-Post",
      "List-Unsubscribe",
      "Message-ID",
      "Received",
      "Received-SPF",
      "Reply-To",
      "Resent-From",
      "Return-Path",
      "Sender",
      "Subject",
      "To",
  };
  G_STATIC_ASSERT(G_N_ELEMENTS(names) == MB_N_HEADERS - 1);
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *text = g_strconcat(names[i], ": x\n\n", NULL);
    g_autoptr(MbHeaders) h = mb_headers_scan(mb_slice_str(text));
    g_assert_cmpint(g_array_index(h->fields, MbHeader, 0).id, ==, (MbHeaderId)(i + 1));
  }
}

static void test_unfold(void) {
  g_autoptr(MbArena) arena = mb_arena_new();
  g_autoptr(MbHeaders) h = mb_headers_scan(mb_slice("Subject: a\r\n b\0c \r\n\r\n", 21));
  MbSlice v = mb_header_unfold(&g_array_index(h->fields, MbHeader, 0), arena);
  g_assert_cmpmem(v.data, v.len, "a bc", 4);
}

static MbHeaders *scan_flood(GString *flood, const char *tail) {
  g_string_append(flood, tail);
  return mb_headers_scan(mb_slice(flood->str, flood->len));
}

/* Over the line limit the From at the far end and the body are still found. */
static void test_line_limit(void) {
  g_autoptr(GString) flood = g_string_new(NULL);
  for (int i = 0; i < 50000; i++)
    g_string_append_printf(flood, "X-H%d: v\r\n", i);
  g_autoptr(MbHeaders) h = scan_flood(flood, "From: a\r\n\r\nbody");
  g_assert_true(h->odd & MB_ODD_CUT);
  g_assert_cmpuint(h->fields->len, <=, MB_MAX_HEADER_LINES + 1);
  g_assert_nonnull(mb_headers_get(h, MB_HEADER_FROM, 0));
  g_assert_cmpstr(flood->str + h->body, ==, "body");
}

static void test_line_limit_edge(void) {
  for (int extra = 0; extra <= 1; extra++) {
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < MB_MAX_HEADER_LINES + extra; i++)
      g_string_append(text, "X: v\n");
    g_autoptr(MbHeaders) h = scan_flood(text, "\nbody");
    g_assert_cmpint(!!(h->odd & MB_ODD_CUT), ==, extra);
    g_assert_cmpuint(h->fields->len, ==, MB_MAX_HEADER_LINES);
  }
}

static void test_field_limit(void) {
  g_autoptr(GString) text = g_string_new("X: ");
  g_string_set_size(text, MB_MAX_HEADER_FIELD + 100);
  memset(text->str + 3, 'a', text->len - 3);
  g_autoptr(MbHeaders) h = scan_flood(text, "\nFrom: a\n\nbody");
  const MbHeader *long_field = &g_array_index(h->fields, MbHeader, 0);
  g_assert_true(long_field->odd & MB_ODD_CUT);
  g_assert_cmpuint(long_field->value.len, ==, MB_MAX_HEADER_FIELD);
  g_assert_cmpuint(long_field->raw.len, ==, MB_MAX_HEADER_FIELD + 101);
  g_assert_nonnull(mb_headers_get(h, MB_HEADER_FROM, 0));
  g_assert_cmpstr(text->str + h->body, ==, "body");
}

/* Shapes built to make a scanner quadratic; each must pass in a blink. */
static void test_linear(void) {
  static const char *const units[] = {"\r",      "\ra",        "\rFrom: a", " \n",
                                      "a\n",     "a: b\n c\n", "From: a\n", " From: a\n",
                                      "a\n :\n", ":",          "\0",        "a\r\n \r\n"};
  for (guint i = 0; i < G_N_ELEMENTS(units); i++) {
    g_autoptr(GString) text = g_string_new("X: 1");
    gsize n = MAX(1, strlen(units[i]));
    while (text->len < 4 * 1024 * 1024)
      g_string_append_len(text, units[i], n);
    gint64 start = g_get_monotonic_time();
    g_autoptr(MbHeaders) h = mb_headers_scan(mb_slice(text->str, text->len));
    g_assert_cmpuint(h->fields->len, <=, 4 * MB_MAX_HEADER_LINES);
    g_assert_cmpint(g_get_monotonic_time() - start, <, 1000000);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strdup_printf("/header/case/%s", cases[i].label);
    g_test_add_data_func(path, &cases[i], test_case);
  }
  g_test_add_func("/header/slices", test_slices);
  g_test_add_func("/header/lookup", test_lookup);
  g_test_add_func("/header/every-known-name", test_every_known_name);
  g_test_add_func("/header/unfold", test_unfold);
  g_test_add_func("/header/line-limit", test_line_limit);
  g_test_add_func("/header/line-limit-edge", test_line_limit_edge);
  g_test_add_func("/header/field-limit", test_field_limit);
  g_test_add_func("/header/linear", test_linear);
  return g_test_run();
}
