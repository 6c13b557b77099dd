/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "defang.h"

#include <glib.h>
#include <string.h>

/* Every scheme of two t's, wherever it stands (redirectors carry a second one); dots only up to the
 * path: further on they are part of file names. */
char *mb_defang(const char *url) {
  GString *out = g_string_new(NULL);
  gboolean host = FALSE;
  for (const char *p = url ? url : ""; *p; p++) {
    if (g_ascii_strncasecmp(p, "http", 4) == 0 && strchr(":sS%", p[4]) && p[4]) {
      g_string_append(out, "hxxp");
      p += 3;
    } else if (strncmp(p, "://", 3) == 0) {
      g_string_append(out, "://");
      p += 2;
      host = TRUE;
    } else if (*p == '.' && host) {
      g_string_append(out, "[.]");
    } else {
      if (*p == '/' || *p == '?' || *p == '#')
        host = FALSE;
      g_string_append_c(out, *p);
    }
  }
  return g_string_free(out, FALSE);
}
