/* Labels of all the registries in one table: a label says which value it holds and how much better
 * it is than others for the same value. Where several objects follow each other (RPSL, ARIN), the
 * first one is the thing asked for. SPDX-License-Identifier: GPL-3.0-or-later */
#include "whois.h"
#include "whois-lines.h"

#include "../base/domain.h"

typedef enum {
  HOLDER, /* in the registry's own language */
  HOLDER_EN,
  REGISTRAR,
  COUNTRY,
  ADDRESS,
  STREET, /* parts of an address that are put together */
  ABUSE,
  REGISTRAR_ABUSE,
  NETWORK,
  RANGE,
  CREATED,
  EXPIRES,
  STATUS,
  NAME_SERVER,
  REFERRAL,
  OBJECT, /* the thing itself: proof that this is an answer */
  N_FIELDS
} Field;

typedef struct {
  const char *key;
  Field field;
  int rank; /* the smaller, the better */
} Label;

static const Label labels[] = {
    {"domain name", OBJECT, 0},
    {"domain", OBJECT, 0},
    {"ドメイン名", OBJECT, 0},
    /* holder */
    {"登録者名", HOLDER, 0},
    {"組織名", HOLDER, 0},
    {"기관명", HOLDER, 0},
    {"registrant organization", HOLDER, 1},
    {"registrant name", HOLDER, 2},
    {"org", HOLDER, 3},
    {"person", HOLDER, 4},
    {"owner", HOLDER, 1},
    {"orgname", HOLDER, 1},
    {"org-name", HOLDER, 1},
    {"descr", HOLDER, 2},
    {"registrant", HOLDER_EN, 0},
    {"organization", HOLDER_EN, 0},
    {"organization name", HOLDER_EN, 0},
    /* registrar and contacts */
    {"registrar", REGISTRAR, 0},
    {"sponsoring registrar", REGISTRAR, 0},
    {"orgabuseemail", ABUSE, 0},
    {"abuse-mailbox", ABUSE, 1},
    {"abuse", ABUSE, 0},
    {"e-mail", ABUSE, 5},
    {"email", ABUSE, 6},
    {"registrar abuse contact email", REGISTRAR_ABUSE, 0},
    {"registrar whois server", REFERRAL, 0},
    {"whois server", REFERRAL, 1},
    {"refer", REFERRAL, 0},
    {"whois", REFERRAL, 1},
    /* place */
    {"registrant country", COUNTRY, 0},
    {"country", COUNTRY, 1},
    {"address", ADDRESS, 1},
    {"住所", ADDRESS, 0},
    {"postal address", ADDRESS, 2},
    {"주소", ADDRESS, 0},
    {"registrant street", STREET, 0},
    {"registrant city", STREET, 0},
    {"registrant state/province", STREET, 0},
    {"registrant country", STREET, 0},
    {"city", STREET, 0},
    {"stateprov", STREET, 0},
    /* network */
    {"netname", NETWORK, 0},
    {"ネットワーク名", NETWORK, 0},
    {"network name", NETWORK, 0},
    {"service name", NETWORK, 0},
    {"inetnum", RANGE, 0},
    {"inet6num", RANGE, 0},
    {"netrange", RANGE, 0},
    {"ipネットワークアドレス", RANGE, 0},
    {"network number", RANGE, 0},
    {"ipv4 address", RANGE, 0},
    {"ipv4주소", RANGE, 0},
    /* dates */
    {"creation date", CREATED, 0},
    {"created", CREATED, 0},
    {"created on", CREATED, 0},
    {"registration time", CREATED, 0},
    {"registration date", CREATED, 0},
    {"regdate", CREATED, 0},
    {"登録年月日", CREATED, 0},
    {"registered date", CREATED, 0},
    {"割当年月日", CREATED, 0},
    {"assigned date", CREATED, 0},
    {"할당일자", CREATED, 0},
    {"registry expiry date", EXPIRES, 0},
    {"registrar registration expiration date", EXPIRES, 1},
    {"expiration time", EXPIRES, 0},
    {"expiration date", EXPIRES, 0},
    {"expiry date", EXPIRES, 0},
    {"expires", EXPIRES, 0},
    {"expires on", EXPIRES, 0},
    {"有効期限", EXPIRES, 0},
    {"paid-till", EXPIRES, 0},
    /* lists */
    {"domain status", STATUS, 0},
    {"status", STATUS, 0},
    {"state", STATUS, 0},
    {"状態", STATUS, 0},
    {"ロック状態", STATUS, 0},
    {"lock status", STATUS, 0},
    {"name server", NAME_SERVER, 0},
    {"nameserver", NAME_SERVER, 0},
    {"nserver", NAME_SERVER, 0},
    {"ネームサーバ", NAME_SERVER, 0},
};

