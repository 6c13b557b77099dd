/* Stands in for archive.c where libarchive is not loaded. SPDX-License-Identifier: GPL-3.0-or-later */
#include "attachment-kind.h"

#include "../base/full.h"

void mb_archive_read(MbArena *arena, MbAttachment *attachment, MbSlice bytes, MbKind kind,
                     const char **type) {
  attachment->entries = mb_arena_own(arena, g_ptr_array_new(), (GDestroyNotify)g_ptr_array_unref);
  mb_full_miss();
}
