/* Mails that belong together: one row each, which unfolds into timeline, traits and members.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "../accessible.h"
#include "../language.h"
#include "../report/rows.h"
#include "views.h"
#include "words.h"

#define MOST_CAMPAIGNS 50
#define MOST_MEMBERS   100
#define MANY_NAMES     3
#define SECONDS        "%Y-%m-%d %H:%M:%S"

static const char *same_label(const char *name) {
  for (guint bit = 0; mb_same_name(bit); bit++)
    if (g_str_equal(name, mb_same_name(bit)))
      return mb_same_label(bit);
  return NULL;
}

static char *same_text(json_t *list) {
  GString *out = g_string_new(NULL);
  json_t *word;
  size_t i;
  json_array_foreach(list, i, word) {
    const char *name = json_string_value(word), *label = name ? same_label(name) : NULL;
    if (label)
      g_string_append_printf(out, "%s%s", out->len ? ", " : "", _(label));
  }
  return g_string_free(out, FALSE);
}

static char *head_text(json_t *campaign) {
  guint warned = mb_view_count(campaign, "warnings");
  g_autofree char *n = mb_many_number(mb_view_count(campaign, "mails"));
  g_autofree char *warnings = mb_many_number(warned);
  g_autofree char *first = mb_view_time_text(mb_view_time(campaign, "first"), SECONDS);
  g_autofree char *last = mb_view_time_text(mb_view_time(campaign, "last"), SECONDS);
  g_autofree char *when = !*last ? mb_many_say(N_("{n} mails"), "n", n, NULL)
                          : g_strcmp0(first, last) == 0 || !*first
                              ? mb_many_say(N_("{n} mails at {last}"), "n", n, "last", last, NULL)
                              : mb_many_say(N_("{n} mails from {first} to {last}"), "n", n, "first",
                                            first, "last", last, NULL);
  if (!warned)
    return g_steal_pointer(&when);
  g_autofree char *tail = mb_many_say(N_("{n} warned of"), "n", warnings, NULL);
  return g_strdup_printf("%s · %s", when, tail);
}

static MbVerdict verdict_of(const char *name) {
  MbVerdict v = MB_VERDICT_SPOOFED;
  while (v > 0 && !g_str_equal(mb_verdict_name(v), name))
    v--;
  return v;
}

typedef struct {
  MbOpenMail open;
  gpointer owner;
  char *source;
} Opening;

static void on_member(GtkWidget *row, gpointer data) {
  const Opening *o = data;
  o->open(o->owner, o->source);
}

static void opening_free(gpointer data, GClosure *closure) {
  g_free(((Opening *)data)->source);
  g_free(data);
}

static GtkWidget *new_member(const MbViewSource *source, json_t *member) {
  MbVerdict verdict = verdict_of(mb_view_string(member, "verdict"));
  g_autofree char *time = mb_view_time_text(mb_view_time(member, "time"), SECONDS);
  g_autofree char *to = mb_isolate(mb_view_string(member, "recipient"));
  g_autofree char *file = mb_many_file(mb_view_string(member, "mail"));
  g_autofree char *title =
      *to ? mb_many_say(N_("To {address}"), "address", to, NULL) : g_strdup(file);
  g_autofree char *below = g_strdup_printf("%s%s\u2068%s\u2069", time, *time ? " · " : "", file);
  GtkWidget *row = mb_row_new(title, below),
            *sign = gtk_image_new_from_icon_name(mb_many_icon(verdict));
  gtk_widget_add_css_class(sign, mb_many_class(verdict));
  gtk_widget_set_tooltip_text(sign, mb_many_verdict(verdict));
  gtk_accessible_update_property(GTK_ACCESSIBLE(sign), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 mb_many_verdict(verdict), -1);
  adw_action_row_add_prefix(ADW_ACTION_ROW(row), sign);
  gtk_list_box_row_set_activatable(GTK_LIST_BOX_ROW(row), TRUE);
  Opening *o = g_new(Opening, 1);
  *o = (Opening){source->open, source->owner, g_strdup(mb_view_string(member, "mail"))};
  g_signal_connect_data(row, "activated", G_CALLBACK(on_member), o, opening_free, 0);
  return row;
}

static GtkWidget *new_members(const MbViewSource *source, json_t *campaign) {
  json_t *members = json_object_get(campaign, "members");
  GtkWidget *list = gtk_list_box_new();
  gtk_list_box_set_selection_mode(GTK_LIST_BOX(list), GTK_SELECTION_NONE);
  gtk_accessible_update_property(GTK_ACCESSIBLE(list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Mails"),
                                 -1);
  gtk_widget_add_css_class(list, "boxed-list");
  mb_view_fill(list, source, members, MOST_MEMBERS, new_member);
  return list;
}

static void add_trait(GtkWidget *box, const char *label, char *value) {
  if (*value) {
    GtkWidget *caption = mb_view_label(label, "caption");
    gtk_widget_add_css_class(caption, "dim-label");
    gtk_label_set_selectable(GTK_LABEL(caption), FALSE);
    GtkWidget *pair = gtk_box_new(GTK_ORIENTATION_VERTICAL, 2);
    gtk_box_append(GTK_BOX(pair), caption);
    gtk_box_append(GTK_BOX(pair), mb_view_label(value, NULL));
    gtk_box_append(GTK_BOX(box), pair);
  }
  g_free(value);
}

static void add_traits(GtkWidget *box, json_t *campaign) {
  static const struct {
    const char *key, *label;
  } lists[] = {{"guessed_recipients", N_("Guessed names, none of your addresses")},
               {"senders", N_("Senders")},
               {"subjects", N_("Subjects")},
               {"link_domains", N_("Links lead to")},
               {"sent_from", N_("Sent from")},
               {"recipients", N_("Recipients")}};
  add_trait(box, _("The same in all"), same_text(json_object_get(campaign, "same")));
  for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
    add_trait(box, _(lists[i].label), mb_view_join(json_object_get(campaign, lists[i].key)));
}

static GtkWidget *timeline(json_t *campaign) {
  json_t *curve = json_object_get(campaign, "curve");
  gint64 span = mb_view_time(campaign, "last") - mb_view_time(campaign, "first");
  const char *format = span < 24 * 3600 ? "%H:%M:%S" : "%Y-%m-%d %H:%M";
  GtkWidget *figure = mb_view_curve(_("When they came"), NULL, curve, "mails", format);
  if (figure) /* it is on a card already */
    gtk_widget_remove_css_class(figure, "card");
  return figure;
}

