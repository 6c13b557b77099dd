/* The names of the mails to be judged, one after the other. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check-options.h"

typedef struct _MbNameList MbNameList;

/* From the command line or --files0-from. NULL with the reason in errno. */
MbNameList *mb_name_list_open(const MbCommand *command);
void mb_name_list_free(MbNameList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MbNameList, mb_name_list_free)
/* Free with g_free; NULL at the end, or once the user wants to stop. One thread at a time. */
char *mb_name_list_next(MbNameList *list);
/* There was at least one. */
gboolean mb_name_list_any(const MbNameList *list);

/* What an earlier run has done: the JSON lines it wrote are the journal. */
typedef struct _MbDone MbDone;
/* path NULL = nothing. A line that was cut off or is no report does not count. NULL with *error. */
MbDone *mb_done_load(const char *path, GError **error);
void mb_done_free(MbDone *done);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MbDone, mb_done_free)
/* From any thread. */
gboolean mb_done_has(const MbDone *done, const char *name);
