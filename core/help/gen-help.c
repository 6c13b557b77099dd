/* Writes the help page from the check tables, in one language. A check without a text of its own gets
 * its title and reason; the test "help" does not let that pass.
 * usage: gen-help LANGUAGE OUT.html SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "../report/catalogue.h"
#include "../report/check-help.h"
#include "../report/check-words.h"

/* Marks a string for the catalogue. */
#define N_(text) text

static const struct {
  const char *family, *title;
} families[] = {
    {"authentication", N_("Is the sender address genuine?")},
    {"identity", N_("Whom the mail claims to be")},
    {"route", N_("The way the mail came")},
    {"reputation", N_("What is known of the sending computer")},
    {"history", N_("Your own dealings with the sender")},
    {"body", N_("What the text says")},
    {"link", N_("Where links lead")},
    {"attachment", N_("What is attached")},
    {"bulk", N_("Mail that came back")},
};

static const char style[] =
    "body{max-width:44em;margin:auto;padding:1em;font:1em/1.7 sans-serif}h2{border-bottom:1px "
    "solid;"
    "margin-top:2em}h3{margin:1.6em 0 .2em}section:target{outline:3px solid #3584e4;outline-offset:"
    ".5em}dt{font-weight:bold}dd{margin:0 0 .4em 1em}p{margin:.2em "
    "0}a{color:#1a5fb4}@media(prefers-"
    "color-scheme:dark){body{background:#242424;color:#fff}a{color:#99c1f1}}";

static void put(FILE *out, const char *tag, const char *text) {
  g_autofree char *escaped = g_markup_escape_text(text, -1);
  fprintf(out, "<%s>%s</%s>\n", tag, escaped, tag);
}

static void put_help(FILE *out, const MbCatalogue *c, const MbCheckHelp *help, gboolean good) {
  fputs("<dl>\n", out);
  put(out, "dt", mb_tr(c, N_("Example")));
  put(out, "dd", mb_tr(c, help->example));
  put(out, "dt", good ? mb_tr(c, N_("Why it is not enough")) : mb_tr(c, N_("When it is harmless")));
  put(out, "dd", mb_tr(c, help->harmless));
  fputs("</dl>\n", out);
}

static void put_check(FILE *out, const MbCatalogue *c, const MbCheckWords *check) {
  const MbCheckHelp *help = mb_check_help(check->id);
  fprintf(out, "<section id=\"%s\">\n", check->id);
  put(out, "h3", mb_tr(c, check->title));
  put(out, "p", mb_tr(c, check->why));
  if (help)
    put_help(out, c, help, strcmp(check->leaning, "good") == 0);
  fputs("</section>\n", out);
}

static void put_family(FILE *out, const MbCatalogue *c, guint f) {
  guint n;
  const MbCheckWords *checks = mb_check_words_all(&n);
  put(out, "h2", mb_tr(c, families[f].title));
  for (guint i = 0; i < n; i++) {
    const char *dot = strchr(checks[i].id, '.');
    gsize len = dot - checks[i].id;
    if (strlen(families[f].family) != len || strncmp(checks[i].id, families[f].family, len) != 0)
      continue;
    put_check(out, c, &checks[i]);
  }
}

int main(int argc, char **argv) {
  FILE *out = argc == 3 ? fopen(argv[2], "we") : NULL;
  if (!out)
    return 1;
  const MbCatalogue *c = mb_catalogue_get(argv[1]);
  fprintf(out,
          "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n<meta "
          "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
          "'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n",
          mb_catalogue_language(c));
  put(out, "title", mb_tr(c, N_("What Miyaburi looks at")));
  fprintf(out, "<style>%s</style>\n</head>\n<body>\n", style);
  put(out, "h1", mb_tr(c, N_("What Miyaburi looks at")));
  put(out, "p",
      mb_tr(c, N_("One sign alone seldom decides. Each entry says what is looked at, what it looks "
                  "like, and when it means nothing.")));
  for (guint f = 0; f < G_N_ELEMENTS(families); f++)
    put_family(out, c, f);
  fputs("</body>\n</html>\n", out);
  return fclose(out) != 0;
}
