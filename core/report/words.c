/* From ids and arguments to words: the only place where text of the mail and text of the catalogue
 * meet. SPDX-License-Identifier: GPL-3.0-or-later */
#include "words.h"

#include "check-help.h"
#include "check-words.h"
#include "map.h"
#include "sentences.h"

/* "{name}" in the text: its argument's value, or the sentence whose id stands under "@name". A
 * detail is no text of the mail: it is translated where it can be. */
static const char *argument(const MbSentence *s, const char *name, gsize len,
                            const MbCatalogue *catalogue) {
  for (guint i = 0; s->args && i + 1 < s->args->len; i += 2) {
    const char *key = s->args->pdata[i], *value = s->args->pdata[i + 1];
    gboolean is_id = key[0] == '@';
    if (strlen(key + is_id) != len || memcmp(key + is_id, name, len) != 0)
      continue;
    const char *text = is_id ? mb_sentence_source(value) : NULL;
    if (len == strlen("detail") && memcmp(name, "detail", len) == 0)
      text = value;
    return text ? mb_tr(catalogue, text) : value;
  }
  return "";
}

/* One pass: what an argument brings in is never looked at again. */
static void append_filled(GString *out, const char *text, const MbSentence *s,
                          const MbCatalogue *catalogue) {
  for (const char *open; (open = strchr(text, '{'));) {
    const char *close = strchr(open, '}');
    if (!close)
      break;
    g_string_append_len(out, text, open - text);
    g_string_append(out, argument(s, open + 1, close - open - 1, catalogue));
    text = close + 1;
  }
  g_string_append(out, text);
}

void mb_words_append_sentence(GString *out, const MbSentence *sentence,
                              const MbCatalogue *catalogue) {
  const char *source = mb_sentence_source(sentence->id);
  append_filled(out,
                source         ? mb_tr(catalogue, source)
                : sentence->id ? sentence->id
                               : "",
                sentence, catalogue);
}

char *mb_sentence_text(const MbSentence *sentence, const MbCatalogue *catalogue) {
  GString *out = g_string_new(NULL);
  mb_words_append_sentence(out, sentence, catalogue);
  return g_string_free(out, FALSE);
}

char *mb_words_filled(const MbCatalogue *catalogue, const char *id, const char *key,
                      const char *value) {
  gpointer pair[] = {(gpointer)key, (gpointer)value};
  GPtrArray args = {pair, value ? 2 : 0};
  return mb_sentence_text(&(MbSentence){id, &args}, catalogue);
}

static const char *genuine_label(const MbReport *report) {
  if (report->known)
    return N_("Genuine address, check the content");
  return report->first_contact ? N_("Genuine address, first contact") : N_("Genuine address");
}

const char *mb_verdict_label(const MbReport *report, const MbCatalogue *catalogue) {
  static const char *const labels[] = {
      [MB_VERDICT_ERROR] = N_("Could not be analysed"),
      [MB_VERDICT_LEGITIMATE] = N_("Legitimate"),
      [MB_VERDICT_UNKNOWN] = N_("Cannot tell"),
      [MB_VERDICT_SUSPICIOUS] = N_("Be careful"),
      [MB_VERDICT_HIJACKED] = N_("Account probably hijacked"),
      [MB_VERDICT_SPOOFED] = N_("Spoofed"),
  };
  if (report->verdict == MB_VERDICT_GENUINE)
    return mb_tr(catalogue, genuine_label(report));
  if (report->verdict == MB_VERDICT_SPOOFED && !report->claims &&
      report->address != MB_ADDRESS_FORGED)
    return mb_tr(catalogue,
                 report->probable ? N_("Probably a dangerous trap") : N_("Dangerous trap"));
  if (report->verdict == MB_VERDICT_SPOOFED && report->probable)
    return mb_tr(catalogue, N_("Probably spoofed"));
  return mb_tr(catalogue, labels[report->verdict]);
}

