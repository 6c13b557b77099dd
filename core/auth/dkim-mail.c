/* What the signatures of one mail share: fields by name, body hashes already computed.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "dkim.h"

#define MAX_BODY_HASHES 8 /* different (canonicalisation, l=); more are computed again */

typedef struct {
  gboolean relaxed;
  gint64 limit;
  guint8 digest[MB_SHA256_LEN];
  gsize length;
} BodyHash;

struct _MbDkimMail {
  MbArena *arena;
  const MbHeaders *headers;
  MbSlice body;
  guint32 *names; /* hash of each field's name, 0 = no field to sign */
  guint8 *used;   /* per field, for one signature */
  BodyHash bodies[MAX_BODY_HASHES];
  guint n_bodies;
};

static guint32 name_hash(MbSlice name) {
  guint32 h = 2166136261u;
  for (gsize i = 0; i < name.len; i++)
    h = (h ^ (guint8)(name.data[i] | 0x20)) * 16777619u; /* letters of either case hash alike */
  return h ? h : 1;
}

/* "Subject : x" is a field by RFC 5322 section 4.5; other oddities are no field to a signer. */
static gboolean is_signable(const MbHeader *h) {
  guint other = MB_ODD_BLANK_BEFORE_NAME | MB_ODD_FOLD_BEFORE_COLON | MB_ODD_AFTER_BARE_CR;
  return !h->candidate || (h->odd & MB_ODD_BLANK_BEFORE_COLON && !(h->odd & other));
}

MbDkimMail *mb_dkim_mail_new(MbArena *arena, const MbHeaders *headers, MbSlice body) {
  MbDkimMail *mail = mb_arena_new0(arena, MbDkimMail);
  guint n = headers->fields->len;
  mail->arena = arena;
  mail->headers = headers;
  mail->body = body;
  mail->names = mb_arena_alloc(arena, n * sizeof(guint32));
  mail->used = mb_arena_alloc(arena, n);
  for (guint i = 0; i < n; i++) {
    const MbHeader *h = &g_array_index(headers->fields, MbHeader, i);
    mail->names[i] = is_signable(h) ? name_hash(h->name) : 0;
  }
  return mail;
}

const MbHeaders *mb_dkim_mail_headers(const MbDkimMail *mail) {
  return mail->headers;
}

MbSlice mb_dkim_mail_body(const MbDkimMail *mail) {
  return mail->body;
}

static gboolean same_name(MbSlice a, MbSlice b) {
  return a.len == b.len && g_ascii_strncasecmp(a.data, b.data, a.len) == 0;
}

/* The lowest field of that name not yet taken. */
static const MbHeader *take_field(MbDkimMail *mail, MbSlice name) {
  guint32 hash = name_hash(name);
  for (guint i = mail->headers->fields->len; i-- > 0;) {
    const MbHeader *h = &g_array_index(mail->headers->fields, MbHeader, i);
    if (mail->names[i] != hash || mail->used[i] || !same_name(h->name, name))
      continue;
    mail->used[i] = 1;
    return h;
  }
  return NULL;
}

/* section 3.5, h=: the field being verified never counts as one of those it signs */
static void begin_taking(MbDkimMail *mail, const MbHeader *own) {
  guint n = mail->headers->fields->len;
  for (guint i = 0; i < n; i++)
    mail->used[i] = &g_array_index(mail->headers->fields, MbHeader, i) == own;
}

void mb_dkim_hash_headers(MbDkimMail *mail, const MbDkimSignature *s, MbSlice subject,
                          guint8 digest[static 32]) {
  MbSha256 *hash = mb_sha256_new();
  begin_taking(mail, s->header);
  for (guint i = 0; i < s->n_names; i++) {
    const MbHeader *h = take_field(mail, s->names[i]);
    if (!h)
      continue; /* a name without a field signs its absence */
    gboolean replace = subject.len && h->id == MB_HEADER_SUBJECT;
    mb_dkim_hash_field(hash, replace ? subject : h->raw, s->relaxed_header);
  }
  mb_dkim_hash_own_field(mail->arena, hash, s->header->raw, s->relaxed_header);
  mb_sha256_finish(hash, digest);
}

guint mb_dkim_coverage(MbDkimMail *mail, const MbDkimSignature *s) {
  static const struct {
    const char *name;
    guint absent; /* flag when it is there and not signed at all */
  } fields[] = {
      {"From", MB_DKIM_UNSIGNED_FROM},
      {"Subject", MB_DKIM_UNSIGNED_SUBJECT},
      {"Date", 0},
      {"To", 0},
      {"Cc", 0},
      {"Sender", 0},
      {"Reply-To", MB_DKIM_UNSIGNED_REPLY_TO},
      {"Content-Type", MB_DKIM_UNSIGNED_CONTENT},
      {"Content-Transfer-Encoding", MB_DKIM_UNSIGNED_CONTENT},
  };
  guint flags = 0;
  begin_taking(mail, s->header);
  for (guint f = 0; f < G_N_ELEMENTS(fields); f++) {
    MbSlice name = mb_slice_str(fields[f].name);
    gboolean is_signed = FALSE;
    for (guint i = 0; i < s->n_names; i++) {
      if (same_name(s->names[i], name)) {
        is_signed = TRUE;
        take_field(mail, name);
      }
    }
    if (take_field(mail, name)) /* one is left over */
      flags |= is_signed ? MB_DKIM_DUPLICATE : fields[f].absent;
  }
  return flags;
}

const guint8 *mb_dkim_body_hash(MbDkimMail *mail, gboolean relaxed, gint64 limit, gsize *length) {
  for (guint i = 0; i < mail->n_bodies; i++) {
    if (mail->bodies[i].relaxed == relaxed && mail->bodies[i].limit == limit) {
      *length = mail->bodies[i].length;
      return mail->bodies[i].digest;
    }
  }
  guint at = MIN(mail->n_bodies, MAX_BODY_HASHES - 1);
  BodyHash *b = &mail->bodies[at];
  mail->n_bodies = at + 1;
  b->relaxed = relaxed;
  b->limit = limit;
  mb_dkim_hash_body(mail->body, relaxed, limit, b->digest, &b->length);
  *length = b->length;
  return b->digest;
}
