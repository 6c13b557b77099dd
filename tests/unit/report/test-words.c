/* Sentences with hostile arguments, and the terminal as a sink.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <jansson.h>

#include "report/sentences.h"
#include "report/terminal.h"
#include "report/words.h"

static void assert_sentence(MbReport *r, const char *locale, const char *expected) {
  g_autofree char *text = mb_sentence_text(&r->sentence, mb_catalogue_get(locale));
  g_assert_cmpstr(text, ==, expected);
}

static void test_arguments(void) {
  g_autoptr(MbReport) r = mb_report_new();
  mb_report_set_sentence(r, &r->sentence, "sentence.spoofed-claims", "claims", "{domain}%s%n",
                         "domain", "a.example", NULL);
  assert_sentence(r, "en",
                  "This mail pretends to come from {domain}%s%n. It really comes from "
                  "a.example.");
  assert_sentence(r, "ja", "{domain}%s%n を名乗っていますが、実際の送信元は a.example です。");
  mb_report_set_sentence(r, &r->sentence, "sentence.unknown", "domain", "a.example", "@missing",
                         "missing.no-sender", NULL);
  assert_sentence(r, "ja",
                  "本当に a.example からのメールか、判定できません。差出人が書かれていません。");
  mb_report_set_sentence(r, &r->sentence, "sentence.unknown", "domain", NULL, NULL);
  assert_sentence(r, "en", "Whether this mail really comes from  cannot be told: ");
  mb_report_set_sentence(r, &r->sentence, "no.such-id", NULL);
  assert_sentence(r, "en", "no.such-id");
}

/* Every reading has a name in words, in both languages. */
static void test_readers(void) {
  static const char *const readers[] = {
      "thunderbird", "thunderbird-list", "rfc5322",   "first-angle", "last-angle",
      "decoded",     "decoded-cut",      "name-only", "nul-cut",     "cr-is-blank",
      "iso-2022-jp", "bare-cr",          "odd-from",  "last-from",   "other-from",
  };
  for (guint i = 0; i < G_N_ELEMENTS(readers); i++) {
    const char *en = mb_words_reader(readers[i], mb_catalogue_get("en")),
               *ja = mb_words_reader(readers[i], mb_catalogue_get("ja"));
    g_assert_cmpstr(en, !=, readers[i]);
    g_assert_cmpstr(ja, !=, en);
  }
}

static void assert_not_checked(const char *id, const char *en, const char *ja) {
  g_autofree char *a = mb_not_checked_text(id, mb_catalogue_get("en"));
  g_autofree char *b = mb_not_checked_text(id, mb_catalogue_get("ja"));
  g_assert_cmpstr(a, ==, en);
  g_assert_cmpstr(b, ==, ja);
}

static void test_not_checked(void) {
  assert_not_checked("question:TXT _dmarc.example.jp", "Text record of _dmarc.example.jp",
                     "_dmarc.example.jp の TXT レコード");
  assert_not_checked("skip.depth", "Nested deeper than 50 levels: what lies deeper was not read",
                     "入れ子が 50 段を超えるため、それより奥は読んでいません");
  assert_not_checked("question:ODD x", "question:ODD x", "question:ODD x");
  assert_not_checked("", "", "");
}

static void test_terminal(void) {
  static const struct {
    const char *in, *out;
  } rows[] = {
      {"見破り", "見破り"},
      {"a\x1b[31mb\r\nc\td\x7f", "a\\x1b[31mb\\x0d\\x0ac\\x09d\\x7f"},
      {"\xc2\x9b"
       "31m",
       "\\x9b31m"},
      {"\xff\xc3", "\\xff\\xc3"},
      {"\xe2\x80\xa8", "\\u2028"},
      {"see HTTPS://a.example/ http://b.example", "see hxxpS://a.example/ hxxp://b.example"},
      {"%s%n{x}", "%s%n{x}"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GString) out = g_string_new(NULL);
    mb_terminal_append(out, rows[i].in);
    g_assert_cmpstr(out->str, ==, rows[i].out);
  }
  g_assert_cmpuint(mb_terminal_width("差出人ab"), ==, 8);
}

/* A report full of terminal codes: neither form lets one through. */
static void test_hostile_report(void) {
  g_autoptr(MbReport) r = mb_report_new_error("\x1b]0;x\x07.eml", "error.io", "\x1b[2J</script>");
  r->from = r->subject = "\x1b[1m\xc2\x9b http://x.example/";
  MbReportLink link = {.url = "http://x.example/\x1b", .place = "href", .text = "\x07"};
  g_array_append_val(r->links, link);
  for (guint i = 0; i < 2; i++) {
    const MbCatalogue *catalogue = mb_catalogue_get(i ? "ja" : "en");
    g_autofree char *text = mb_report_to_text(r, catalogue, FALSE);
    g_assert_null(strpbrk(text, "\x1b\x07\x7f"));
    g_assert_null(strstr(text, "\xc2\x9b"));
    g_assert_null(strstr(text, "http://"));
    gsize len;
    g_autofree char *json = mb_report_to_json(r, catalogue, &len);
    for (gsize k = 0; k < len; k++)
      g_assert_cmpint((guchar)json[k], >=, 0x20);
    json_t *root = json_loadb(json, len, JSON_REJECT_DUPLICATES, NULL);
    g_assert_nonnull(root);
    g_assert_cmpstr(json_string_value(json_object_get(root, "verdict")), ==, "error");
    json_decref(root);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/words/readers", test_readers);
  g_test_add_func("/words/arguments", test_arguments);
  g_test_add_func("/words/not-checked", test_not_checked);
  g_test_add_func("/words/terminal", test_terminal);
  g_test_add_func("/words/hostile-report", test_hostile_report);
  return g_test_run();
}