const char *mb_finding_title(const char *id, const MbCatalogue *catalogue) {
  const MbCheckWords *check = mb_check_words(id);
  return check ? mb_tr(catalogue, check->title) : NULL;
}

const char *mb_finding_why(const char *id, const MbCatalogue *catalogue) {
  const MbCheckWords *check = mb_check_words(id);
  return check ? mb_tr(catalogue, check->why) : NULL;
}

const char *mb_finding_example(const char *id, const MbCatalogue *catalogue) {
  const MbCheckHelp *help = mb_check_help(id);
  return help ? mb_tr(catalogue, help->example) : NULL;
}

const char *mb_finding_harmless(const char *id, const MbCatalogue *catalogue) {
  const MbCheckHelp *help = mb_check_help(id);
  return help ? mb_tr(catalogue, help->harmless) : NULL;
}

/* "question:TXT example.jp", a check's id, or an id of the sentence table. */
char *mb_not_checked_text(const char *id, const MbCatalogue *catalogue) {
  if (g_str_has_prefix(id, "question:")) {
    const char *kind = id + strlen("question:"), *blank = strchr(kind, ' ');
    if (blank) {
      g_autofree char *ask = g_strdup_printf("ask.%.*s", (int)(blank - kind), kind);
      if (mb_sentence_source(ask))
        return mb_words_filled(catalogue, ask, "name", blank + 1);
    }
  }
  const char *title = mb_finding_title(id, catalogue);
  return title ? mb_words_filled(catalogue, "ask.check", "name", title)
               : mb_words_filled(catalogue, id, NULL, NULL);
}

char *mb_words_checked_by(const char *by, const char *server, const MbCatalogue *catalogue) {
  g_autofree char *id = g_strconcat("checked.", by ? by : "nobody", NULL);
  return mb_words_filled(catalogue, id, "server", server ? server : "");
}

const char *mb_words_reader(const char *reader, const MbCatalogue *catalogue) {
  g_autofree char *id = g_strconcat("reader.", reader, NULL);
  const char *source = mb_sentence_source(id);
  return source ? mb_tr(catalogue, source) : reader;
}

typedef struct {
  const char *id, *text;
} Named;

static const char *named(const Named *rows, guint n, const char *id, const MbCatalogue *catalogue) {
  for (guint i = 0; i < n; i++)
    if (g_str_equal(rows[i].id, id))
      return mb_tr(catalogue, rows[i].text);
  return id;
}

const char *mb_words_chain(const char *chain, const MbCatalogue *catalogue) {
  static const Named rows[] = {
      {"from", N_("Sender's domain → server → country → holder")},
      {"sending", N_("Sending computer → name → network → country")},
      {"link", N_("Link → server → country → holder")},
      {"claimed", N_("The company whose name is used")},
  };
  return named(rows, G_N_ELEMENTS(rows), chain, catalogue);
}

const char *mb_words_step(const MbReportStep *step, const MbCatalogue *catalogue) {
  gboolean country = g_str_equal(step->kind, "country") || g_str_equal(step->kind, "owner-country");
  return country ? mb_map_country(step->value, catalogue) : step->value;
}

/* A database has a day, an answer a moment. */
char *mb_words_told(const MbReportStep *step, const MbCatalogue *catalogue) {
  static const Named rows[] = {
      {"mail", N_("as the mail says")},
      {"dns", N_("name server")},
      {"geo", N_("country data")},
      {"brands", N_("Miyaburi's own list")},
  };
  const char *source = named(rows, G_N_ELEMENTS(rows), step->source, catalogue);
  g_autoptr(GDateTime) when = step->when ? g_date_time_new_from_unix_utc(step->when) : NULL;
  g_autofree char *time =
      when ? g_date_time_format(when, g_str_equal(step->source, "geo") ? "%Y-%m-%d"
                                                                       : "%Y-%m-%d %H:%M UTC")
           : NULL;
  return time ? g_strdup_printf("%s, %s", source, time) : g_strdup(source);
}
