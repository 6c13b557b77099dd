/* The raw mail made fit to be shown: bounded in size and line length, control characters as codes,
 * and every place of the bytes known in the text. Made in the checking thread.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "miyaburi.h"

typedef struct _MbSourceText MbSourceText;

/* Shows the first half MiB, and what lies around the report's evidence further on. */
MbSourceText *mb_source_text_new(GBytes *mail, const MbReport *report);
void mb_source_text_free(MbSourceText *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MbSourceText, mb_source_text_free)

const char *mb_source_text_get(const MbSourceText *source, gsize *len);
/* Character offsets of the bytes [offset, offset + length); FALSE when they are not shown. */
gboolean mb_source_text_find(const MbSourceText *source, gint64 offset, guint64 length, int *from,
                             int *to);
