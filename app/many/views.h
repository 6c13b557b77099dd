/* What the mails have in common, made from the summary (core/batch/README.md): campaigns, figures,
 * delivery notices. Each gives a widget or NULL when there is nothing of the kind.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <jansson.h>

/* Opens a mail by the name the batch gave it. */
typedef void (*MbOpenMail)(gpointer owner, const char *source);

typedef struct {
  json_t *summary; /* outlives the views */
  MbOpenMail open;
  gpointer owner;
} MbViewSource;

GtkWidget *mb_campaigns_view_new(const MbViewSource *source);
GtkWidget *mb_figures_view_new(const MbViewSource *source);
GtkWidget *mb_notices_view_new(const MbViewSource *source);

/* A scrolled column of limited width; box gets what things are appended to. */
GtkWidget *mb_view_column(GtkWidget **box);
/* Text of ours or of mails, plain, that wraps and can be selected. */
GtkWidget *mb_view_label(const char *text, const char *style_class);
/* Appends a few widgets a frame, because laying out many at once would hold up the window. make may
 * give NULL; source is copied. */
typedef GtkWidget *(*MbViewMake)(const MbViewSource *source, json_t *item);
void mb_view_fill(GtkWidget *box, const MbViewSource *source, json_t *list, guint most,
                  MbViewMake make);

const char *mb_view_string(json_t *object, const char *key); /* "" when missing */
guint mb_view_count(json_t *object, const char *key);
gint64 mb_view_time(json_t *object, const char *key); /* 0 when missing */
/* In the local time; with seconds or only the day. Free with g_free. */
char *mb_view_time_text(gint64 time, const char *format);
/* Strings of a list, joined; "and n more" beyond twenty. Free with g_free. */
char *mb_view_join(json_t *list);
/* Figures from rows {value or from/links, mails}. */
GtkWidget *mb_view_bars(const char *title, const char *note, json_t *rows);
/* Figures from rows {from, KEY} over time. */
GtkWidget *mb_view_curve(const char *title, const char *note, json_t *rows, const char *key,
                         const char *format);
