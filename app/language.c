/* GTK's texts come by gettext, the report's by our own reader; both must speak the same language.
 * A minimal system has no ja_JP.UTF-8: gettext then needs C.UTF-8 with LANGUAGE set (CONTRACT,
 * "Report and JSON"), and it would answer stale texts if that changed inside the process, unless textdomain is
 * called again: that empties its memory.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "language.h"

#include <gtk/gtk.h>
#include <locale.h>

static const char *language = "en";
static char *of_system; /* LANGUAGE is ours from the start on */

static const char *from_environment(void) {
  static const char *const names[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    const char *value = g_getenv(names[i]);
    if (value && *value)
      return value;
  }
  return "en";
}

static const char *wanted(void) {
  g_autoptr(MbSettings) settings = mb_settings_load(NULL);
  return mb_catalogue_language(
      mb_catalogue_get(*settings->language ? settings->language : of_system));
}

/* A build tree brings its own catalogue: ../po beside the program's folder. */
static char *locale_dir(void) {
  g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
  g_autofree char *folder = g_path_get_dirname(program ? program : ".");
  g_autofree char *built = g_build_filename(folder, "..", "po", NULL);
  g_autofree char *file = g_build_filename(built, "ja", "LC_MESSAGES", GETTEXT_PACKAGE ".mo", NULL);
  return g_file_test(file, G_FILE_TEST_EXISTS) ? g_steal_pointer(&built) : g_strdup(LOCALEDIR);
}

void mb_language_init(void) {
  of_system = g_strdup(from_environment());
  language = wanted();
  const char *set = setlocale(LC_ALL, "");
  if (!set || !strstr(set, "UTF") || g_str_equal(setlocale(LC_MESSAGES, NULL), "C"))
    setlocale(LC_ALL, "C.UTF-8");
  gtk_disable_setlocale();
  g_setenv("LANGUAGE", language, TRUE);
  g_autofree char *folder = locale_dir();
  bindtextdomain(GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset(GETTEXT_PACKAGE, "UTF-8");
  textdomain(GETTEXT_PACKAGE);
}

gboolean mb_language_follow(void) {
  const char *now = wanted();
  if (g_str_equal(now, language))
    return FALSE;
  language = now;
  g_setenv("LANGUAGE", language, TRUE);
  textdomain(GETTEXT_PACKAGE);
  return TRUE;
}

const char *mb_language(void) {
  return language;
}

const MbCatalogue *mb_words(void) {
  return mb_catalogue_get(language);
}
