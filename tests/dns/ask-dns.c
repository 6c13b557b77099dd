/* Asks one server, or the system's, for names, for the DNS tests: prints each round's answers in facts.json form and
 * how long it took. SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "lookup/lookup.h"

static char *server;
static int deadline_ms = 3000, rounds = 1, sessions = 1;
static char **words;

static GOptionEntry options[] = {
    {"dns", 0, 0, G_OPTION_ARG_STRING, &server, NULL, NULL},
    {"deadline", 0, 0, G_OPTION_ARG_INT, &deadline_ms, NULL, NULL},
    {"rounds", 0, 0, G_OPTION_ARG_INT, &rounds, NULL, NULL},
    {"sessions", 0, 0, G_OPTION_ARG_INT, &sessions, NULL, NULL},
    {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &words, NULL, NULL},
    {NULL},
};

/* TYPE NAME TYPE NAME … */
static GPtrArray *read_questions(void) {
  GPtrArray *list = g_ptr_array_new_with_free_func((GDestroyNotify)mb_question_free);
  for (char **w = words; w && w[0] && w[1]; w += 2) {
    json_t *json = json_pack("{s:s, s:s, s:s, s:s}", "kind", "dns", "type", w[0], "name", w[1],
                             "purpose", "test");
    MbQuestion *q = mb_question_from_json(json, NULL);
    json_decref(json);
    if (q)
      g_ptr_array_add(list, q);
  }
  return list;
}

static gpointer one_session(gpointer data) {
  const GPtrArray *questions = data;
  MbLookupConfig config = {.allow = MB_ALLOW_DNS, .dns_server = server};
  g_autoptr(GError) error = NULL;
  g_autoptr(MbLookup) lookup = mb_lookup_new(&config, &error);
  if (!lookup)
    g_error("%s", error->message);
  json_t *all = json_array();
  for (int i = 0; i < rounds; i++) {
    gint64 start = g_get_monotonic_time();
    json_t *answers = mb_lookup_ask(lookup, questions, start + deadline_ms * 1000, NULL);
    double ms = (double)(g_get_monotonic_time() - start) / 1000;
    json_array_append_new(all, json_pack("{s:f, s:O, s:i}", "ms", ms, "dns",
                                         json_object_get(answers, "dns"), "asked",
                                         (int)mb_lookup_asked(lookup)->len));
    json_decref(answers);
  }
  return all;
}

int main(int argc, char **argv) {
  g_autoptr(GOptionContext) context = g_option_context_new(NULL);
  g_option_context_add_main_entries(context, options, NULL);
  if (!g_option_context_parse(context, &argc, &argv, NULL))
    return 3;
  g_autoptr(GPtrArray) questions = read_questions();
  GThread **threads = g_new0(GThread *, sessions);
  for (int i = 0; i < sessions; i++)
    threads[i] = g_thread_new("session", one_session, questions);
  for (int i = 0; i < sessions; i++) {
    json_t *all = g_thread_join(threads[i]);
    char *text = json_dumps(all, JSON_COMPACT | JSON_SORT_KEYS);
    puts(text);
    free(text);
    json_decref(all);
  }
  g_free(threads);
  return 0;
}
