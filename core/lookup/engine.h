/* The asking thread: flights, the answers remembered, the module. Used by lookup.c only.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "source.h"

typedef struct _MbEngine MbEngine;

/* The process's engine for this configuration, started at first use and kept. */
MbEngine *mb_engine_get(const MbLookupConfig *config);

/* Called in the asking thread (or from within ask when the answer is remembered) exactly once.
 * answer: facts.json form, borrowed; NULL = no source for this kind. */
typedef void (*MbEngineDone)(gpointer data, guint index, json_t *answer, const char *whom,
                             gboolean remembered);
void mb_engine_ask(MbEngine *engine, const MbQuestion *question, MbEngineDone done, gpointer data,
                   guint index);
/* "1 TXT example.jp": one text for equal questions. Free with g_free. */
char *mb_question_key(const MbQuestion *question);
/* Forgets every answer, in memory and on disk. FALSE when the file could not be emptied. */
gboolean mb_engine_forget(void);
