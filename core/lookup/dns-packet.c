/* SPDX-License-Identifier: GPL-3.0-or-later
 * The message is walked once for each link of a CNAME chain, at most nine times. */
#include "dns-packet.h"

typedef struct {
  const guint8 *data;
  gsize len;
} Packet;

typedef struct {
  char owner[256];
  guint16 type, class;
  guint32 ttl;
  gsize at, len; /* of the data */
} Record;

static guint16 u16(const Packet *p, gsize at) {
  return (guint16)(p->data[at] << 8 | p->data[at + 1]);
}

/* One label's bytes; FALSE for bytes that no host name of ours may hold. */
static gboolean copy_label(const Packet *p, gsize at, guint8 len, char *out, gsize *n) {
  if (*n + len + 1 > 254)
    return FALSE;
  if (*n)
    out[(*n)++] = '.';
  for (guint8 i = 0; i < len; i++) {
    char c = (char)p->data[at + i];
    if (c <= ' ' || c == '.' || c == 0x7f) /* char is signed: this refuses 8-bit bytes too */
      return FALSE;
    out[(*n)++] = g_ascii_tolower(c);
  }
  return TRUE;
}

/* Name at *at, moved behind it. Broken structure gives FALSE; odd bytes give an empty name. */
static gboolean read_name(const Packet *p, gsize *at, char out[static 256]) {
  gsize pos = *at, n = 0, lowest = *at;
  gboolean jumped = FALSE, odd = FALSE;
  for (;;) {
    if (pos >= p->len)
      return FALSE;
    guint8 c = p->data[pos];
    if ((c & 0xc0) == 0xc0) {
      if (pos + 2 > p->len)
        return FALSE;
      gsize target = u16(p, pos) & 0x3fff;
      if (!jumped)
        *at = pos + 2;
      if (target >= lowest) /* only backwards: so it ends */
        return FALSE;
      jumped = TRUE;
      pos = lowest = target;
      continue;
    }
    if (c & 0xc0 || pos + 1 + c > p->len)
      return FALSE;
    if (c == 0)
      break;
    odd |= !odd && !copy_label(p, pos + 1, c, out, &n);
    pos += 1 + c;
  }
  if (!jumped)
    *at = pos + 1;
  out[odd ? 0 : n] = 0;
  return TRUE;
}

static gboolean read_record(const Packet *p, gsize *at, Record *r) {
  if (!read_name(p, at, r->owner) || *at + 10 > p->len)
    return FALSE;
  r->type = u16(p, *at);
  r->class = u16(p, *at + 2);
  r->ttl = (guint32)u16(p, *at + 4) << 16 | u16(p, *at + 6);
  r->len = u16(p, *at + 8);
  r->at = *at + 10;
  *at = r->at + r->len;
  return *at <= p->len;
}

static const guint16 numbers[MB_N_DNS] = {1, 28, 15, 16, 12, 2, 5};

static gboolean add_text(const Packet *p, const Record *r, MbDnsAnswer *answer) {
  g_autoptr(GString) text = g_string_new(NULL);
  gsize at = r->at, end = r->at + r->len;
  while (at < end) {
    guint8 len = p->data[at++];
    if (at + len > end)
      return FALSE;
    g_string_append_len(text, (const char *)p->data + at, len);
    at += len;
  }
  mb_dns_answer_add_text(answer, text->str, text->len);
  return TRUE;
}

static gboolean add_ip(const Packet *p, const Record *r, guint8 family, MbDnsAnswer *answer) {
  MbIp ip = {.family = family};
  if (r->len != (family == 4 ? 4 : 16))
    return FALSE;
  memcpy(ip.bytes, p->data + r->at, r->len);
  mb_dns_answer_add_ip(answer, &ip);
  return TRUE;
}

static gboolean add_record(const Packet *p, const Record *r, MbDnsType type, MbDnsAnswer *answer) {
  char name[256];
  gsize at = r->at + (type == MB_DNS_MX ? 2 : 0);
  switch (type) {
  case MB_DNS_A:
    return add_ip(p, r, 4, answer);
  case MB_DNS_AAAA:
    return add_ip(p, r, 6, answer);
  case MB_DNS_TXT:
    return add_text(p, r, answer);
  default:
    if (r->len < 3 && !(r->len == 1 && type != MB_DNS_MX))
      return FALSE;
    if (!read_name(p, &at, name) || at > r->at + r->len)
      return FALSE;
  }
  if (type == MB_DNS_MX)
    mb_dns_answer_add_mx(answer, u16(p, r->at), name);
  else if (*name) /* a name nobody could ask for is none */
    mb_dns_answer_add_name(answer, name);
  return TRUE;
}

