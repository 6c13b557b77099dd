/* The embedded catalogue: languages by locale name, texts in and out.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/catalogue.h"

static void test_languages(void) {
  static const struct {
    const char *locale, *language;
  } rows[] = {
      {"ja", "ja"},  {"ja_JP.UTF-8", "ja"}, {"ja-JP", "ja"},   {"JA", "ja"},
      {"jam", "en"}, {"en", "en"},          {"de_DE", "en"},   {"", "en"},
      {"j", "en"},   {NULL, "en"},          {"C.UTF-8", "en"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
    g_assert_cmpstr(mb_catalogue_language(mb_catalogue_get(rows[i].locale)), ==, rows[i].language);
}

static void test_texts(void) {
  const MbCatalogue *ja = mb_catalogue_get("ja"), *en = mb_catalogue_get("en");
  g_assert_cmpstr(mb_tr(ja, "The file is empty."), ==, "ファイルが空です。");
  g_assert_cmpstr(mb_tr(ja, "Whether {name} is on a block list"), ==,
                  "{name} がブロックリストに載っているか");
  g_assert_cmpstr(mb_tr(en, "The file is empty."), ==, "The file is empty.");
  g_assert_cmpstr(mb_tr(ja, "no such text"), ==, "no such text");
  g_assert_cmpstr(mb_tr(ja, ""), ==, "");
  g_assert_null(mb_tr(ja, NULL));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/catalogue/languages", test_languages);
  g_test_add_func("/catalogue/texts", test_texts);
  return g_test_run();
}
