/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batches.h"

#include "batch/batch.h"

#include <string.h>

#define MAX_NAME 64

struct _MbBatch {
  gint refs;
  MbOptions *options;
  char *locale;
  MbSummary *summary;
  char *json; /* NULL = not asked for yet */
};

struct _MbBatches {
  GHashTable *named; /* char* → MbBatch */
};

static void unref(gpointer batch) {
  mb_batch_unref(batch);
}

MbBatches *mb_batches_new(void) {
  MbBatches *batches = g_new0(MbBatches, 1);
  batches->named = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, unref);
  return batches;
}

void mb_batches_free(MbBatches *batches) {
  g_hash_table_unref(batches->named);
  g_free(batches);
}

static const char *refusal(const MbBatches *batches, const char *name) {
  if (!*name || strlen(name) > MAX_NAME || g_hash_table_contains(batches->named, name))
    return "bad-request";
  return g_hash_table_size(batches->named) >= MB_MAX_BATCHES ? "busy" : NULL;
}

const char *mb_batches_begin(MbBatches *batches, const char *name, MbOptions *options,
                             char *locale) {
  const char *word = refusal(batches, name);
  if (word) {
    mb_options_free(options);
    g_free(locale);
    return word;
  }
  options->allow &= MB_ALLOW_DNS;
  options->resolve_link_hosts = FALSE;
  g_ptr_array_set_size(options->link_hosts, 0);
  options->prints = TRUE;
  MbBatch *batch = g_new0(MbBatch, 1);
  *batch = (MbBatch){1, options, locale, mb_summary_new(options), NULL};
  g_hash_table_insert(batches->named, g_strdup(name), batch);
  return NULL;
}

MbBatch *mb_batches_find(const MbBatches *batches, const char *name) {
  return g_hash_table_lookup(batches->named, name);
}

void mb_batches_end(MbBatches *batches, const char *name) {
  g_hash_table_remove(batches->named, name);
}

MbBatch *mb_batch_ref(MbBatch *batch) {
  g_atomic_int_inc(&batch->refs);
  return batch;
}

void mb_batch_unref(MbBatch *batch) {
  if (!batch || !g_atomic_int_dec_and_test(&batch->refs))
    return;
  mb_options_free(batch->options);
  mb_summary_free(batch->summary);
  g_free(batch->locale);
  g_free(batch->json);
  g_free(batch);
}

MbOptions *mb_batch_options(const MbBatch *batch) {
  return mb_options_copy(batch->options);
}

const char *mb_batch_locale(const MbBatch *batch) {
  return batch->locale;
}

void mb_batch_add(MbBatch *batch, const MbReport *report) {
  mb_summary_add(batch->summary, report);
}

void mb_batch_add_failed(MbBatch *batch, const char *name) {
  g_autoptr(MbReport) report = mb_report_new_error(name, "error.io", NULL);
  mb_summary_add(batch->summary, report);
}

guint mb_batch_count(const MbBatch *batch) {
  return mb_summary_count(batch->summary);
}

const char *mb_batch_summary(MbBatch *batch, gboolean fresh, gsize *len) {
  if (fresh || !batch->json) {
    g_free(batch->json);
    batch->json = mb_summary_to_json(batch->summary, mb_catalogue_get(batch->locale));
  }
  *len = strlen(batch->json);
  return batch->json;
}
