/* The two pipes to the mail program: reads frames as they come, writes from one queue without ever
 * blocking, and stops reading while the other side does not take its answers.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame-reader.h"

typedef struct _MbPipe MbPipe;
/* why: "closed", "cut" (ended inside a frame), "frame-too-large", "io" */
typedef void (*MbPipeEnd)(const char *why, gpointer data);

/* Answers are kept below this, half of what the mail program accepts. */
#define MB_MAX_ANSWER (512 * 1024)

/* in and out are made non-blocking. Main context of the calling thread. */
MbPipe *mb_pipe_new(int in, int out, MbFrameFunc func, MbPipeEnd end, gpointer data);
void mb_pipe_free(MbPipe *pipe);
/* Queues one frame. json is copied; an answer over MB_MAX_ANSWER is a programming error. */
void mb_pipe_send(MbPipe *pipe, const char *json, gsize len);
