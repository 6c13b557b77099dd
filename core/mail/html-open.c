/* A stack of open elements with the few rules of the HTML tree builder that matter for what is
 * hidden: implied ends, and that a cell's content cannot close what lies outside of the table.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "html-open.h"

#define MAX_DEPTH 2048

void mb_open_init(MbOpenElements *open) {
  open->stack = g_array_new(FALSE, FALSE, sizeof(MbOpen));
  for (guint i = 0; i < MB_TAG_ALL; i++)
    open->top_of[i] = -1;
  open->top_block = -1;
  open->root = (MbSeen){.color = 0x000000, .back = 0xffffff};
}

void mb_open_clear(MbOpenElements *open) {
  g_array_unref(open->stack);
}

static MbOpen *entry(const MbOpenElements *open, int i) {
  return &g_array_index(open->stack, MbOpen, i);
}

const MbSeen *mb_open_seen(const MbOpenElements *open) {
  return open->stack->len ? &entry(open, open->stack->len - 1)->seen : &open->root;
}

gboolean mb_seen_hidden(const MbSeen *seen) {
  return seen->none || seen->invisible || seen->tiny || seen->color == MB_COLOR_CLEAR ||
         (seen->color >= 0 && seen->color == seen->back);
}

static void pop_to(MbOpenElements *open, int height) {
  while ((int)open->stack->len > height) {
    MbOpen *top = entry(open, open->stack->len - 1);
    open->top_of[top->tag] = top->same;
    if ((int)open->stack->len - 1 == open->top_block)
      open->top_block = top->above;
    g_array_set_size(open->stack, open->stack->len - 1);
  }
}

static gboolean is_block(guint tag) {
  return (mb_tag_flags(tag) & MB_TAG_BLOCK) != 0;
}

void mb_open_push(MbOpenElements *open, guint tag, MbSeen seen) {
  int last = open->top_of[tag], height = open->stack->len;
  if (height >= MAX_DEPTH) {
    if (last >= 0)
      entry(open, last)->nested++;
    return;
  }
  MbOpen e = {tag, 0, last, open->top_block, seen};
  g_array_append_val(open->stack, e);
  open->top_of[tag] = height;
  if (is_block(tag))
    open->top_block = height;
}

/* The nearest table; what lies below it is out of reach. */
static int floor_of(const MbOpenElements *open) {
  return open->top_of[MB_TAG_TABLE];
}

void mb_open_pop(MbOpenElements *open, guint tag) {
  int i = open->top_of[tag];
  if (i < 0 || tag == MB_TAG_BODY || tag == MB_TAG_HTML)
    return;
  if (entry(open, i)->nested) {
    entry(open, i)->nested--;
    return;
  }
  if (tag != MB_TAG_TABLE && i < floor_of(open))
    return;
  if (!(mb_tag_flags(tag) & (MB_TAG_BLOCK | MB_TAG_FORMATTING)) && i < open->top_block)
    return; /* "any other end tag": a block element in between stops the search */
  pop_to(open, i);
}

static void close_within_table(MbOpenElements *open, guint tag) {
  int i = open->top_of[tag];
  if (i >= 0 && i > floor_of(open))
    pop_to(open, i);
}

void mb_open_imply_end(MbOpenElements *open, guint tag) {
  switch (tag) {
  case MB_TAG_TR:
    close_within_table(open, MB_TAG_TR);
    G_GNUC_FALLTHROUGH;
  case MB_TAG_TD:
  case MB_TAG_TH:
    close_within_table(open, MB_TAG_TD);
    close_within_table(open, MB_TAG_TH);
    break;
  case MB_TAG_LI:
    if (open->top_of[MB_TAG_LI] > MAX(open->top_of[MB_TAG_UL], open->top_of[MB_TAG_OL]))
      close_within_table(open, MB_TAG_LI);
    break;
  case MB_TAG_DD:
  case MB_TAG_DT:
    if (open->top_of[MB_TAG_DD] > open->top_of[MB_TAG_DL])
      close_within_table(open, MB_TAG_DD);
    if (open->top_of[MB_TAG_DT] > open->top_of[MB_TAG_DL])
      close_within_table(open, MB_TAG_DT);
    break;
  case MB_TAG_OPTION:
    close_within_table(open, MB_TAG_OPTION);
    break;
  default:
    if (is_block(tag))
      close_within_table(open, MB_TAG_P);
  }
}

MbSeen mb_seen_under(const MbSeen *outer, const MbStyle *style, gboolean unsure) {
  MbSeen seen = *outer;
  guint bits = style->bits;
  if (bits & MB_STYLE_NONE)
    seen.none = 1;
  if (bits & (MB_STYLE_INVISIBLE | MB_STYLE_VISIBLE))
    seen.invisible = (bits & MB_STYLE_INVISIBLE) != 0;
  if (bits & (MB_STYLE_TINY | MB_STYLE_SIZED))
    seen.tiny = (bits & MB_STYLE_TINY) != 0;
  if (bits & MB_STYLE_COLOR)
    seen.color = style->color;
  if (bits & MB_STYLE_BACK)
    seen.back = style->back;
  if (unsure && seen.color >= 0)
    seen.color = MB_COLOR_UNKNOWN;
  return seen;
}
