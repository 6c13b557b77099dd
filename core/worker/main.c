/* The worker: reads and judges mail in a process that can do nothing else. Started by core/worker's
 * client with one socket; ends when the other side closes it. Built twice: the full one has what few
 * mails need (base/full.h).
 * usage: miyaburi-worker PARENT-PID SPDX-License-Identifier: GPL-3.0-or-later */
#include <malloc.h>
#include <stdlib.h>
#include <unistd.h>

#include "door.h"
#include "lock.h"
#include "../base/error.h"
#include "../base/full.h"
#include "../base/options.h"
#include "../base/slice.h"
#include "../report/judge.h"

#ifdef MB_WORKER_IS_FULL
#define CONVERTERS MB_CONVERTERS_ALL
#else
#define CONVERTERS MB_CONVERTERS_COMMON
#endif

static gboolean write_error(const GError *error) {
  g_autofree char *text = g_strdup_printf("%c%s", error->code, error->message);
  return mb_door_write(MB_FRAME_ERROR, text, 1 + strlen(error->message));
}

/* Every library does its first-time work now: behind the lock nothing could be loaded. */
static void warm_up(void) {
  static const char mail[] =
      "Received: from a.example (a.example [192.0.2.1]) by b.example with ESMTP id 1;\r\n"
      " Tue, 1 Jul 2025 10:00:00 +0900\r\n"
      "DKIM-Signature: v=1; a=rsa-sha256; d=a.example; s=s; h=from; bh=AAAA; b=AAAA\r\n"
      "From: =?ISO-2022-JP?B?GyRCRnxLXBsoQg==?= <a@a.example>\r\nTo: b@b.example\r\n"
      "Subject: =?Shift_JIS?B?k/qWew==?=\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
      "--b\r\nContent-Type: text/html; charset=EUC-JP\r\nContent-Transfer-Encoding: base64\r\n\r\n"
      "PGEgaHJlZj1odHRwOi8vYS5leGFtcGxlLz54PC9hPg==\r\n"
      "--b\r\nContent-Type: application/zip; name=a.zip\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\n"
      "UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==\r\n--b--\r\n";
  gsize len;
  MbJudge *judge = mb_judge_new(mail, sizeof mail - 1, "{}", FALSE, NULL);
  if (judge)
    g_free(mb_judge_round(judge, NULL, 0, &len, NULL));
  mb_judge_free(judge);
}

static gboolean get_ready(void) {
  g_autofree char *brands = NULL;
  g_autoptr(GError) error = NULL;
  MbDoorFrame frame = {0};
  gboolean got = mb_door_read(&frame);
  brands = frame.data;
  if (!got || frame.kind != MB_FRAME_BRANDS)
    return FALSE;
  if (!mb_judge_preload(frame.len ? brands : NULL, frame.len, CONVERTERS, &error)) {
    write_error(error);
    return FALSE;
  }
  warm_up();
  mb_full_take_missed();
  guint32 bits = mb_lock_close(MB_WORKER_FD);
  return mb_door_write(MB_FRAME_READY, &bits, sizeof bits);
}

/* Of the last mail: one after the other has the same. */
static MbOptions *kept_options;

static gboolean take_options(const char *json, gsize len, GError **error) {
  MbOptions *options = mb_options_from_json(json, len, error);
  if (!options)
    return FALSE;
  mb_options_free(kept_options);
  kept_options = options;
  return TRUE;
}

/* *p and *left: what is behind the head. */
static gboolean read_head(MbMailHead *head, const char **p, gsize *left, GError **error) {
  gboolean ok = *left >= sizeof *head;
  if (ok) {
    memcpy(head, *p, sizeof *head);
    *p += sizeof *head;
    *left -= sizeof *head;
  }
  gboolean same = ok && head->options_len == MB_SAME_OPTIONS;
  gsize len = ok && !same ? head->options_len : 0;
  if (!ok || (same && !kept_options) || len > *left || head->answers_len > *left - len) {
    g_set_error_literal(error, MB_ERROR, MB_ERROR_BAD_REQUEST, "frame too short");
    return FALSE;
  }
  if (!same && !take_options(*p, len, error))
    return FALSE;
  *p += len;
  *left -= len;
  return TRUE;
}

/* *answers: those that came along. */
static MbJudge *new_judge(const MbDoorFrame *frame, MbSlice *answers, GError **error) {
  MbMailHead head;
  gsize left = frame->len;
  const char *p = frame->data;
  if (!read_head(&head, &p, &left, error))
    return NULL;
  *answers = mb_slice(p, head.answers_len);
  MbJudge *judge = mb_judge_new_shared(p + head.answers_len, left - head.answers_len, kept_options,
                                       head.headers_only != 0);
  if (head.ask_places)
    mb_judge_ask_places(judge);
  if (head.row_only)
    mb_judge_row_only(judge);
  if (head.keep_places)
    mb_judge_keep_places(judge);
  return judge;
}

static gboolean answer_round(MbJudge *judge, MbSlice answers) {
  g_autoptr(GError) error = NULL;
  gsize len;
  g_autofree char *round =
      mb_judge_round(judge, answers.len ? answers.data : NULL, answers.len, &len, &error);
  if (mb_full_take_missed())
    return mb_door_write(MB_FRAME_FULL, NULL, 0);
  return round ? mb_door_write(MB_FRAME_ROUND, round, len) : write_error(error);
}

/* Until the parent closes its end. The mail's frame lives as long as its judge. */
static void serve(void) {
  MbDoorFrame mail = {0}, answers = {0};
  MbJudge *judge = NULL;
  for (;;) {
    MbDoorFrame frame = {0};
    g_autoptr(GError) error = NULL;
    if (!mb_door_read(&frame))
      break;
    if (frame.kind == MB_FRAME_MAIL) {
      g_clear_pointer(&judge, mb_judge_free);
      g_free(mail.data);
      mail = frame;
      MbSlice first = {NULL, 0};
      judge = new_judge(&mail, &first, &error);
      if (judge ? !answer_round(judge, first) : !write_error(error))
        break;
    } else if (frame.kind == MB_FRAME_ANSWERS && judge) {
      g_free(answers.data);
      answers = frame;
      if (!answer_round(judge, mb_slice(answers.data, answers.len)))
        break;
    } else {
      g_free(frame.data);
      break;
    }
  }
  mb_judge_free(judge);
  g_free(mail.data);
  g_free(answers.data);
}

int main(int argc, char **argv) {
  if (argc != 2 || !mb_lock_prepare(MB_WORKER_FD, atoi(argv[1])))
    return 2;
  mallopt(M_TRIM_THRESHOLD, 32 << 20); /* the next mail wants the same memory again */
  mallopt(M_MMAP_THRESHOLD, 4 << 20);
  mallopt(M_TOP_PAD, 1 << 20);
  if (!get_ready())
    return 1;
  serve();
  return 0;
}
