/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/tags.h"

static void test_lists(void) {
  static const struct {
    const char *text;
    gboolean ok;
    const char *d; /* value of d=, NULL = not there */
  } cases[] = {
      {"v=1; d=example.com", TRUE, "example.com"},
      {"v=1;d=example.com;", TRUE, "example.com"},
      {" v = 1 ;\r\n d = example.com \r\n", TRUE, "example.com"},
      {"d=a b", TRUE, "a b"},
      {"d=", TRUE, ""},
      {"d=a=b", TRUE, "a=b"},
      {"D=x", TRUE, NULL}, /* names are case-sensitive */
      {"x-y=1", FALSE, NULL},
      {"1x=1", FALSE, NULL},
      {"d_1=1; d=x", TRUE, "x"},
      {"v=1; v=1", FALSE, NULL}, /* twice */
      {"v=1;; d=x", FALSE, NULL},
      {";v=1", FALSE, NULL},
      {"v=1; d", FALSE, NULL},
      {"=1", FALSE, NULL},
      {"", FALSE, NULL},
      {" ", FALSE, NULL},
      {";", FALSE, NULL},
      {"d=a\001b", FALSE, NULL},
      {"d=a\177", FALSE, NULL},
      {"d=\xe8\xa6\x8b", TRUE, "\xe8\xa6\x8b"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(MbArena) arena = mb_arena_new();
    MbTags tags;
    gboolean ok = mb_tags_parse(arena, mb_slice_str(cases[i].text), &tags);
    if (ok != cases[i].ok)
      g_error("'%s'", cases[i].text);
    const MbTag *d = ok ? mb_tags_get(&tags, "d") : NULL;
    g_assert_cmpint(d != NULL, ==, cases[i].d != NULL);
    if (d)
      g_assert_cmpmem(d->value.data, d->value.len, cases[i].d, strlen(cases[i].d));
  }
}

/* SECURITY row 3: a NUL ends no value, it makes the list wrong. */
static void test_nul(void) {
  g_autoptr(MbArena) arena = mb_arena_new();
  MbTags tags;
  g_assert_false(mb_tags_parse(arena, MB_SLICE_LIT("d=example.com\0.evil.example"), &tags));
  g_assert_false(mb_tags_parse(arena, MB_SLICE_LIT("d\0=example.com"), &tags));
}

static void test_too_many(void) {
  g_autoptr(MbArena) arena = mb_arena_new();
  g_autoptr(GString) text = g_string_new(NULL);
  MbTags tags;
  for (guint i = 0; i < MB_MAX_TAGS; i++)
    g_string_append_printf(text, "t%u=x;", i);
  g_assert_true(mb_tags_parse(arena, mb_slice(text->str, text->len), &tags));
  g_string_append(text, "one=more");
  g_assert_false(mb_tags_parse(arena, mb_slice(text->str, text->len), &tags));
}

static void test_base64(void) {
  static const struct {
    const char *text, *bytes; /* NULL = refused */
  } cases[] = {
      {"", ""},
      {"aGVsbG8=", "hello"},
      {"aGVs\r\n\tbG8=", "hello"},
      {"aGVsbG8", "hello"},
      {"aGVsbA==", "hell"},
      {"a", NULL},
      {"aGVsb-8=", NULL},
      {"aGVs=bG8", NULL},
      {"aGVs!", NULL},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(MbArena) arena = mb_arena_new();
    MbSlice bytes;
    gboolean ok = mb_base64_read(arena, mb_slice_str(cases[i].text), &bytes);
    if (ok != (cases[i].bytes != NULL))
      g_error("'%s'", cases[i].text);
    if (ok)
      g_assert_cmpmem(bytes.data, bytes.len, cases[i].bytes, strlen(cases[i].bytes));
  }
}

static void test_numbers(void) {
  gint64 n;
  g_assert_true(mb_tag_number(MB_SLICE_LIT("0"), &n));
  g_assert_true(mb_tag_number(MB_SLICE_LIT("999999999999999999"), &n));
  g_assert_cmpint(n, ==, 999999999999999999);
  g_assert_false(mb_tag_number(MB_SLICE_LIT("1000000000000000000"), &n));
  g_assert_false(mb_tag_number(MB_SLICE_LIT("-1"), &n));
  g_assert_false(mb_tag_number(MB_SLICE_LIT("1 2"), &n));
  g_assert_false(mb_tag_number(MB_SLICE_NONE, &n));
}

static void test_items(void) {
  MbSlice rest = MB_SLICE_LIT("From : To::Subject"), item;
  static const char *const items[] = {"From", "To", "", "Subject"};
  for (guint i = 0; i < G_N_ELEMENTS(items); i++) {
    g_assert_true(mb_tag_next(&rest, ':', &item));
    g_assert_cmpmem(item.data, item.len, items[i], strlen(items[i]));
  }
  g_assert_false(mb_tag_next(&rest, ':', &item));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/tags/lists", test_lists);
  g_test_add_func("/tags/nul", test_nul);
  g_test_add_func("/tags/too-many", test_too_many);
  g_test_add_func("/tags/base64", test_base64);
  g_test_add_func("/tags/numbers", test_numbers);
  g_test_add_func("/tags/items", test_items);
  return g_test_run();
}
