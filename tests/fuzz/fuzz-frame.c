/* The host's door: bytes as they come through the pipe, cut anywhere, or requests one a line. Every
 * answer is JSON with an id and a type and fits one frame; nothing is kept and nothing is started.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "frame-reader.h"
#include "pipe.h"
#include "session.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static MbSession session;
static guint answers;

static void on_answer(const char *answer, gpointer data) {
  gsize len = strlen(answer);
  json_t *json = json_loadb(answer, len, JSON_REJECT_DUPLICATES, NULL);
  if (len > MB_MAX_ANSWER || !json_is_integer(json_object_get(json, "id")) ||
      !json_is_string(json_object_get(json, "type")))
    abort();
  json_decref(json);
  answers++;
}

/* At most one answer a request: checks cannot start, no input carries the SHA-256 of its mail. */
static void on_frame(const char *json, gsize len, gpointer data) {
  answers = 0;
  mb_session_request(&session, json, len);
  if (answers > 1)
    abort();
}

static void read_stream(const uint8_t *data, size_t size, gsize step) {
  MbFrameReader reader;
  mb_frame_reader_init(&reader, on_frame, NULL);
  for (gsize at = 0; at < size; at += step)
    if (mb_frame_reader_feed(&reader, data + at, MIN(step, size - at)) != MB_FRAME_OK)
      break;
  mb_frame_reader_clear(&reader);
}

static void read_lines(const char *data, gsize size) {
  for (const char *end = data + size; data < end;) {
    const char *stop = memchr(data, '\n', end - data);
    gsize len = (stop ? stop : end) - data;
    on_frame(data, len, NULL);
    data += len + 1;
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (!session.mails) {
    g_setenv("XDG_CONFIG_HOME", "/dev/null/nowhere", TRUE);
    mb_session_init(&session, on_answer, NULL);
  }
  if (size && data[0] == '{')
    read_lines((const char *)data, size);
  else if (size)
    read_stream(data + 1, size - 1, 1 + data[0]);
  mb_mails_free(session.mails);
  session.mails = mb_mails_new();
  mb_batches_free(session.batches);
  session.batches = mb_batches_new();
  return 0;
}
