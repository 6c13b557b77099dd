/* The yardstick for the host's start: GMime and Jansson loaded and ready, frames read, answered with
 * their id. SPDX-License-Identifier: GPL-3.0-or-later */
#include <gmime/gmime.h>
#include <jansson.h>
#include <stdio.h>

int main(void) {
  g_mime_init();
  guint32 len;
  while (fread(&len, sizeof len, 1, stdin) == 1 && len <= 1024 * 1024) {
    g_autofree char *json = g_malloc(len);
    if (fread(json, len, 1, stdin) != 1)
      break;
    json_t *request = json_loadb(json, len, 0, NULL);
    json_t *answer = json_pack("{s:O}", "id", json_object_get(request, "id"));
    char *text = json_dumps(answer, JSON_COMPACT);
    len = strlen(text);
    fwrite(&len, sizeof len, 1, stdout);
    fwrite(text, len, 1, stdout);
    fflush(stdout);
    free(text);
    json_decref(answer);
    json_decref(request);
  }
  return 0;
}
