/* One picture worker stays ready for the next picture; none is there before the first.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "pictures.h"

#include "lock.h"
#include "picture.h"
#include "process.h"
#include "spawn.h"

#define PATIENCE   (1500 * G_TIME_SPAN_MILLISECOND) /* 16 M points: 0.9 s measured */
#define MAX_USES   100
#define MAX_MEMORY (256ul * 1024 * 1024)
#define MAX_CPU    10 /* seconds */

static GMutex mutex;
static MbWorkerProcess *idle;
static char *program;

void mb_pictures_set_program(const char *path) {
  g_mutex_lock(&mutex);
  g_free(program);
  program = g_strdup(path);
  g_mutex_unlock(&mutex);
}

/* One that has died while it waited, or has something to say that nobody asked for (the answer to
 * the next picture, perhaps of another mail), is not asked. */
static MbWorkerProcess *take(void) {
  g_mutex_lock(&mutex);
  MbWorkerProcess *process = g_steal_pointer(&idle);
  g_autofree char *path =
      program ? g_strdup(program) : mb_worker_find_program("miyaburi-picture-worker");
  g_mutex_unlock(&mutex);
  if (process && mb_worker_process_is_ready(process))
    return process;
  mb_worker_process_end(process);
  return mb_worker_process_start(path, NULL, NULL);
}

static void give(MbWorkerProcess *process) {
  gboolean worn = ++process->mails >= MAX_USES || mb_worker_process_memory(process) > MAX_MEMORY ||
                  mb_worker_process_cpu(process) >= MAX_CPU;
  g_mutex_lock(&mutex);
  if (!worn && !idle)
    idle = g_steal_pointer(&process);
  g_mutex_unlock(&mutex);
  mb_worker_process_end(process);
}

void mb_pictures_shut_down(void) {
  g_mutex_lock(&mutex);
  MbWorkerProcess *process = g_steal_pointer(&idle);
  g_mutex_unlock(&mutex);
  mb_worker_process_end(process);
}

/* "OFFSET+LENGTH base64 picture" (facts.h). */
static gboolean parse_name(const char *name, gsize size, gsize *offset, gsize *length,
                           MbPictureHead *head) {
  g_auto(GStrv) words = g_strsplit(name, " ", 4);
  guint64 from = 0, n = 0;
  char *plus = g_strv_length(words) == 3 ? strchr(words[0], '+') : NULL;
  if (!plus)
    return FALSE;
  *plus = 0;
  if (!g_ascii_string_to_unsigned(words[0], 10, 0, size, &from, NULL) ||
      !g_ascii_string_to_unsigned(plus + 1, 10, 1, size - from, &n, NULL))
    return FALSE;
  *offset = from, *length = n;
  *head = (MbPictureHead){strcmp(words[1], "base64") == 0, strcmp(words[2], "page") == 0};
  return TRUE;
}

/* Hostile: a status, then texts with a NUL behind each. */
static json_t *codes_json(const MbFrame *frame) {
  static const struct {
    char result;
    const char *status;
  } names[] = {{MB_PICTURE_READ, "read"},
               {MB_PICTURE_KIND, "kind"},
               {MB_PICTURE_TOO_LARGE, "too-large"},
               {MB_PICTURE_BROKEN, "broken"}};
  const char *status = NULL, *p = frame->data + 1, *end = frame->data + frame->len;
  for (guint i = 0; frame->len && i < G_N_ELEMENTS(names); i++)
    if (frame->data[0] == names[i].result)
      status = names[i].status;
  if (frame->kind != MB_FRAME_CODES || !status || (p < end && end[-1]))
    return NULL;
  json_t *texts = json_array();
  for (; p < end && json_array_size(texts) < MB_PICTURE_CODES; p += strlen(p) + 1)
    if (strlen(p) <= 4 * MB_PICTURE_CODE)
      json_array_append_new(texts, json_string(p)); /* refuses what is no UTF-8 */
  return json_pack("{s:s, s:o}", "status", status, "texts", texts);
}

static json_t *ask(MbWorkerProcess *process, GBytes *mail, const char *name, gint64 deadline,
                   GCancellable *cancellable) {
  gsize offset, length;
  MbPictureHead head;
  MbFrame frame = {0};
  if (!parse_name(name, g_bytes_get_size(mail), &offset, &length, &head))
    return json_pack("{s:s}", "status", "broken");
  g_autoptr(GBytes) first = g_bytes_new(&head, sizeof head);
  g_autoptr(GBytes) rest = g_bytes_new_from_bytes(mail, offset, length);
  const GBytes *pieces[] = {first, rest};
  json_t *codes = NULL;
  if (mb_worker_process_send(process, MB_FRAME_PICTURE, pieces, 2, deadline, cancellable, NULL) &&
      mb_worker_process_receive(process, &frame, deadline, cancellable, NULL))
    codes = codes_json(&frame);
  g_free(frame.data);
  return codes;
}

/* A worker that fails is not asked again. */
static json_t *read_one(GBytes *mail, const char *name, gboolean require_lock, gint64 deadline,
                        GCancellable *cancellable) {
  gint64 now = g_get_monotonic_time();
  if (now >= deadline || g_cancellable_is_cancelled(cancellable))
    return json_pack("{s:s}", "status", "time");
  MbWorkerProcess *process = take();
  if (!process)
    return json_pack("{s:s}", "status", "failed");
  json_t *codes = require_lock && process->lock != MB_LOCK_ALL
                      ? NULL
                      : ask(process, mail, name, MIN(deadline, now + PATIENCE), cancellable);
  if (codes) {
    give(process);
    return codes;
  }
  mb_worker_process_end(process);
  return json_pack("{s:s}", "status", "failed");
}

json_t *mb_pictures_read(GBytes *mail, const GPtrArray *names, gboolean require_lock,
                         gint64 deadline, GCancellable *cancellable) {
  json_t *all = json_object();
  for (guint i = 0; i < MIN(names->len, MB_MAX_PICTURES); i++)
    json_object_set_new(all, names->pdata[i],
                        read_one(mail, names->pdata[i], require_lock, deadline, cancellable));
  return all;
}
