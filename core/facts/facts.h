/* Questions and answers. A check looks up what it needs; what is not there is noted as an open
 * question and the check goes on with "unknown". Offline is "never ask"; a test is a mail plus
 * facts. Loading and saving: CONTRACT "facts.json". All answers are hostile text: lengths capped,
 * escaped at the sinks. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>
#include "../base/ip.h"

typedef enum {
  MB_DNS_A,
  MB_DNS_AAAA,
  MB_DNS_MX,
  MB_DNS_TXT,
  MB_DNS_PTR,
  MB_DNS_NS,
  MB_DNS_CNAME,
  MB_N_DNS
} MbDnsType;
const char *mb_dns_type_name(MbDnsType type); /* "A", "AAAA" … */

typedef enum {
  MB_DNS_UNKNOWN, /* not asked yet, or may not be asked */
  MB_DNS_FOUND,
  MB_DNS_NODATA,
  MB_DNS_NXDOMAIN,
  MB_DNS_SERVFAIL,
  MB_DNS_REFUSED,
  MB_DNS_TIMEOUT,
  MB_DNS_BAD, /* an answer that does not parse */
} MbDnsStatus;
/* A failure that may pass: SERVFAIL, REFUSED, timeout, garbage. Never read as "none". */
gboolean mb_dns_is_temporary(MbDnsStatus status);

typedef struct {
  guint16 preference;
  char *host;
} MbMx;

typedef struct {
  MbDnsStatus status;
  guint32 ttl;
  GArray *ips;      /* MbIp: A, AAAA */
  GPtrArray *texts; /* GString*, strings of one TXT record joined, may hold any byte; NUL kept */
  GPtrArray *names; /* char*: PTR, NS, CNAME, normalised */
  GArray *mx;       /* MbMx, by preference */
} MbDnsAnswer;

MbDnsAnswer *mb_dns_answer_new(MbDnsStatus status);
void mb_dns_answer_free(MbDnsAnswer *answer);
MbDnsAnswer *mb_dns_answer_copy(const MbDnsAnswer *answer);
/* Filling an answer, status becomes FOUND. Over the limits below, or with a name that is none, it
 * becomes MB_DNS_BAD for good: half an answer would be read as "not listed". */
void mb_dns_answer_add_ip(MbDnsAnswer *answer, const MbIp *ip);
void mb_dns_answer_add_text(MbDnsAnswer *answer, const char *data, gsize len);
void mb_dns_answer_add_name(MbDnsAnswer *answer, const char *name);
/* host "." or "" is the null MX (RFC 7505) and kept as "". */
void mb_dns_answer_add_mx(MbDnsAnswer *answer, guint16 preference, const char *host);
#define MB_MAX_DNS_RECORDS 1000
#define MB_MAX_DNS_TEXT    (8 * 1024)

/* Lower-case and without the final dot, or NULL when this can be no name on the wire (empty label,
 * label > 63, total > 253, control bytes). Any other byte is kept: names from SPF macros
 * may hold it. Free with g_free. */
char *mb_dns_name(const char *name);

typedef struct {
  char *country;                 /* ISO alpha-2, or NULL */
  guint32 asn;                   /* 0 = not known */
  char *as_name;                 /* or NULL */
  char *city, *city_ja, *region; /* only as "around", or NULL */
  double latitude, longitude;    /* NAN when not known */
  gint64 build_epoch;
} MbGeo;

typedef enum {
  MB_REG_UNKNOWN,
  MB_REG_FOUND,
  MB_REG_NOT_FOUND,
  MB_REG_REFUSED,
  MB_REG_FAILED
} MbRegStatus;

typedef struct {
  MbRegStatus status;
  char *key; /* domain or address asked for */
  char *registrant, *registrant_en, *registrar, *country, *address;
  char *abuse, *registrar_abuse;
  char *network, *range;   /* of an address */
  gint64 created, expires; /* 0 = not known */
  gboolean by_proxy;
  GPtrArray *statuses, *name_servers; /* char* */
  char *source;                       /* server that answered */
  gint64 asked_at;
} MbRegistration;

typedef enum { MB_LISTED_UNKNOWN, MB_LISTED_NO, MB_LISTED_YES, MB_LISTED_REFUSED } MbListed;
typedef struct {
  MbListed listed;
  char *zone, *code, *text;
  gint64 asked_at;
} MbBlocklist;

typedef enum {
  MB_PICTURE_UNKNOWN,
  MB_PICTURE_IS_READ,
  MB_PICTURE_IS_OTHER_KIND, /* neither PNG nor JPEG */
  MB_PICTURE_IS_TOO_LARGE,
  MB_PICTURE_IS_BROKEN,
  MB_PICTURE_FAILED, /* the reader died, hung, or could not be started */
  MB_PICTURE_NO_TIME,
} MbPictureStatus;
typedef struct {
  MbPictureStatus status;
  GPtrArray *texts; /* char*: what its QR codes say; may be NULL */
} MbPicture;

/* What is remembered of a sender (core/history). Days since 1970. */
typedef struct {
  gboolean answered;
  gboolean wrote_to, confirmed;     /* by the user: a known person (VERDICT "Known") */
  gboolean domain_known;            /* the user knows somebody of that organisation */
  gboolean usually_signed;          /* nearly all mails of many days bore one domain's signature, */
  gboolean signature_missing;       /* and this one does not */
  gint64 first_day, last_day, days; /* on which mail of proven origin came; 0 = none did */
  gint64 people;                    /* remembered in all */
} MbHistory;

