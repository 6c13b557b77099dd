/* Bump allocation in growing chunks; a large request gets a chunk of its own.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "arena.h"

#define CHUNK (16 * 1024)

typedef struct _Chunk Chunk;
struct _Chunk {
  Chunk *next;
  gsize used, size;
  char bytes[] __attribute__((aligned(16)));
};

typedef struct _Owned Owned;
struct _Owned {
  Owned *next;
  gpointer object;
  GDestroyNotify destroy;
};

struct _MbArena {
  Chunk *head;
  Owned *owned;
  gsize used;
};

MbArena *mb_arena_new(void) {
  return g_new0(MbArena, 1);
}

void mb_arena_free(MbArena *arena) {
  if (!arena)
    return;
  for (Owned *o = arena->owned; o; o = o->next)
    o->destroy(o->object);
  for (Chunk *c = arena->head, *next; c; c = next) {
    next = c->next;
    g_free(c);
  }
  g_free(arena);
}

static Chunk *new_chunk(gsize size) {
  Chunk *c = g_malloc(sizeof(Chunk) + size);
  c->next = NULL;
  c->used = 0;
  c->size = size;
  return c;
}

/* Puts a chunk in front that has room; a big one goes behind the current chunk, whose rest stays
 * usable. */
static Chunk *chunk_for(MbArena *arena, gsize size) {
  if (arena->head && arena->head->size - arena->head->used >= size)
    return arena->head;
  Chunk *c = new_chunk(MAX(size, CHUNK));
  if (arena->head && size > CHUNK / 4) {
    c->next = arena->head->next;
    arena->head->next = c;
  } else {
    c->next = arena->head;
    arena->head = c;
  }
  return c;
}

static char *take(MbArena *arena, gsize size) {
  g_assert(size < G_MAXSSIZE);
  size = (MAX(size, 1) + 15) & ~(gsize)15;
  Chunk *c = chunk_for(arena, size);
  char *p = c->bytes + c->used;
  c->used += size;
  arena->used += size;
  return p;
}

gpointer mb_arena_alloc(MbArena *arena, gsize size) {
  return memset(take(arena, size), 0, size);
}

char *mb_arena_strndup(MbArena *arena, const char *data, gsize len) {
  char *p = take(arena, len + 1); /* written whole right here: nothing to clear */
  if (len)
    memcpy(p, data, len);
  p[len] = '\0';
  return p;
}

MbSlice mb_arena_slice(MbArena *arena, MbSlice s) {
  return mb_slice(mb_arena_strndup(arena, s.data, s.len), s.len);
}

gpointer mb_arena_own(MbArena *arena, gpointer object, GDestroyNotify destroy) {
  Owned *owned = mb_arena_new0(arena, Owned);
  *owned = (Owned){arena->owned, object, destroy};
  arena->owned = owned;
  return object;
}

gsize mb_arena_used(const MbArena *arena) {
  return arena->used;
}
