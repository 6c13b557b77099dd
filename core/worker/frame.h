/* What parent and worker say to each other: one byte of kind, four bytes of length (little endian),
 * then the bytes. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

typedef enum {
  /* parent → worker */
  MB_FRAME_BRANDS = 'B', /* first of all, before the lock: other brand table, or empty */
  /* Both ask for a round. */
  MB_FRAME_MAIL = 'M',    /* MbMailHead, options as JSON, facts.json or nothing, the mail */
  MB_FRAME_ANSWERS = 'A', /* facts.json, or empty */
  MB_FRAME_PICTURE = 'P', /* to a picture worker only: MbPictureHead, the bytes as they stand */
  /* To an archive worker only. */
  MB_FRAME_ARCHIVE = 'Z', /* guint64: size of the zip */
  MB_FRAME_NEXT = 'X',    /* guint64: entries that are known; asks for the one behind them */
  MB_FRAME_GET = 'G',     /* asks for more of that entry */
  MB_FRAME_DATA = 'D',    /* a piece of the zip, as needed */
  /* worker → parent */
  MB_FRAME_READY = 'Y', /* guint32: MbLockBits */
  MB_FRAME_ROUND = 'R', /* report and questions, two lines (judge.h) */
  MB_FRAME_CODES = 'C', /* MbPictureResult, then each code's text with a NUL behind it */
  MB_FRAME_NEED = 'N',  /* guint64: from where on a piece of the zip is needed */
  MB_FRAME_ENTRY = 'I', /* name, empty = no more */
  MB_FRAME_BYTES = 'T', /* of the entry, empty = its end */
  MB_FRAME_ERROR = 'E', /* one byte of MbError, then its message */
  MB_FRAME_FULL = 'F',  /* this mail needs a full worker (base/full.h) */
} MbFrameKind;

#define MB_FRAME_HEAD 5
/* More than a mail of 50 MiB with its options; and more than any report. */
#define MB_MAX_FRAME_IN  (64u * 1024 * 1024)
#define MB_MAX_FRAME_OUT (16u * 1024 * 1024)

/* Of a zip and of its entries. */
#define MB_ARCHIVE_PIECE (256 * 1024)

/* The worker's one open door. */
#define MB_WORKER_FD 3

/* In place of options_len: those of the mail before, and none are sent. */
#define MB_SAME_OPTIONS 0xffffffffu

typedef struct {
  guint32 options_len, answers_len;
  guint32 headers_only;
  guint32 ask_places, keep_places, row_only; /* judge.h */
} MbMailHead;

typedef struct {
  guint8 base64; /* else as they are */
  guint8 page;   /* HTML, with pictures written into it ("data:image/png;base64,…") */
} MbPictureHead;

static inline void mb_frame_head(guint8 head[static MB_FRAME_HEAD], MbFrameKind kind, guint32 len) {
  head[0] = kind;
  for (int i = 0; i < 4; i++)
    head[1 + i] = len >> (8 * i);
}

static inline guint32 mb_frame_len(const guint8 head[static MB_FRAME_HEAD]) {
  return head[1] | head[2] << 8 | head[3] << 16 | (guint32)head[4] << 24;
}
