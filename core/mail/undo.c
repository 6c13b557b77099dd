/* Taking off what was added after receipt: otherwise no body hash would fit and offsets would lie.
 * Thunderbird's lines and mbox quoting as measured there (POP3 and offline IMAP folders).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "undo.h"
#include "message.h"

static MbSlice skip(MbSlice s, gsize n) {
  return mb_slice(s.data + n, s.len - n);
}

static gsize line_length(MbSlice s) {
  const char *nl = memchr(s.data, '\n', s.len);
  return nl ? (gsize)(nl - s.data) + 1 : s.len;
}

static gboolean is_mozilla_line(MbSlice s) {
  return mb_slice_has_prefix(s, "X-Mozilla-") || mb_slice_has_prefix(s, "X-Account-Key:") ||
         mb_slice_has_prefix(s, "X-UIDL:");
}

static gboolean is_mbox_line(MbSlice s) {
  return s.len >= 5 && memcmp(s.data, "From ", 5) == 0;
}

/* Position of the next ">…From " at a line's start, from p on; NULL = none. */
static const char *next_quoted(const char *start, const char *p, const char *end) {
  while ((p = memchr(p, '>', end - p))) {
    const char *q = p;
    while (q < end && *q == '>')
      q++;
    if ((p == start || p[-1] == '\n') && end - q >= 5 && memcmp(q, "From ", 5) == 0)
      return p;
    p = q;
  }
  return NULL;
}

static void unquote(MbArena *arena, MbUndone *u) {
  const char *p = u->received.data, *start = p, *end = p + u->received.len;
  const char *quoted = next_quoted(start, p, end);
  if (!quoted)
    return;
  char *out = mb_arena_alloc(arena, u->received.len + 1), *w = out;
  u->removed = g_array_new(FALSE, FALSE, sizeof(gsize));
  mb_arena_own(arena, u->removed, (GDestroyNotify)g_array_unref);
  for (; quoted; quoted = next_quoted(start, p, end)) {
    gsize at = u->start + (quoted - start);
    g_array_append_val(u->removed, at);
    memcpy(w, p, quoted - p);
    w += quoted - p;
    p = quoted + 1;
    /* the rest of this line must not be found again as a quoted line of its own */
    *w++ = *p++;
  }
  memcpy(w, p, end - p);
  u->received = mb_slice(out, w + (end - p) - out);
}

/* An mbox file ends every mail with one empty line of its own. */
static void drop_last_empty_line(MbSlice *s) {
  if (s->len >= 4 && memcmp(s->data + s->len - 4, "\r\n\r\n", 4) == 0)
    s->len -= 2;
  else if (s->len >= 2 && memcmp(s->data + s->len - 2, "\n\n", 2) == 0)
    s->len--;
}

MbUndone mb_undo(MbArena *arena, MbSlice given) {
  MbUndone u = {0};
  MbSlice s = given.data ? given : mb_slice("", 0);
  const char *start = s.data;
  if (s.len >= 3 && memcmp(s.data, "\xef\xbb\xbf", 3) == 0) {
    u.undone |= MB_UNDO_BOM;
    s = skip(s, 3);
  }
  if (is_mbox_line(s)) {
    u.undone |= MB_UNDO_MBOX;
    s = skip(s, line_length(s));
  }
  while (is_mozilla_line(s)) {
    u.undone |= MB_UNDO_MOZILLA;
    s = skip(s, line_length(s));
  }
  u.start = s.data - start;
  u.received = s;
  if (u.undone & MB_UNDO_MBOX) {
    drop_last_empty_line(&u.received);
    unquote(arena, &u);
  }
  return u;
}

gsize mb_undone_offset(const MbUndone *u, gsize offset) {
  guint low = 0, high = u->removed ? u->removed->len : 0;
  /* the first removed byte that lies behind this place: entry i precedes it while
   * removed[i] - start - i <= offset */
  while (low < high) {
    guint mid = (low + high) / 2;
    if (g_array_index(u->removed, gsize, mid) - u->start - mid <= offset)
      low = mid + 1;
    else
      high = mid;
  }
  return u->start + offset + low;
}