typedef enum {
  MB_ASK_DNS,
  MB_ASK_GEO,
  MB_ASK_REGISTRATION,
  MB_ASK_BLOCKLIST,
  MB_ASK_PICTURE, /* of this computer's own picture reader: needs nobody's leave */
  MB_ASK_HISTORY, /* of a file on this computer; only where the options say that there is one */
} MbQuestionKind;

typedef struct {
  MbQuestionKind kind;
  MbDnsType type; /* MB_ASK_DNS */
  char *name;     /* DNS name, IP text, registration key, listed subject, or where a picture stands:
                     "OFFSET+LENGTH base64|plain picture|page" in the bytes as given */
  char *zone;     /* MB_ASK_BLOCKLIST: the list; MB_ASK_HISTORY: signing domains, blank between */
  char *purpose;  /* static id of the check that wants it, shown in not_checked */
  gboolean asked; /* handed out once; a failed lookup stays answered with its failure */
} MbQuestion;

typedef struct _MbFacts MbFacts;

MbFacts *mb_facts_new(void);
void mb_facts_free(MbFacts *facts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MbFacts, mb_facts_free)

/* From now on both know the same places, whichever is told: mails that follow each other through one
 * process come from the same few hundred addresses. */
void mb_facts_share_places(MbFacts *facts, const MbFacts *with);

/* Look-ups. Never NULL; status UNKNOWN means the question has been noted. name is taken in any case
 * and with or without final dot. purpose: the id of the check or protocol that asks ("spf", "dkim",
 * "route.reverse-name" …). */
const MbDnsAnswer *mb_facts_dns(MbFacts *facts, MbDnsType type, const char *name,
                                const char *purpose);
const MbGeo *
mb_facts_geo(MbFacts *facts, const MbIp *ip,
             const char *purpose); /* NULL = unknown, noted; country NULL = asked, none */
const MbRegistration *mb_facts_registration(MbFacts *facts, const char *key, const char *purpose);
const MbBlocklist *mb_facts_blocklist(MbFacts *facts, const char *zone, const char *subject,
                                      const char *purpose);
const MbPicture *mb_facts_picture(MbFacts *facts, const char *name, const char *purpose);
/* signers: domains that signed the mail, with blanks between, or NULL. */
const MbHistory *mb_facts_history(MbFacts *facts, const char *address, const char *signers,
                                  const char *purpose);

/* Adding answers; each takes ownership of the answer. */
void mb_facts_add_dns(MbFacts *facts, MbDnsType type, const char *name, MbDnsAnswer *answer);
void mb_facts_add_geo(MbFacts *facts, const char *ip, MbGeo *geo);
void mb_facts_add_registration(MbFacts *facts, MbRegistration *registration);
void mb_facts_add_blocklist(MbFacts *facts, const char *subject, MbBlocklist *entry);
void mb_facts_add_picture(MbFacts *facts, const char *name, MbPicture *picture);
void mb_facts_add_history(MbFacts *facts, const char *address, const char *signers,
                          MbHistory *history);
void mb_geo_free(MbGeo *geo);
void mb_registration_free(MbRegistration *registration);
void mb_blocklist_free(MbBlocklist *entry);
void mb_picture_free(MbPicture *picture);

/* Noted and not answered, in the order they came up; const MbQuestion*, owned by facts. Free the
 * array only. At most MB_MAX_QUESTIONS are noted for one mail. */
GPtrArray *mb_facts_open_questions(MbFacts *facts);
#define MB_MAX_QUESTIONS 512

/* facts.json: {"version": 1, "now": seconds or RFC 3339, "absent": "NXDOMAIN" or null,
 *  "dns": {NAME: {TYPE: [record, …]}}, "geo": {IP: {…} or null}, "registration": {KEY: {…}},
 *  "blocklist": {SUBJECT: {ZONE: {…}}}, "pictures": {NAME: {…}}, "history": {"ADDRESS SIGNER…": {…}}}, members named as in the structs above, all optional.
 * A record is a string (TXT also a list of strings, or {"base64": …} where it is no UTF-8), an MX
 * [preference, host]. In place of the list, or of the whole {TYPE: …}, a status stands as string:
 * "NODATA", "NXDOMAIN", "SERVFAIL", "REFUSED", "TIMEOUT", "BAD". A missing name is "not asked"
 * unless "absent" is "NXDOMAIN": then the file is the whole DNS, names below which others lie have
 * no data, and CNAMEs are followed. load merges, the newer answer wins. The "dns" member alone is
 * accepted as a file too. MB_ERROR_BAD_REQUEST on anything else. */
gboolean mb_facts_load(MbFacts *facts, json_t *json, GError **error);
json_t *mb_facts_save(MbFacts *facts);
/* "now" of a loaded file, 0 when it had none. */
gint64 mb_facts_now(const MbFacts *facts);
void mb_facts_set_now(MbFacts *facts, gint64 now);
/* One question or one answer, for the wire between judge and parent. */
json_t *mb_question_to_json(const MbQuestion *question);
MbQuestion *mb_question_from_json(json_t *json, GError **error);
void mb_question_free(MbQuestion *question);
