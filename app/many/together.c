/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "together.h"

#include "../accessible.h"
#include "../language.h"

typedef GtkWidget *(*MakeView)(const MbViewSource *source);

static const struct {
  const char *page;
  MakeView make;
  const char *none; /* when there is nothing to show */
} tabs[] = {{"notices", mb_notices_view_new, N_("There are no delivery notices")},
            {"campaigns", mb_campaigns_view_new, N_("No mails belong together")},
            {"figures", mb_figures_view_new, N_("There are no figures yet")}};
#define N_TABS G_N_ELEMENTS(tabs)

struct _MbTogether {
  GtkStack *stack;
  MbViewSource source;
  MbFeed *feed;
  GCancellable *working;
  guint done, known;            /* mails now, and when the summary was made */
  guint shown[N_TABS];          /* known when the tab was filled, 0 = empty */
  gboolean ended, waiting, led; /* led: to the notices, once */
};

static GtkWidget *bin_of(MbTogether *self, guint i) {
  return gtk_stack_get_child_by_name(self->stack, tabs[i].page);
}

static guint tab_now(MbTogether *self) {
  const char *name = gtk_stack_get_visible_child_name(self->stack);
  guint i = 0;
  while (i < N_TABS && g_strcmp0(tabs[i].page, name) != 0)
    i++;
  return i;
}

static GtkWidget *new_none(const char *text, gboolean waiting) {
  GtkWidget *page = adw_status_page_new();
  adw_status_page_set_icon_name(ADW_STATUS_PAGE(page), "mb-info-symbolic");
  adw_status_page_set_title(ADW_STATUS_PAGE(page), waiting ? _("One moment…") : text);
  return page;
}

static void fill(MbTogether *self, guint i) {
  GtkWidget *view = self->source.summary ? tabs[i].make(&self->source) : NULL;
  if (!view)
    view = new_none(_(tabs[i].none), !self->source.summary);
  adw_bin_set_child(ADW_BIN(bin_of(self, i)), view);
  mb_accessible_tidy(view);
  self->shown[i] = self->source.summary ? self->known : 0;
}

static void make_summary(MbTogether *self);

/* A view being read is not taken away by every hundred mails that come: only when there was nothing in it,
 * when it is turned to, and at the end. */
static void refresh(MbTogether *self, gboolean turned_to) {
  guint i = tab_now(self);
  if (i == N_TABS)
    return;
  gboolean wanted = !self->shown[i] || turned_to || self->ended;
  if (wanted && self->known < self->done)
    make_summary(self);
  if (wanted && self->shown[i] < self->known)
    fill(self, i);
  else if (!self->shown[i] && !adw_bin_get_child(ADW_BIN(bin_of(self, i))))
    fill(self, i);
}

/* The old summary goes once no view shows it any more. */
static void take_summary(MbTogether *self, json_t *summary) {
  for (guint i = 0; i < N_TABS; i++) {
    adw_bin_set_child(ADW_BIN(bin_of(self, i)), NULL);
    self->shown[i] = 0;
  }
  json_decref(self->source.summary);
  self->source.summary = summary;
}

/* A folder of notices is one page, not thousands of rows: that page comes to the front at the end. */
static void lead(MbTogether *self) {
  guint notices = mb_feed_notices(self->feed);
  if (!self->ended || self->led || tab_now(self) != N_TABS)
    return;
  self->led = TRUE;
  if (notices > 1 && notices * 2 > self->done)
    gtk_stack_set_visible_child_name(self->stack, "notices");
}

typedef struct {
  MbTogether *self;
  guint done;
} Making;

static void on_summary(GObject *object, GAsyncResult *result, gpointer data) {
  g_autofree Making *making = data;
  json_t *summary = mb_feed_summary_finish(result);
  if (!summary) /* cancelled: self may be gone */
    return;
  MbTogether *self = making->self;
  g_clear_object(&self->working);
  self->known = making->done;
  take_summary(self, summary);
  guint i = tab_now(self);
  if (i < N_TABS)
    fill(self, i);
}

static void make_summary(MbTogether *self) {
  if (self->working)
    return;
  Making *making = g_new(Making, 1);
  *making = (Making){self, self->done};
  self->working = g_cancellable_new();
  mb_feed_summary_async(self->feed, self->working, on_summary, making);
}

static void on_turned(MbTogether *self) {
  if (self->feed)
    refresh(self, TRUE);
}

static void forget(MbTogether *self) {
  if (self->working)
    g_cancellable_cancel(self->working);
  g_clear_object(&self->working);
  self->known = 0;
  self->led = FALSE;
  take_summary(self, NULL);
}

void mb_together_update(MbTogether *self, MbFeed *feed, guint done, gboolean ended) {
  if (feed != self->feed) {
    g_set_object(&self->feed, feed);
    forget(self);
  }
  self->done = done;
  self->ended = ended;
  GtkStackPage *page = gtk_stack_get_page(self->stack, bin_of(self, 0));
  gtk_stack_page_set_visible(page, mb_feed_notices(feed) > 0);
  lead(self);
  refresh(self, FALSE);
}

MbTogether *mb_together_new(GtkStack *stack, MbOpenMail open, gpointer owner) {
  MbTogether *self = g_new0(MbTogether, 1);
  self->stack = g_object_ref(stack);
  self->source = (MbViewSource){NULL, open, owner};
  g_signal_connect_swapped(stack, "notify::visible-child", G_CALLBACK(on_turned), self);
  return self;
}

void mb_together_free(MbTogether *self) {
  g_signal_handlers_disconnect_by_data(self->stack, self);
  forget(self);
  g_clear_object(&self->feed);
  g_object_unref(self->stack);
  g_free(self);
}
