/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "questions.h"

#include "language.h"

struct _MbQuestions {
  AdwPreferencesPage parent;
  AdwEntryRow *domains, *addresses, *servers, *services;
  GtkSwitch *dns, *registries, *blocklists;
  AdwComboRow *language;
  GtkWidget *not_kept;
  gboolean loaded;
};
G_DEFINE_FINAL_TYPE(MbQuestions, mb_questions, ADW_TYPE_PREFERENCES_PAGE)

static const char *const languages[] = {"", "ja", "en"};

static void show_list(AdwEntryRow *row, const GPtrArray *list) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < list->len; i++)
    g_string_append_printf(text, "%s%s", i ? ", " : "", (const char *)list->pdata[i]);
  gtk_editable_set_text(GTK_EDITABLE(row), text->str);
}

static void show_services(AdwEntryRow *row, const GPtrArray *ids) {
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < ids->len; i++)
    g_ptr_array_add(names, (gpointer)mb_service_name(ids->pdata[i]));
  show_list(row, names);
}

void mb_questions_load(MbQuestions *self) {
  g_autoptr(MbSettings) settings = mb_settings_load(NULL);
  show_list(self->domains, settings->own_domains);
  show_list(self->addresses, settings->own_addresses);
  show_list(self->servers, settings->trust_servers);
  show_services(self->services, settings->services);
  gtk_switch_set_active(self->dns, settings->allow & MB_ALLOW_DNS);
  gtk_switch_set_active(self->registries, settings->allow & MB_ALLOW_REGISTRIES);
  gtk_switch_set_active(self->blocklists, settings->allow & MB_ALLOW_BLOCKLISTS);
  guint chosen = 0;
  for (guint i = 0; i < G_N_ELEMENTS(languages); i++)
    if (g_str_equal(languages[i], settings->language))
      chosen = i;
  adw_combo_row_set_selected(self->language, chosen);
  gtk_widget_set_visible(self->not_kept, !settings->remembered);
  self->loaded = TRUE;
}

#define BLANKS ", \t\n;"
#define COMMAS ",;"

static char *as_domain(const char *word) {
  return mb_domain_normalise(mb_slice_str(word));
}

static char *as_address(const char *word) {
  const char *at = strrchr(word, '@');
  g_autofree char *domain = at && at > word ? as_domain(at + 1) : NULL;
  return domain ? g_ascii_strdown(word, -1) : NULL;
}

static char *as_server(const char *word) {
  return g_ascii_strdown(word, -1);
}

/* A word that is no name stays on screen, marked, and nothing of the row is taken over. */
static gboolean read_list(AdwEntryRow *row, const char *between, char *(*read)(const char *),
                          GPtrArray *list) {
  g_autoptr(GString) text = g_string_new(gtk_editable_get_text(GTK_EDITABLE(row)));
  g_string_replace(text, "、", ",", 0);
  g_string_replace(text, "，", ",", 0);
  g_auto(GStrv) words = g_strsplit_set(text->str, between, -1);
  g_autoptr(GPtrArray) read_words = g_ptr_array_new_with_free_func(g_free);
  gboolean ok = TRUE;
  for (char **word = words; *word; word++) {
    char *name = *g_strstrip(*word) ? read(*word) : NULL;
    ok = ok && (name || !**word);
    if (name)
      g_ptr_array_add(read_words, name);
  }
  if (ok) {
    g_ptr_array_set_size(list, 0);
    for (guint i = 0; i < read_words->len; i++)
      g_ptr_array_add(list, g_strdup(read_words->pdata[i]));
    gtk_widget_remove_css_class(GTK_WIDGET(row), "error");
  } else {
    gtk_widget_add_css_class(GTK_WIDGET(row), "error");
  }
  gtk_accessible_update_state(GTK_ACCESSIBLE(row), GTK_ACCESSIBLE_STATE_INVALID,
                              ok ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
  return ok;
}

gboolean mb_questions_save(MbQuestions *self, gboolean asked) {
  g_autoptr(MbSettings) settings = mb_settings_load(NULL);
  gboolean ok = read_list(self->domains, BLANKS, as_domain, settings->own_domains);
  ok = read_list(self->addresses, BLANKS, as_address, settings->own_addresses) && ok;
  ok = read_list(self->servers, BLANKS, as_server, settings->trust_servers) && ok;
  ok = read_list(self->services, COMMAS, mb_service_id, settings->services) && ok;
  if (asked)
    settings->asked = TRUE;
  settings->allow = 0;
  if (gtk_switch_get_active(self->dns))
    settings->allow = MB_ALLOW_DNS |
                      (gtk_switch_get_active(self->registries) ? MB_ALLOW_REGISTRIES : 0) |
                      (gtk_switch_get_active(self->blocklists) ? MB_ALLOW_BLOCKLISTS : 0);
  g_free(settings->language);
  settings->language = g_strdup(languages[adw_combo_row_get_selected(self->language)]);
  gboolean kept = mb_settings_save(settings, NULL, NULL);
  gtk_widget_set_visible(self->not_kept, !kept);
  return ok && kept;
}

/* What else was typed is kept with it: these windows close. */
static void on_language(MbQuestions *self) {
  g_autoptr(MbSettings) settings = mb_settings_load(NULL);
  if (!self->loaded)
    return;
  mb_questions_save(self, settings->asked);
  if (mb_language_follow())
    g_action_group_activate_action(G_ACTION_GROUP(g_application_get_default()), "reopen", NULL);
}

static void mb_questions_class_init(MbQuestionsClass *class) {
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(class);
  gtk_widget_class_set_template_from_resource(widget_class,
                                              "/io/github/miyaburi/Miyaburi/ui/questions.ui");
  gtk_widget_class_bind_template_child(widget_class, MbQuestions, domains);
  gtk_widget_class_bind_template_child(widget_class, MbQuestions, addresses);
  gtk_widget_class_bind_template_child(widget_class, MbQuestions, servers);
  gtk_widget_class_bind_template_child(widget_class, MbQuestions, services);
  gtk_widget_class_bind_template_child(widget_class, MbQuestions, dns);
  gtk_widget_class_bind_template_child(widget_class, MbQuestions, registries);
  gtk_widget_class_bind_template_child(widget_class, MbQuestions, blocklists);
  gtk_widget_class_bind_template_child(widget_class, MbQuestions, language);
  gtk_widget_class_bind_template_child(widget_class, MbQuestions, not_kept);
  gtk_widget_class_bind_template_callback(widget_class, on_language);
}

static void mb_questions_init(MbQuestions *self) {
  gtk_widget_init_template(GTK_WIDGET(self));
  mb_questions_load(self);
}
