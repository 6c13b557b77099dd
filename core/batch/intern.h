/* Strings kept once, under a small number, with a bound: senders of a million mails can all differ.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

typedef struct _MbIntern MbIntern;

#define MB_INTERN_MAX_BYTES (4 * 1024 * 1024)
#define MB_INTERN_MAX       (1 << 16)
#define MB_INTERN_MORE      G_MAXUINT32 /* what came after the bound was reached */

MbIntern *mb_intern_new(void);
/* Without a bound: for what must be found again. */
MbIntern *mb_intern_new_boundless(void);
void mb_intern_free(MbIntern *intern);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MbIntern, mb_intern_free)
/* 0 for NULL and "". */
guint32 mb_intern_add(MbIntern *intern, const char *text);
/* NULL for 0, "…" for MB_INTERN_MORE; lives as long as intern. */
const char *mb_intern_text(const MbIntern *intern, guint32 id);
guint mb_intern_count(const MbIntern *intern);

/* The same store without comparing and without a bound: for names that are all different. */
typedef struct _MbNames MbNames;
MbNames *mb_names_new(void);
void mb_names_free(MbNames *names);
guint32 mb_names_add(MbNames *names, const char *text);
const char *mb_names_text(const MbNames *names, guint32 id);

/* FNV-1a over text, 0 for NULL and "". */
guint64 mb_hash_text(const char *text);
