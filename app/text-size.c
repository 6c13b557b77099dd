/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text-size.h"

#include "state.h"

#define LOWEST  -3
#define HIGHEST 10

static GtkCssProvider *provider;

static void apply(int steps) {
  if (!provider) {
    if (steps == 0)
      return;
    provider = gtk_css_provider_new();
    gtk_style_context_add_provider_for_display(gdk_display_get_default(),
                                               GTK_STYLE_PROVIDER(provider),
                                               GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  }
  g_autofree char *css = g_strdup_printf("window { font-size: %d%%; }", 100 + 10 * steps);
  gtk_css_provider_load_from_data(provider, css, -1);
}

void mb_text_size_start(void) {
  apply(CLAMP(mb_state_get_int("look", "text-steps", 0), LOWEST, HIGHEST));
}

void mb_text_size_change(int step) {
  int steps = step ? CLAMP(mb_state_get_int("look", "text-steps", 0) + step, LOWEST, HIGHEST) : 0;
  mb_state_set_int("look", "text-steps", steps);
  apply(steps);
}