typedef struct {
  MbViewSource source;
  json_t *campaign; /* belongs to the summary */
} Inside;

/* Filled when it is first unfolded. */
static void on_unfold(GtkExpander *expander, GParamSpec *spec, gpointer data) {
  const Inside *inside = data;
  if (!gtk_expander_get_expanded(expander) || gtk_expander_get_child(expander))
    return;
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 12), *time = timeline(inside->campaign);
  gtk_widget_set_margin_top(box, 12);
  if (time)
    gtk_box_append(GTK_BOX(box), time);
  add_traits(box, inside->campaign);
  guint n = mb_view_count(inside->campaign, "mails");
  if (n > MOST_MEMBERS)
    gtk_box_append(GTK_BOX(box), mb_view_label(_("The first 100 mails:"), "heading"));
  gtk_box_append(GTK_BOX(box), new_members(&inside->source, inside->campaign));
  gtk_expander_set_child(expander, box);
  mb_accessible_tidy(box);
}

static void inside_free(gpointer data, GClosure *closure) {
  g_free(data);
}

/* One or two may be colleagues. */
static void add_guessed(GtkWidget *card, guint n) {
  g_autofree char *number = mb_many_number(n);
  g_autofree char *text = mb_many_say(
      N_("Sent to {n} names at your domain that are not your addresses: whoever sends like this "
         "tries out names."),
      "n", number, NULL);
  if (n >= MANY_NAMES)
    gtk_box_append(GTK_BOX(card), mb_view_label(text, "warning"));
}

static GtkWidget *new_campaign(const MbViewSource *source, json_t *campaign) {
  GtkWidget *card = gtk_box_new(GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *more = gtk_expander_new(_("Show what they share and when they came"));
  const char *subject = json_string_value(json_array_get(json_object_get(campaign, "subjects"), 0));
  g_autofree char *head = head_text(campaign);
  gtk_box_append(GTK_BOX(card), mb_view_label(subject ? subject : _("No subject"), "heading"));
  gtk_box_append(GTK_BOX(card), mb_view_label(head, "numeric"));
  add_guessed(card, json_array_size(json_object_get(campaign, "guessed_recipients")));
  Inside *inside = g_new(Inside, 1);
  *inside = (Inside){*source, campaign};
  gtk_accessible_update_property(GTK_ACCESSIBLE(more), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 gtk_expander_get_label(GTK_EXPANDER(more)), -1);
  g_signal_connect_data(more, "notify::expanded", G_CALLBACK(on_unfold), inside, inside_free, 0);
  gtk_box_append(GTK_BOX(card), more);
  gtk_widget_add_css_class(card, "card");
  gtk_widget_add_css_class(card, "figure");
  return card;
}

GtkWidget *mb_campaigns_view_new(const MbViewSource *source) {
  json_t *campaigns = json_object_get(source->summary, "campaigns");
  guint found = mb_view_count(source->summary, "campaigns_found");
  if (!json_array_size(campaigns))
    return NULL;
  GtkWidget *box, *view = mb_view_column(&box);
  g_autofree char *n = mb_many_number(found), *most = mb_many_number(MOST_CAMPAIGNS);
  g_autofree char *text =
      found > MOST_CAMPAIGNS
          ? mb_many_say(N_("{n} groups of mails belong together; the {most} most important are "
                           "shown."),
                        "n", n, "most", most, NULL)
          : mb_many_say(N_("{n} groups of mails belong together."), "n", n, NULL);
  gtk_box_append(GTK_BOX(box), mb_view_label(text, "dim-label"));
  mb_view_fill(box, source, campaigns, MOST_CAMPAIGNS, new_campaign);
  return view;
}
