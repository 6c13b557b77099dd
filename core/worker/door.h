/* The worker's end of the socket: frames in and out, blocking. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame.h"

typedef struct {
  MbFrameKind kind;
  guint32 len;
  char *data; /* with a NUL behind it; free with g_free */
} MbDoorFrame;

/* Frees what frame held. FALSE when the parent closed its end or sent more than a frame may hold. */
gboolean mb_door_read(MbDoorFrame *frame);
gboolean mb_door_write(MbFrameKind kind, const void *data, gsize len);
