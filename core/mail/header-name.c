/* Names of header fields: which are known, which are proper, which only look like one.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "header-scan.h"

static const struct {
  const char *name;
  guint8 len;
  MbHeaderId id;
} known[] = {
#define K(text, id)                                                                                \
  { text, sizeof(text) - 1, MB_HEADER_##id }
    K("arc-authentication-results", ARC_AUTHENTICATION_RESULTS),
    K("arc-message-signature", ARC_MESSAGE_SIGNATURE),
    K("arc-seal", ARC_SEAL),
    K("authentication-results", AUTHENTICATION_RESULTS),
    K("auto-submitted", AUTO_SUBMITTED),
    K("bcc", BCC),
    K("cc", CC),
    K("content-transfer-encoding", CONTENT_TRANSFER_ENCODING),
    K("content-type", CONTENT_TYPE),
    K("date", DATE),
    K("delivered-to", DELIVERED_TO),
    K("dkim-signature", DKIM_SIGNATURE),
    K("from", FROM),
    K("list-id", LIST_ID),
    K("list-post", LIST_POST),
    K("list-unsubscribe", LIST_UNSUBSCRIBE),
    K("message-id", MESSAGE_ID),
    K("received", RECEIVED),
    K("received-spf", RECEIVED_SPF),
    K("reply-to", REPLY_TO),
    K("resent-from", RESENT_FROM),
    K("return-path", RETURN_PATH),
    K("sender", SENDER),
    K("subject", SUBJECT),
    K("to", TO),
#undef K
};

MbHeaderId mb_header_lookup(MbSlice name) {
  if (!name.len)
    return MB_HEADER_OTHER;
  char first = g_ascii_tolower(name.data[0]);
  for (guint i = 0; i < G_N_ELEMENTS(known); i++)
    if (known[i].len == name.len && known[i].name[0] == first &&
        g_ascii_strncasecmp(known[i].name, name.data, name.len) == 0)
      return known[i].id;
  return MB_HEADER_OTHER;
}

/* A name with stray bytes in it is read as some program would that drops them (SECURITY row 25). */
MbHeaderId mb_header_lookup_dirty(MbSlice name) {
  char clean[32];
  gsize n = 0;
  for (gsize i = 0; i < name.len; i++)
    if (name.data[i] > 32 && name.data[i] < 127) {
      if (n == sizeof clean)
        return MB_HEADER_OTHER;
      clean[n++] = name.data[i];
    }
  return mb_header_lookup(mb_slice(clean, n));
}

/* Kept even beyond the limits: sender, shown fields and what decides how the body reads. */
gboolean mb_header_is_important(MbHeaderId id) {
  switch (id) {
  case MB_HEADER_FROM:
  case MB_HEADER_SENDER:
  case MB_HEADER_RESENT_FROM:
  case MB_HEADER_REPLY_TO:
  case MB_HEADER_TO:
  case MB_HEADER_SUBJECT:
  case MB_HEADER_DATE:
  case MB_HEADER_MESSAGE_ID:
  case MB_HEADER_CONTENT_TYPE:
  case MB_HEADER_CONTENT_TRANSFER_ENCODING:
    return TRUE;
  default:
    return FALSE;
  }
}

/* What may be a field name (RFC 5322 section 2.2); with stray bytes only a known one counts. */
MbNameQuality mb_header_name_quality(MbSlice name) {
  MbNameQuality quality = name.len ? MB_NAME_PROPER : MB_NAME_NONE;
  for (gsize i = 0; i < name.len; i++) {
    guchar c = name.data[i];
    if (mb_is_blank(c))
      return MB_NAME_NONE;
    if (c < 33 || c > 126)
      quality = MB_NAME_DIRTY;
  }
  if (quality == MB_NAME_DIRTY && mb_header_lookup_dirty(name) == MB_HEADER_OTHER)
    return MB_NAME_NONE;
  return quality;
}
