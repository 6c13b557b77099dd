/* Mails on their way in: announced with their size, sent in numbered pieces, complete only when the
 * bytes and the SHA-256 agree. What is announced is bounded before anything is allocated.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#define MB_MAX_UPLOADS      8
#define MB_MAX_UPLOAD_BYTES (100 * 1024 * 1024) /* announced, over all uploads */
#define MB_MAX_CHUNK        (512 * 1024)

typedef struct _MbMails MbMails;

MbMails *mb_mails_new(void);
void mb_mails_free(MbMails *mails);

/* Each returns NULL, or the error word of the protocol ("bad-request", "too-large", "busy",
 * "no-such-mail", "hash-mismatch"). A piece that does not fit drops its mail. */
const char *mb_mails_begin(MbMails *mails, const char *name, gint64 size);
const char *mb_mails_chunk(MbMails *mails, const char *name, gint64 seq, const char *base64,
                           gsize len);
/* Takes the whole mail out; *bytes is the caller's. */
const char *mb_mails_take(MbMails *mails, const char *name, const char *sha256, GBytes **bytes);
void mb_mails_drop(MbMails *mails, const char *name);
