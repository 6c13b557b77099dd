/* What the window is compared with: an AdwApplicationWindow and nothing else.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

static void on_activate(GtkApplication *app) {
  GtkWidget *window = adw_application_window_new(app);
  gtk_window_set_default_size(GTK_WINDOW(window), 860, 760);
  gtk_window_present(GTK_WINDOW(window));
}

int main(int argc, char **argv) {
  g_autoptr(AdwApplication) app = adw_application_new("io.github.miyaburi.Empty", 0);
  g_signal_connect(app, "activate", G_CALLBACK(on_activate), NULL);
  return g_application_run(G_APPLICATION(app), 1, argv);
}
