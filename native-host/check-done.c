/* The journal of an earlier run is its output: nothing has to be written besides.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>

#include "check-names.h"

struct _MbDone {
  GHashTable *names;
};

/* A report is one whole line; the last one of a run that was killed is not. */
static char *name_of(const char *line, gsize len) {
  if (!len || line[len - 1] != '\n')
    return NULL;
  json_t *report = json_loadb(line, len - 1, 0, NULL);
  const char *name = NULL, *verdict = NULL;
  if (report)
    json_unpack(report, "{s:s,s:s}", "file", &name, "verdict", &verdict);
  char *copy = name && verdict ? g_strdup(name) : NULL;
  json_decref(report);
  return copy;
}

MbDone *mb_done_load(const char *path, GError **error) {
  g_autoptr(MbDone) done = g_new0(MbDone, 1);
  done->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  if (!path)
    return g_steal_pointer(&done);
  FILE *file = fopen(path, "re");
  if (!file) {
    g_set_error(error, MB_ERROR, MB_ERROR_IO, "%s: %s", path, g_strerror(errno));
    return NULL;
  }
  char *line = NULL;
  size_t room = 0;
  for (gssize len; (len = getline(&line, &room, file)) > 0;) {
    char *name = name_of(line, len);
    if (name)
      g_hash_table_add(done->names, name);
  }
  free(line);
  fclose(file);
  return g_steal_pointer(&done);
}

void mb_done_free(MbDone *done) {
  g_hash_table_unref(done->names);
  g_free(done);
}

/* A name that a report shows differently from what it is could stand for two: such a mail is judged again. */
gboolean mb_done_has(const MbDone *done, const char *name) {
  if (!g_hash_table_contains(done->names, name))
    return FALSE;
  g_autofree char *shown = mb_text_inert(mb_slice_str(name), MB_REPORT_URL_CHARS);
  return g_str_equal(shown, name);
}
