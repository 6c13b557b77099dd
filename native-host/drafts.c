/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drafts.h"

#include "pipe.h"

#include <jansson.h>
#include <string.h>

static char *answer_with(gint64 id, const MbFinished *f, const MbDraftWish *wish, gsize header) {
  gsize len;
  const char *bytes = g_bytes_get_data(f->header, &len);
  MbDraftChoice choice = {wish->mask, wish->feedback, f->options->own_addresses};
  g_autoptr(MbDraft) draft = mb_draft_new(f->report, mb_slice(bytes, MIN(len, header)), wish->whom,
                                          choice, mb_catalogue_get(wish->locale));
  json_t *object = json_pack("{s:I, s:s, s:s?, s:s?, s:s, s:s, s:s}", "id", (json_int_t)id, "type",
                             "draft", "to", draft->to, "hint", draft->hint, "subject",
                             draft->subject, "body", draft->body, "eml", draft->eml);
  char *text = json_dumps(object, JSON_COMPACT), *copy = g_strdup(text);
  free(text);
  json_decref(object);
  return copy;
}

char *mb_draft_answer(gint64 id, const MbFinished *finished, const MbDraftWish *wish) {
  gsize header = MB_KEPT_HEADER;
  char *answer = answer_with(id, finished, wish, header);
  while (strlen(answer) > MB_MAX_ANSWER && header > 0) {
    g_free(answer);
    header /= 2;
    answer = answer_with(id, finished, wish, header);
  }
  return answer;
}
