/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed.h"

#include <string.h>

#include "../export/file.h"
#include "../language.h"

#define AT_ONCE 2000

/* What the texts of the rows belong to. */
typedef struct {
  MbRun *run;
  GHashTable *reasons;
} Engine;

struct _MbFeed {
  GObject parent;
  MbRows *rows; /* owns the engine */
  Engine *engine;
  MbRun *run;
  guint notices;
};
G_DEFINE_FINAL_TYPE(MbFeed, mb_feed, G_TYPE_OBJECT)

static void free_engine(GTask *task, gpointer source, gpointer data, GCancellable *cancellable) {
  Engine *engine = data;
  mb_run_free(engine->run);
  g_hash_table_unref(engine->reasons);
  g_free(engine);
  g_task_return_boolean(task, TRUE);
}

/* Ending waits for the mails in work, which the window must not. */
static void end_engine(gpointer data) {
  Engine *engine = data;
  g_autoptr(GTask) task = g_task_new(NULL, NULL, NULL, NULL);
  mb_run_cancel(engine->run);
  g_task_set_task_data(task, engine, NULL);
  g_task_run_in_thread(task, free_engine);
}

/* Texts of the checks are looked up once each; a mail that could not be judged says why in a sentence
 * with a detail of its own, kept once each too. */
static const char *reason_of(MbFeed *self, const MbSummaryRow *row) {
  if (!row->reason)
    return row->notice ? _("See the page “Notices”")
                       : _("Nothing found that speaks for or against it");
  g_autofree char *key = g_strconcat(row->reason, "\n", row->detail, NULL);
  char *text = g_hash_table_lookup(self->engine->reasons, key);
  if (text)
    return text;
  const char *title = mb_finding_title(row->reason, mb_words());
  text = title ? g_strdup(title)
               : mb_words_filled(mb_words(), row->reason, "detail", row->detail ? row->detail : "");
  g_hash_table_insert(self->engine->reasons, g_steal_pointer(&key), text);
  return text;
}

static gboolean add(MbFeed *self, guint i) {
  MbSummaryRow from;
  mb_summary_row(mb_run_summary(self->run), i, &from);
  MbRow row = {.sender = from.sender,
               .subject = from.subject,
               .folder = from.container,
               .name = from.name,
               .reason = reason_of(self, &from),
               .time = from.time,
               .number = from.number,
               .verdict = from.verdict,
               .notice = from.notice};
  self->notices += from.notice;
  return mb_rows_add(self->rows, &row);
}

void mb_feed_poll(MbFeed *self, MbRunProgress *progress) {
  mb_run_get_progress(self->run, progress);
  if (!mb_run_try_lock(self->run))
    return;
  guint from = mb_rows_count(self->rows), to = mb_summary_count(mb_run_summary(self->run));
  for (guint i = from; i < MIN(to, from + AT_ONCE); i++)
    if (!add(self, i))
      break;
  mb_run_unlock(self->run);
}

guint mb_feed_notices(MbFeed *self) {
  return self->notices;
}

MbRows *mb_feed_rows(MbFeed *self) {
  return self->rows;
}

void mb_feed_pause(MbFeed *self, gboolean pause) {
  if (pause)
    mb_run_pause(self->run);
  else
    mb_run_resume(self->run);
}

void mb_feed_cancel(MbFeed *self) {
  mb_run_cancel(self->run);
}

static void unref_json(gpointer json) {
  json_decref(json);
}

static char *summary_text(MbFeed *self) {
  mb_run_lock(self->run);
  char *text = mb_summary_to_json(mb_run_summary(self->run), mb_words());
  mb_run_unlock(self->run);
  return text;
}

static void make_summary(GTask *task, gpointer source, gpointer data, GCancellable *cancellable) {
  g_autofree char *text = summary_text(source);
  g_task_return_pointer(task, json_loads(text, 0, NULL), unref_json);
}

void mb_feed_summary_async(MbFeed *self, GCancellable *cancellable, GAsyncReadyCallback done,
                           gpointer data) {
  g_autoptr(GTask) task = g_task_new(self, cancellable, done, data);
  g_task_run_in_thread(task, make_summary);
}

json_t *mb_feed_summary_finish(GAsyncResult *result) {
  return g_task_propagate_pointer(G_TASK(result), NULL);
}

typedef struct {
  char *path;
  gboolean summary;
} Saving;

static void saving_free(gpointer data) {
  g_free(((Saving *)data)->path);
  g_free(data);
}

static char *table_text(MbFeed *self) {
  GString *out = g_string_new("\xef\xbb\xbf"); /* else spreadsheets take it for another encoding */
  g_autofree char *head = mb_csv_head(mb_words());
  g_string_append(out, head);
  mb_run_lock(self->run);
  MbSummary *summary = mb_run_summary(self->run);
  for (guint i = 0; i < mb_summary_count(summary); i++) {
    g_autofree char *row = mb_summary_csv_row(summary, i, mb_words());
    g_string_append(out, row);
  }
  mb_run_unlock(self->run);
  return g_string_free(out, FALSE);
}

static void save(GTask *task, gpointer source, gpointer data, GCancellable *cancellable) {
  const Saving *saving = data;
  GError *error = NULL;
  char *text = saving->summary ? summary_text(source) : table_text(source);
  g_autoptr(GBytes) bytes = g_bytes_new_take(text, strlen(text));
  if (mb_export_write(saving->path, bytes, &error))
    g_task_return_boolean(task, TRUE);
  else
    g_task_return_error(task, error);
}

void mb_feed_save_async(MbFeed *self, const char *path, gboolean summary, GAsyncReadyCallback done,
                        gpointer data) {
  g_autoptr(GTask) task = g_task_new(self, NULL, done, data);
  Saving *saving = g_new(Saving, 1);
  *saving = (Saving){g_strdup(path), summary};
  g_task_set_task_data(task, saving, saving_free);
  g_task_run_in_thread(task, save);
}

gboolean mb_feed_save_finish(GAsyncResult *result, GError **error) {
  return g_task_propagate_boolean(G_TASK(result), error);
}

static void finalize(GObject *object) {
  mb_rows_unref(MB_FEED(object)->rows);
  G_OBJECT_CLASS(mb_feed_parent_class)->finalize(object);
}

static void mb_feed_class_init(MbFeedClass *class) {
  G_OBJECT_CLASS(class)->finalize = finalize;
}

static void mb_feed_init(MbFeed *self) {
}

/* Link hosts are never asked here, whatever was done for a single mail (CONTRACT "Consent"); the run
 * leaves out what may not be asked in bulk. */
static MbOptions *options_now(void) {
  g_autoptr(MbSettings) settings = mb_settings_load(NULL);
  MbOptions *options = mb_options_new();
  mb_settings_apply(settings, NULL, options);
  options->now = g_get_real_time() / G_USEC_PER_SEC;
  return options;
}

MbFeed *mb_feed_new(const char *const *paths) {
  MbFeed *self = g_object_new(MB_TYPE_FEED, NULL);
  g_autoptr(MbOptions) options = options_now();
  MbRequest request = {.options = options, .local_places = TRUE, .row_only = TRUE};
  self->run = mb_run_start(paths, &request, NULL, NULL);
  self->engine = g_new(Engine, 1);
  *self->engine =
      (Engine){self->run, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free)};
  self->rows = mb_rows_new(self->engine, end_engine);
  return self;
}
