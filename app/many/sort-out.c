/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sort-out.h"

#include "../language.h"
#include "batch/batch.h"
#include "words.h"

#define MAX_TABS 5 /* more mails than that are a list */

static char *title_of(char **paths) {
  guint n = g_strv_length(paths);
  g_autofree char *number = mb_many_number(n), *shown = mb_many_file(paths[0]);
  return n == 1 ? g_steal_pointer(&shown) : mb_many_say(N_("{n} files"), "n", number, NULL);
}

static void look(GTask *task, gpointer source, gpointer data, GCancellable *cancellable) {
  char **paths = data;
  guint n = g_strv_length(paths);
  gboolean many = n > MAX_TABS;
  for (guint i = 0; i < n && !many; i++)
    many = mb_source_is_many(paths[i]);
  g_task_return_boolean(task, many);
}

/* Files elsewhere are not fetched; the window says so when each is opened on its own. */
void mb_sort_out_async(GObject *owner, GListModel *files, GAsyncReadyCallback done, gpointer data) {
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
  gboolean all_here = TRUE;
  for (guint i = 0; i < g_list_model_get_n_items(files); i++) {
    g_autoptr(GFile) file = g_list_model_get_item(files, i);
    if (g_file_is_native(file) && g_file_peek_path(file))
      g_strv_builder_add(builder, g_file_peek_path(file));
    else
      all_here = FALSE;
  }
  g_autoptr(GTask) task = g_task_new(owner, NULL, done, data);
  char **paths = g_strv_builder_end(builder);
  g_task_set_task_data(task, paths, (GDestroyNotify)g_strfreev);
  if (!*paths || (!all_here && g_strv_length(paths) <= MAX_TABS))
    g_task_return_boolean(task, FALSE);
  else
    g_task_run_in_thread(task, look);
}

char **mb_sort_out_finish(GAsyncResult *result, char **title) {
  char **paths = g_task_get_task_data(G_TASK(result));
  if (!g_task_propagate_boolean(G_TASK(result), NULL))
    return NULL;
  *title = title_of(paths);
  return g_strdupv(paths);
}
