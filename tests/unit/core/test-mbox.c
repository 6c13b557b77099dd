/* The mbox splitter, whatever the size of the pieces it reads.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "mbox.h"

typedef struct {
  const char *text;
  gsize left, piece;
} Feed;

static gssize feed(gpointer data, char *to, gsize len, GError **error) {
  Feed *f = data;
  gsize n = MIN(MIN(len, f->piece), f->left);
  memcpy(to, f->text, n);
  f->text += n;
  f->left -= n;
  return n;
}

#define SEP "From a@b.example Mon Sep 27 06:12:40 2021\n"

static const struct {
  const char *name, *text;
  const char *mails[4];
} cases[] = {
    {"empty", "", {NULL}},
    {"one", SEP "A: 1\n\nx\n", {SEP "A: 1\n\nx\n"}},
    {"two", SEP "A: 1\n\nx\n\n" SEP "A: 2\n\ny\n", {SEP "A: 1\n\nx\n\n", SEP "A: 2\n\ny\n"}},
    {"no blank line before",
     SEP "A: 1\n\nx\n" SEP "A: 2\n\ny\n",
     {SEP "A: 1\n\nx\n", SEP "A: 2\n\ny\n"}},
    {"no line end at the end", SEP "A: 1\n\nx", {SEP "A: 1\n\nx"}},
    {"dos line ends",
     "From - Mon Sep 27 06:12:40 2021\r\nA: 1\r\n\r\nx\r\nFrom - \r\nA: 2\r\n\r\n",
     {"From - Mon Sep 27 06:12:40 2021\r\nA: 1\r\n\r\nx\r\n", "From - \r\nA: 2\r\n\r\n"}},
    {"a sentence is no separator",
     SEP "A: 1\n\nFrom the station: go left\nFrom here at 12:34\nB: 2\n",
     {SEP "A: 1\n\nFrom the station: go left\nFrom here at 12:34\nB: 2\n"}},
    {"a date without a field is none",
     SEP "A: 1\n\n" SEP "no field\n",
     {SEP "A: 1\n\n" SEP "no field\n"}},
    {"quoted stays", SEP "A: 1\n\n>" SEP "B: 2\n", {SEP "A: 1\n\n>" SEP "B: 2\n"}},
    {"mboxcl2: the length tells",
     SEP "Content-Length: 48\n\n" SEP "B: 2\n\n"
         "\n" SEP "A: 2\n\n",
     {SEP "Content-Length: 48\n\n" SEP "B: 2\n\n"
          "\n",
      SEP "A: 2\n\n"}},
    {"a length that leads nowhere",
     SEP "Content-Length: 9\n\nx\n\n" SEP "A: 2\n\n",
     {SEP "Content-Length: 9\n\nx\n\n", SEP "A: 2\n\n"}},
    {"a length beyond the file",
     SEP "Content-Length: 49999999\n\nx\n\n" SEP "A: 2\n\n",
     {SEP "Content-Length: 49999999\n\nx\n\n", SEP "A: 2\n\n"}},
    {"text before the first separator",
     "Subject: x\n\ny\n" SEP "A: 2\n\n",
     {"Subject: x\n\ny\n", SEP "A: 2\n\n"}},
};

static void check(const char *text, const char *const *wanted, gsize piece) {
  Feed f = {text, strlen(text), piece};
  g_autoptr(MbMbox) mbox = mb_mbox_new(feed, &f);
  for (guint i = 0;; i++) {
    g_autoptr(GBytes) mail = mb_mbox_next(mbox, NULL);
    if (!wanted[i]) {
      g_assert_null(mail);
      return;
    }
    g_assert_nonnull(mail);
    g_assert_cmpmem(g_bytes_get_data(mail, NULL), g_bytes_get_size(mail), wanted[i],
                    strlen(wanted[i]));
  }
}

static void test_case(gconstpointer data) {
  guint i = GPOINTER_TO_UINT(data);
  static const gsize pieces[] = {1, 3, 1000000};
  for (guint k = 0; k < G_N_ELEMENTS(pieces); k++)
    check(cases[i].text, cases[i].mails, pieces[k]);
}

/* Two mails, the first of n bytes: what is kept never grows beyond the limit. */
static void check_size(gsize n, gsize kept) {
  g_autoptr(GString) text = g_string_new(SEP "A: 1\n\n");
  while (text->len < n)
    g_string_append(text,
                    "0123456789012345678901234567890123456789012345678901234567890123456789\n");
  g_string_truncate(text, n);
  text->str[n - 1] = '\n';
  g_string_append(text, SEP "A: 2\n\n");
  Feed f = {text->str, text->len, 1 << 20};
  g_autoptr(MbMbox) mbox = mb_mbox_new(feed, &f);
  g_autoptr(GBytes) first = mb_mbox_next(mbox, NULL), second = mb_mbox_next(mbox, NULL);
  g_assert_cmpuint(g_bytes_get_size(first), ==, kept);
  g_assert_cmpuint(g_bytes_get_size(second), ==, strlen(SEP "A: 2\n\n"));
  g_assert_null(mb_mbox_next(mbox, NULL));
}

static void test_sizes(void) {
  static const gsize block = 256 * 1024, most = 50 * 1024 * 1024 + 1;
  for (int d = -50; d <= 50; d += 7) /* separators around the border of what is read at once */
    check_size(block + d, block + d);
  check_size(60 * 1024 * 1024, most);
}

static gssize broken(gpointer data, char *to, gsize len, GError **error) {
  g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_IO, "broken");
  return -1;
}

static void test_broken(void) {
  g_autoptr(GError) error = NULL;
  g_autoptr(MbMbox) mbox = mb_mbox_new(broken, NULL);
  g_assert_null(mb_mbox_next(mbox, &error));
  g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_IO);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strdup_printf("/mbox/%s", cases[i].name);
    g_test_add_data_func(path, GUINT_TO_POINTER(i), test_case);
  }
  g_test_add_func("/mbox/sizes", test_sizes);
  g_test_add_func("/mbox/broken", test_broken);
  return g_test_run();
}