typedef struct {
  Packet packet;
  gsize answers; /* offset */
  guint16 count;
} Message;

/* No answer, no SOA, but name servers: "ask those". A resolver that says so does not resolve, and
 * its silence about the name means nothing. */
static gboolean is_referral(const Message *m) {
  gsize at = m->answers;
  gboolean servers = FALSE;
  Record r;
  guint16 n = u16(&m->packet, 8);
  for (guint i = 0; m->count == 0 && i < n; i++) {
    if (!read_record(&m->packet, &at, &r) || r.type == 6)
      return FALSE;
    servers |= r.type == numbers[MB_DNS_NS];
  }
  return servers;
}

/* Every record of that owner: the wanted ones into answer, a CNAME into target. */
static gboolean take_records(const Message *m, const char *owner, MbDnsType type,
                             MbDnsAnswer *answer, char target[static 256]) {
  gsize at = m->answers;
  Record r;
  target[0] = 0;
  for (guint i = 0; i < m->count; i++) {
    if (!read_record(&m->packet, &at, &r))
      return FALSE;
    if (r.class != 1 || strcmp(r.owner, owner) != 0)
      continue;
    gsize rdata = r.at;
    if (r.type == numbers[type]) {
      if (!add_record(&m->packet, &r, type, answer))
        return FALSE;
    } else if (r.type != numbers[MB_DNS_CNAME] || !read_name(&m->packet, &rdata, target)) {
      continue;
    }
    answer->ttl = MIN(answer->ttl, r.ttl);
  }
  return TRUE;
}

static gboolean open_message(const guint8 *data, gsize len, const char *name, MbDnsType type,
                             Message *m) {
  char asked[256];
  gsize at = 12;
  m->packet = (Packet){data, len};
  if (len < 12 || !(data[2] & 0x80) || (data[2] & 0x78) || u16(&m->packet, 4) != 1)
    return FALSE;
  if (!read_name(&m->packet, &at, asked) || at + 4 > len || strcmp(asked, name) != 0 ||
      u16(&m->packet, at) != numbers[type] || u16(&m->packet, at + 2) != 1)
    return FALSE;
  m->answers = at + 4;
  m->count = u16(&m->packet, 6);
  return !(data[2] & 0x02); /* still truncated: half an answer is none */
}

static MbDnsStatus rcode_status(guint8 rcode) {
  switch (rcode) {
  case 3:
    return MB_DNS_NXDOMAIN;
  case 5:
    return MB_DNS_REFUSED;
  default:
    return MB_DNS_SERVFAIL;
  }
}

static MbDnsAnswer *failed(MbDnsAnswer *answer, MbDnsStatus status) {
  mb_dns_answer_free(answer);
  return mb_dns_answer_new(status);
}

MbDnsAnswer *mb_dns_packet_read(const guint8 *data, gsize len, const char *name, MbDnsType type,
                                guint *n_aliases, char **alias) {
  Message m;
  char owner[256], target[256];
  *alias = NULL;
  if (!open_message(data, len, name, type, &m))
    return mb_dns_answer_new(MB_DNS_BAD);
  guint8 rcode = data[3] & 0x0f;
  if (rcode || is_referral(&m)) /* NXDOMAIN behind a CNAME is about its target: the same to us */
    return mb_dns_answer_new(rcode ? rcode_status(rcode) : MB_DNS_SERVFAIL);
  MbDnsAnswer *answer = mb_dns_answer_new(MB_DNS_NODATA);
  answer->ttl = G_MAXUINT32;
  g_strlcpy(owner, name, sizeof owner);
  gboolean moved = FALSE;
  for (;;) {
    if (!take_records(&m, owner, type, answer, target))
      return failed(answer, MB_DNS_BAD);
    if (!target[0] || answer->status == MB_DNS_FOUND || answer->status == MB_DNS_BAD)
      break;
    if (++*n_aliases > MB_MAX_CNAMES)
      return failed(answer, MB_DNS_SERVFAIL);
    g_strlcpy(owner, target, sizeof owner);
    moved = TRUE;
  }
  if (moved && answer->status == MB_DNS_NODATA) { /* perhaps the server does not follow for us */
    *alias = g_strdup(owner);
    mb_dns_answer_free(answer);
    return NULL;
  }
  return answer;
}