typedef struct {
  MbRegistration *r;
  char *referral;
  int rank[N_FIELDS];
  int zone;
  GString *address; /* being put together */
  gboolean address_open, was_open, object;
  MbSlice abuse_handle; /* registro.br: the contact whose e-mail it is comes later */
  gboolean in_abuse;
} Parser;

static gboolean better(Parser *p, Field field, int rank) {
  if (p->rank[field] <= rank)
    return FALSE;
  p->rank[field] = rank;
  return TRUE;
}

static void put(Parser *p, Field field, int rank, char **where, char *value) {
  if (value && better(p, field, rank)) {
    g_free(*where);
    *where = value;
  } else {
    g_free(value);
  }
}

static void put_holder(Parser *p, const Label *label, MbSlice value) {
  char *text = mb_registry_text(value);
  p->r->by_proxy = p->r->by_proxy || mb_registry_is_proxy(text);
  if (mb_registry_is_blank(text))
    g_clear_pointer(&text, g_free);
  put(p, label->field, label->rank,
      label->field == HOLDER ? &p->r->registrant : &p->r->registrant_en, text);
}

static void put_date(Parser *p, const Label *label, MbSlice value) {
  gint64 t = mb_registry_date(value, p->zone);
  if (t && better(p, label->field, label->rank))
    *(label->field == CREATED ? &p->r->created : &p->r->expires) = t;
}

/* "Connected (2022/03/31)" of organisational .jp names holds the expiry; "REGISTERED, DELEGATED" of
 * .ru is several. */
static void put_status(Parser *p, MbSlice value) {
  const char *open = value.len ? memchr(value.data, '(', value.len) : NULL;
  if (open) {
    gint64 t = mb_registry_date(mb_slice(open + 1, value.data + value.len - open - 1), p->zone);
    if (t && better(p, EXPIRES, 2))
      p->r->expires = t;
    value.len = open - value.data;
  }
  while (value.len) {
    const char *comma = memchr(value.data, ',', value.len);
    gsize n = comma ? (gsize)(comma - value.data) : value.len;
    mb_registry_add_status(p->r, mb_slice(value.data, n));
    value.data += MIN(n + 1, value.len);
    value.len -= MIN(n + 1, value.len);
  }
}

static void add_address(Parser *p, MbSlice value) {
  while (value.len && (value.data[value.len - 1] == ',' || mb_is_blank(value.data[value.len - 1])))
    value.len--;
  g_autofree char *text = mb_registry_text(value);
  if (text && !mb_registry_is_blank(text) && p->address->len < 1000)
    g_string_append_printf(p->address, "%s%s", p->address->len ? ", " : "", text);
}

static void put_address(Parser *p, const Label *label, MbSlice value) {
  if (label->field == ADDRESS) {
    gboolean goes_on = p->was_open && p->rank[ADDRESS] == label->rank; /* RPSL repeats the label */
    if (!goes_on && !better(p, ADDRESS, label->rank))
      return;
    if (!goes_on)
      g_string_truncate(p->address, 0);
    p->address_open = TRUE;
  }
  add_address(p, value);
}

static void put_country(Parser *p, const Label *label, MbSlice value) {
  if (value.len == 2 && g_ascii_isalpha(value.data[0]) && g_ascii_isalpha(value.data[1]))
    put(p, COUNTRY, label->rank, &p->r->country, g_ascii_strup(value.data, 2));
}

static void put_value(Parser *p, const Label *label, MbSlice value) {
  MbRegistration *r = p->r;
  switch (label->field) {
  case HOLDER:
  case HOLDER_EN:
    put_holder(p, label, value);
    break;
  case REGISTRAR:
    put(p, REGISTRAR, label->rank, &r->registrar, mb_registry_text(value));
    break;
  case COUNTRY:
    put_country(p, label, value);
    break;
  case ADDRESS:
  case STREET:
    put_address(p, label, value);
    break;
  case ABUSE:
    put(p, ABUSE, p->in_abuse ? 0 : label->rank, &r->abuse, mb_registry_email(value));
    break;
  case REGISTRAR_ABUSE:
    put(p, REGISTRAR_ABUSE, label->rank, &r->registrar_abuse, mb_registry_email(value));
    break;
  case NETWORK:
  case RANGE:
    put(p, label->field, label->rank, label->field == NETWORK ? &r->network : &r->range,
        mb_registry_text(value));
    break;
  case CREATED:
  case EXPIRES:
    put_date(p, label, value);
    break;
  case STATUS:
    put_status(p, value);
    break;
  case NAME_SERVER:
    mb_registry_add_name_server(r, value);
    break;
  case REFERRAL:
    put(p, REFERRAL, label->rank, &p->referral, mb_domain_normalise(value));
    break;
  default:
    p->object = TRUE;
  }
}

