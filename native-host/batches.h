/* Batches: many mails of one selection or folder that the add-on checks one after the other. Each
 * leaves a small record here (batch/batch.h); what they have in common is asked for at the end.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "miyaburi.h"

#define MB_MAX_BATCHES 4

typedef struct _MbBatch MbBatch;
typedef struct _MbBatches MbBatches;

MbBatches *mb_batches_new(void);
void mb_batches_free(MbBatches *batches);
/* NULL or the error word "bad-request" or "busy". Takes options and locale. Registries and block
 * lists are never asked in bulk, whatever the options allow. */
const char *mb_batches_begin(MbBatches *batches, const char *name, MbOptions *options,
                             char *locale);
/* NULL when there is none of this name; owned by batches unless referenced. */
MbBatch *mb_batches_find(const MbBatches *batches, const char *name);
void mb_batches_end(MbBatches *batches, const char *name);

MbBatch *mb_batch_ref(MbBatch *batch);
void mb_batch_unref(MbBatch *batch);
MbOptions *mb_batch_options(const MbBatch *batch);
const char *mb_batch_locale(const MbBatch *batch);
/* Main thread only, as all below. */
void mb_batch_add(MbBatch *batch, const MbReport *report);
/* One mail that could not be had: it counts, as an error. */
void mb_batch_add_failed(MbBatch *batch, const char *name);
guint mb_batch_count(const MbBatch *batch);
/* The summary as JSON (core/batch/README.md); made anew with fresh, else as it was made last. Owned
 * by batch. */
const char *mb_batch_summary(MbBatch *batch, gboolean fresh, gsize *len);
