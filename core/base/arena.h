/* One allocation lifetime: everything taken from an arena lives until the arena is freed, so
 * parsers of hostile input have nothing to leak on their error paths.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "slice.h"

typedef struct _MbArena MbArena;

MbArena *mb_arena_new(void);
void mb_arena_free(MbArena *arena);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MbArena, mb_arena_free)

/* Zeroed memory, aligned for any type; never NULL. */
gpointer mb_arena_alloc(MbArena *arena, gsize size);
/* A NUL-terminated copy; embedded NUL bytes are copied as they are. */
char *mb_arena_strndup(MbArena *arena, const char *data, gsize len);
MbSlice mb_arena_slice(MbArena *arena, MbSlice s);
/* The arena frees object together with itself (for a GArray or GString that grows while parsing);
 * returns object. */
gpointer mb_arena_own(MbArena *arena, gpointer object, GDestroyNotify destroy);
/* Bytes handed out so far, for the memory limits. */
gsize mb_arena_used(const MbArena *arena);

#define mb_arena_new0(arena, Type) ((Type *)mb_arena_alloc((arena), sizeof(Type)))
