/* As much CSS as it takes to tell whether a reader can see a text: inline declarations, and the
 * plain rules of <style> (one class, id or element). SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../base/slice.h"

typedef enum {
  MB_STYLE_NONE = 1 << 0,  /* display:none, opacity 0, no height with cut overflow, off the page */
  MB_STYLE_SHOWN = 1 << 1, /* display of another kind */
  MB_STYLE_INVISIBLE = 1 << 2, /* visibility:hidden or collapse */
  MB_STYLE_VISIBLE = 1 << 3,
  MB_STYLE_TINY = 1 << 4, /* font-size of at most one pixel */
  MB_STYLE_SIZED = 1 << 5,
  MB_STYLE_COLOR = 1 << 6,
  MB_STYLE_BACK = 1 << 7,
  MB_STYLE_CN_FONT = 1 << 8, /* a font family of Chinese Windows */
  MB_STYLE_NO_SIZE = 1 << 9, /* height or width 0, and … */
  MB_STYLE_CUT = 1 << 10,    /* … overflow:hidden; both together are NONE */
} MbStyleBits;

#define MB_COLOR_UNKNOWN -1 /* a picture, a gradient, a name we do not know */
#define MB_COLOR_CLEAR   -2 /* transparent */

typedef struct {
  guint bits;
  gint32 color, back; /* 0xRRGGBB or one of the above; valid with their bits */
} MbStyle;

/* Adds the declarations ("a:b;c:d") to style; later ones win. */
void mb_style_read(MbSlice declarations, MbStyle *style);
/* Puts what add says over style. */
void mb_style_merge(MbStyle *style, const MbStyle *add);
/* The value of a colour attribute or property. */
gint32 mb_color_read(MbSlice text);
/* One of the fonts of Chinese Windows stands in a list of families. */
gboolean mb_style_is_cn_font(MbSlice families);

/* The rules of all <style> elements of one mail. */
typedef struct _MbStyleSheet MbStyleSheet;

MbStyleSheet *mb_style_sheet_new(void);
void mb_style_sheet_free(MbStyleSheet *sheet);
void mb_style_sheet_read(MbStyleSheet *sheet, MbSlice css);
/* Adds what the rules say about an element of these classes (blank-separated) and this id. TRUE
 * when a rule for small screens shows it: hidden there is meant for the device, not for the reader.
 */
gboolean mb_style_sheet_apply(const MbStyleSheet *sheet, MbSlice classes, MbSlice id,
                              MbStyle *style);
/* A rule that could not be matched sets colours: colours prove nothing then. */
gboolean mb_style_sheet_unsure(const MbStyleSheet *sheet);

/* A rule asks for a font of Chinese Windows. */
gboolean mb_style_sheet_cn_font(const MbStyleSheet *sheet);

/* Each url(…) from *at on; FALSE when there is none left. */
gboolean mb_css_next_url(MbSlice css, gsize *at, MbSlice *url);
