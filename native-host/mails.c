/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mails.h"

#include "miyaburi.h"

#include <string.h>

#define MAX_MAIL (50 * 1024 * 1024)
#define MAX_NAME 64

typedef struct {
  guint8 *bytes;
  gsize size, have;
  gint64 next;
} Upload;

struct _MbMails {
  GHashTable *uploads; /* name → Upload */
  gsize announced;
};

static void upload_free(gpointer p) {
  Upload *u = p;
  g_free(u->bytes);
  g_free(u);
}

MbMails *mb_mails_new(void) {
  MbMails *mails = g_new0(MbMails, 1);
  mails->uploads = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, upload_free);
  return mails;
}

void mb_mails_free(MbMails *mails) {
  g_hash_table_unref(mails->uploads);
  g_free(mails);
}

const char *mb_mails_begin(MbMails *mails, const char *name, gint64 size) {
  if (!*name || strlen(name) > MAX_NAME || size < 0 || g_hash_table_contains(mails->uploads, name))
    return "bad-request";
  if (size > MAX_MAIL)
    return "too-large";
  if (g_hash_table_size(mails->uploads) >= MB_MAX_UPLOADS ||
      mails->announced + size > MB_MAX_UPLOAD_BYTES)
    return "busy";
  Upload *u = g_new0(Upload, 1);
  u->size = size;
  u->bytes = g_malloc(size + 3); /* base64 writes whole groups of three */
  mails->announced += size;
  g_hash_table_insert(mails->uploads, g_strdup(name), u);
  return NULL;
}

void mb_mails_drop(MbMails *mails, const char *name) {
  Upload *u = g_hash_table_lookup(mails->uploads, name);
  if (!u)
    return;
  mails->announced -= u->size;
  g_hash_table_remove(mails->uploads, name);
}

/* Strict base64: whole groups, padding at the end only. Returns the number of bytes, -1 when it is
 * something else. */
static gssize decode(const char *text, gsize len, guint8 *out, gsize room) {
  if (len % 4 || len / 4 * 3 > room + 2)
    return -1;
  gsize pad = len && text[len - 1] == '=' ? (text[len - 2] == '=' ? 2 : 1) : 0;
  for (gsize i = 0; i < len - pad; i++)
    if (!g_ascii_isalnum(text[i]) && text[i] != '+' && text[i] != '/')
      return -1;
  gint state = 0;
  guint save = 0;
  gsize n = g_base64_decode_step(text, len, out, &state, &save);
  return n <= room ? (gssize)n : -1;
}

const char *mb_mails_chunk(MbMails *mails, const char *name, gint64 seq, const char *base64,
                           gsize len) {
  Upload *u = g_hash_table_lookup(mails->uploads, name);
  if (!u)
    return "no-such-mail";
  gsize room = MIN(u->size - u->have, MB_MAX_CHUNK);
  gssize n = seq == u->next ? decode(base64, len, u->bytes + u->have, room) : -1;
  if (n < 0) {
    mb_mails_drop(mails, name);
    return "bad-request";
  }
  u->have += n;
  u->next++;
  return NULL;
}

const char *mb_mails_take(MbMails *mails, const char *name, const char *sha256, GBytes **bytes) {
  Upload *u = g_hash_table_lookup(mails->uploads, name);
  if (!u)
    return "no-such-mail";
  g_autofree char *hash = u->have == u->size ? mb_sha256_hex(u->bytes, u->size) : NULL;
  if (!hash || g_ascii_strcasecmp(hash, sha256) != 0) {
    mb_mails_drop(mails, name);
    return hash ? "hash-mismatch" : "bad-request";
  }
  *bytes = g_bytes_new_take(g_steal_pointer(&u->bytes), u->size);
  mb_mails_drop(mails, name);
  return NULL;
}
