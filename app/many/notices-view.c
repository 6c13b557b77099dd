/* Delivery notices as one page, however many they are: what happened, what to do, since when, from where.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "../language.h"
#include "../report/rows.h"
#include "enquiry.h"
#include "views.h"
#include "words.h"

static const struct {
  const char *story, *class, *icon;
} looks[] = {{"password-used", "verdict-spoofed", "mb-hijacked-symbolic"},
             {"forged-sender", "verdict-suspicious", "mb-suspicious-symbolic"},
             {"", "verdict-unknown", "mb-unknown-symbolic"}};

static GtkWidget *banner(json_t *bounces) {
  guint look = 0;
  while (look + 1 < G_N_ELEMENTS(looks) &&
         !g_str_equal(looks[look].story, mb_view_string(bounces, "story")))
    look++;
  g_autofree char *n = mb_many_number(mb_view_count(bounces, "notices"));
  g_autofree char *count = mb_many_say(N_("{n} delivery notices"), "n", n, NULL);
  GtkWidget *text = gtk_box_new(GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name(looks[look].icon);
  gtk_image_set_pixel_size(GTK_IMAGE(icon), 40);
  gtk_widget_set_valign(icon, GTK_ALIGN_START);
  gtk_accessible_update_state(GTK_ACCESSIBLE(icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append(GTK_BOX(text), mb_view_label(mb_view_string(bounces, "headline"), "title-2"));
  gtk_box_append(GTK_BOX(text), mb_view_label(count, "sentence"));
  GtkWidget *box = mb_side_by_side(12, icon, text);
  gtk_widget_add_css_class(box, "verdict");
  gtk_widget_add_css_class(box, looks[look].class);
  return box;
}

static GtkWidget *new_group(const char *title, const char *about) {
  return g_object_new(ADW_TYPE_PREFERENCES_GROUP, "title", title, "description", about, NULL);
}

static GtkWidget *advice(json_t *bounces) {
  GtkWidget *group = new_group(_("What to do, in this order"), NULL);
  json_t *line;
  size_t i;
  json_array_foreach(json_object_get(bounces, "advice"), i, line) {
    g_autofree char *number = g_strdup_printf("%u", (guint)i + 1);
    GtkWidget *row = mb_row_new(json_string_value(line), NULL), *sign = gtk_label_new(number);
    gtk_widget_add_css_class(sign, "step-number");
    gtk_widget_set_valign(sign, GTK_ALIGN_CENTER);
    adw_action_row_add_prefix(ADW_ACTION_ROW(row), sign);
    adw_preferences_group_add(ADW_PREFERENCES_GROUP(group), row);
  }
  return group;
}

static GtkWidget *draft(json_t *bounces) {
  g_autoptr(MbSettings) settings = mb_settings_load(NULL);
  const char *own = settings->own_addresses->len ? settings->own_addresses->pdata[0] : NULL;
  g_autofree char *text = mb_enquiry_text(bounces, own);
  GtkWidget *group = new_group(_("Letter to your mail provider"),
                               _("A draft to copy into a mail. Check it before you send it; "
                                 "nothing is sent from here."));
  GtkWidget *body = mb_side_by_side(6, mb_view_label(text, NULL), NULL);
  GtkWidget *row = mb_plain_row(body, _("Letter to your mail provider"));
  mb_row_add_end(row, mb_copy_button(text, _("Copy the letter")));
  adw_preferences_group_add(ADW_PREFERENCES_GROUP(group), row);
  return group;
}

static void add_count(GtkWidget *group, const char *label, guint n) {
  g_autofree char *number = mb_many_number(n);
  if (n)
    adw_preferences_group_add(ADW_PREFERENCES_GROUP(group), mb_row_value(label, number));
}

static void add_time(GtkWidget *group, const char *label, gint64 time) {
  g_autofree char *text = mb_view_time_text(time, "%Y-%m-%d %H:%M:%S");
  GtkWidget *row = mb_row_value(label, text);
  if (row)
    adw_preferences_group_add(ADW_PREFERENCES_GROUP(group), row);
}

static GtkWidget *facts(json_t *bounces) {
  GtkWidget *group = new_group(_("What the notices show"), NULL);
  add_time(group, _("First mail sent"), mb_view_time(bounces, "first_sent"));
  add_time(group, _("First notice"), mb_view_time(bounces, "first"));
  add_time(group, _("Last notice"), mb_view_time(bounces, "last"));
  add_count(group, _("Sent with your password"), mb_view_count(bounces, "password_used"));
  add_count(group, _("Sent by others with your address"), mb_view_count(bounces, "forged_sender"));
  add_count(group, _("Your own mails"), mb_view_count(bounces, "own_mail"));
  add_count(group, _("Not to be told from the notice"), mb_view_count(bounces, "not_known"));
  return group;
}

static void add(GtkWidget *box, GtkWidget *figure) {
  if (figure)
    gtk_box_append(GTK_BOX(box), figure);
}

GtkWidget *mb_notices_view_new(const MbViewSource *source) {
  json_t *bounces = json_object_get(source->summary, "bounces");
  if (!json_is_object(bounces))
    return NULL;
  GtkWidget *box, *view = mb_view_column(&box);
  gboolean used = g_str_equal(mb_view_string(bounces, "story"), "password-used");
  add(box, banner(bounces));
  add(box, advice(bounces));
  add(box, used ? draft(bounces) : NULL);
  add(box, facts(bounces));
  add(box, mb_view_curve(_("When the notices came"), NULL, json_object_get(bounces, "curve"),
                         "notices", "%Y-%m-%d %H:%M"));
  add(box, mb_view_bars(used ? _("Logged in from") : _("Sent from"), NULL,
                        json_object_get(bounces, "sources")));
  add(box, mb_view_bars(_("Countries"), NULL, json_object_get(bounces, "countries")));
  add(box, mb_view_bars(_("In the name of"), NULL, json_object_get(bounces, "lures")));
  add(box, mb_view_bars(_("Subjects of the mails that came back"), NULL,
                        json_object_get(bounces, "subjects")));
  return view;
}
