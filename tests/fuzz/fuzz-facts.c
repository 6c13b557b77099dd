/* facts.json: what is taken comes back equal. SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <stdlib.h>

#include "facts/facts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  json_t *json = json_loadb(size ? (const char *)data : "", size,
                            JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, NULL);
  if (!json)
    return 0;
  g_autoptr(MbFacts) first = mb_facts_new();
  if (mb_facts_load(first, json, NULL)) {
    json_t *saved = mb_facts_save(first);
    g_autoptr(MbFacts) second = mb_facts_new();
    if (!mb_facts_load(second, saved, NULL))
      abort();
    json_t *again = mb_facts_save(second);
    if (!json_equal(saved, again))
      abort();
    json_decref(saved);
    json_decref(again);
  }
  MbQuestion *question = mb_question_from_json(json, NULL);
  if (question)
    json_decref(mb_question_to_json(question));
  mb_question_free(question);
  json_decref(json);
  return 0;
}