/* registro.br names the abuse contact by a handle that a later object explains. */
static void follow_handle(Parser *p, const MbWhoisLine *line) {
  if (mb_slice_is(line->key, "abuse-c"))
    p->abuse_handle = line->value;
  else if (mb_slice_is(line->key, "nic-hdl-br") || mb_slice_is(line->key, "nic-hdl"))
    p->in_abuse = p->abuse_handle.len && mb_slice_equal(line->value, p->abuse_handle);
}

/* "Organization" names the holder at JPRS and JPNIC, a handle in brackets at ARIN. */
static gboolean is_handle(const MbWhoisLine *line, const Label *label) {
  return strcmp(label->key, "organization") == 0 && !line->bracketed;
}

static void read_line(Parser *p, const MbWhoisLine *line) {
  if (line->continuation) {
    if (p->address_open)
      add_address(p, line->value);
    return;
  }
  p->was_open = p->address_open;
  p->address_open = FALSE;
  follow_handle(p, line);
  for (guint i = 0; line->value.len && i < G_N_ELEMENTS(labels); i++)
    if (mb_slice_is(line->key, labels[i].key) && !is_handle(line, &labels[i]))
      put_value(p, &labels[i], line->value);
}

/* RIPE and APNIC: "% Abuse contact for 'RANGE' is 'ADDRESS'". */
static void read_abuse_remark(Parser *p, const char *text) {
  const char *at = strstr(text, "% Abuse contact for '");
  const char *is = at ? strstr(at, "' is '") : NULL, *end = is ? strchr(is + 6, '\'') : NULL;
  if (end && end - at < 400)
    put(p, ABUSE, -1, &p->r->abuse, mb_registry_email(mb_slice(is + 6, end - is - 6)));
}

static gboolean says(const char *lower, const char *const *words, guint n) {
  for (guint i = 0; i < n; i++)
    if (strstr(lower, words[i]))
      return TRUE;
  return FALSE;
}

/* Only asked when the answer holds no data. */
static MbRegStatus reason(const char *text) {
  static const char *const refused[] = {"denied",    "exceeded",  "limit",      "too many",
                                        "blocked",   "try again", "excessive",  "quota",
                                        "blacklist", "throttl",   "%error:201", "not allowed"};
  static const char *const absent[] = {"no match",
                                       "not found",
                                       "no data found",
                                       "no entries",
                                       "no object found",
                                       "does not exist",
                                       "no matching",
                                       "is available",
                                       "status: free",
                                       "status: available",
                                       "nothing found",
                                       "not registered",
                                       "該当するデータがありません"};
  g_autofree char *lower = g_ascii_strdown(text, -1);
  if (says(lower, refused, G_N_ELEMENTS(refused)))
    return MB_REG_REFUSED;
  return says(lower, absent, G_N_ELEMENTS(absent)) ? MB_REG_NOT_FOUND : MB_REG_FAILED;
}

/* Times without a zone are the registry's own. */
static int home_zone(const char *text, const char *key) {
  if (g_str_has_suffix(key, ".cn"))
    return 480;
  return g_str_has_suffix(key, ".jp") || strstr(text, "JPNIC database") || strstr(text, "KRNIC")
             ? 540
             : 0;
}

static void finish(Parser *p, const char *text) {
  MbRegistration *r = p->r;
  gboolean data = r->registrant || r->registrant_en || r->registrar || r->created || r->range ||
                  r->name_servers->len || (p->object && r->statuses->len);
  r->status = data ? MB_REG_FOUND : reason(text);
  if (!r->registrant) /* only one language: it is the name */
    r->registrant = g_steal_pointer(&r->registrant_en);
  if (p->address->len)
    r->address = mb_registry_text(mb_slice(p->address->str, p->address->len));
}

MbRegistration *mb_whois_parse(MbSlice bytes, const char *key, char **referral) {
  g_autofree char *text = mb_whois_text(bytes);
  Parser p = {.r = mb_registration_new(MB_REG_FAILED, key), .address = g_string_new(NULL)};
  for (guint i = 0; i < N_FIELDS; i++)
    p.rank[i] = G_MAXINT;
  p.zone = home_zone(text, key);
  MbSlice rest = mb_slice_str(text);
  MbWhoisLine line;
  read_abuse_remark(&p, text);
  while (mb_whois_next(&rest, &line))
    read_line(&p, &line);
  finish(&p, text);
  g_string_free(p.address, TRUE);
  if (referral)
    *referral = g_steal_pointer(&p.referral);
  g_free(p.referral);
  return p.r;
}
