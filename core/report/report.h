/* The report: verdict and everything that stands behind it, as ids, arguments and evidence. Text is
 * made at the edge in the asked language (report-text.h). It serialises and comes back equal; judge
 * and caller, who may be two processes, talk through that form. Field meanings: CONTRACT "Report
 * and JSON". SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../base/error.h"
#include "../checks/axis.h"

typedef enum {
  MB_VERDICT_ERROR,
  MB_VERDICT_LEGITIMATE,
  MB_VERDICT_GENUINE,
  MB_VERDICT_UNKNOWN,
  MB_VERDICT_SUSPICIOUS,
  MB_VERDICT_HIJACKED,
  MB_VERDICT_SPOOFED,
} MbVerdict;
const char *mb_verdict_name(MbVerdict verdict);
gboolean mb_verdict_is_warning(MbVerdict verdict); /* suspicious, hijacked, spoofed, error */

/* A fixed sentence with named arguments: "{domain}" in the catalogue text (sentences.c) is replaced
 * by the value of argument "domain". A key that begins with "@" ("@missing") carries the id of
 * another sentence instead of text: "{missing}" becomes that sentence in the reader's language. An
 * id may also be a check's: then the text is the check's title. */
typedef struct {
  const char *id;  /* "sentence.spoofed-brand"; NULL = nothing to say */
  GPtrArray *args; /* char* key, value, key, value … values are hostile text; NULL = none */
} MbSentence;

typedef struct {
  const char *label;
  const char *value;
  gint64 offset; /* -1 = none */
  guint64 length;
} MbReportEvidence;

typedef struct {
  const char *id, *family, *leaning;
  GArray *evidence; /* MbReportEvidence */
} MbReportFinding;

typedef struct {
  const char *finding; /* id, may be NULL */
  MbSentence text;
} MbReportReason;

typedef struct {
  const char *reader, *name, *address, *domain;
} MbReportSender;

typedef struct {
  const char *from_name, *helo, *ip, *reverse, *by, *with, *id, *for_addr, *user;
  const char *country; /* of ip, as the country database has it, or NULL */
  gint64 time;         /* 0 = none */
  gint64 delay;        /* G_MININT64 = not known */
  gboolean tls, authenticated, local, first, boundary, trusted;
  gint64 offset;
  guint64 length;
} MbReportHop;

typedef struct {
  const char *url, *host, *domain, *text, *place, *wrapper;
  gboolean hidden;
} MbReportLink;

typedef struct {
  const char *name, *declared, *detected;
  guint64 size;
  gboolean encrypted;
  GPtrArray *entries; /* char* */
  guint more_entries;
} MbReportAttachment;

/* One protocol result, with who checked it: "here", "server" (the trusted one, named) or "claimed".
 */
typedef struct {
  const char *result, *domain, *scope, *selector, *reason, *policy, *by, *server;
} MbReportAuth;

typedef struct {
  const char *question, *whom, *answer, *purpose;
  gint64 when;
} MbReportAsked;

/* One step of the chain: chain "from", "sending", "link" or "claimed", beginning at start; kind
 * "domain", "address", "reverse", "operator", "country", "owner", "owner-address", "owner-country",
 * "network", "registrar", "created", "abuse", "registrar-abuse". */
typedef struct {
  const char *chain, *start, *kind, *label, *value;
  const char *source;   /* "mail", "dns", "geo", "brands", or the registry's server */
  const char *question; /* source dns: as in asked[] */
  gint64 when;          /* when it was told (geo: when the database was made), 0 = not known */
} MbReportStep;
#define MB_REPORT_STEPS      128
#define MB_REPORT_LINK_HOSTS 10

/* Every list is made by mb_report_new and never NULL; lists inside rows may be NULL when empty. */
typedef struct _MbReport MbReport;
struct _MbReport {
  MbArena *arena;
  const char *file; /* given by the caller, or NULL */
  MbVerdict verdict;
  gboolean probable, partial;
  MbAddressState address;
  MbGrade grade;
  gboolean known, first_contact; /* VERDICT "Known" */
  const char *claims;            /* whom the mail claims to be, or NULL */
  const char *kind;
  const char *list; /* kind list: which */
  MbSentence sentence;
  const char *checked_by; /* "here", "server", "claimed", "nobody" */
  const char *checked_by_name;
  GArray *reasons; /* MbReportReason, at most three */
  MbSentence action;
  GPtrArray *findings; /* MbReportFinding* */
  GArray *senders;     /* MbReportSender */
  const char *subject, *date, *message_id, *return_path, *reply_to, *to, *from;
  GArray *hops; /* MbReportHop */
  int boundary; /* index into hops, -1 */
  const char *boundary_ip, *boundary_by;
  gboolean boundary_assumed;
  GArray *links; /* MbReportLink */
  guint more_links;
  GPtrArray *link_hosts; /* char*: what the act for this mail would ask and has not asked */
  GArray *attachments;   /* MbReportAttachment */
  GArray *spf, *dkim, *dmarc,
      *arc;      /* MbReportAuth, each "here" and "server"/"claimed" results side by side */
  guint allowed; /* MbAllow */
  GArray *asked; /* MbReportAsked */
  GArray *chain; /* MbReportStep */
  GPtrArray *not_checked; /* char* ids: "dns", "skip.depth", "question:TXT example.jp" … */
  gint64 time;            /* when judged (options.now) */
  guint64 size;           /* bytes given */
  const char *sha256;     /* of the given bytes, set by the caller */
  const char
      *prints; /* options.prints: "BODY ATTACHMENTS", 16 hex digits each, 0 = none; mails that
                         differ only in numbers, links and the recipient have the same. Not in the
                         public JSON */
};

MbReport *mb_report_new(void);
void mb_report_free(MbReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MbReport, mb_report_free)
/* A report that says why the mail could not be analysed: verdict error. reason: "error.not-a-mail"
 * … */
MbReport *mb_report_new_error(const char *file, const char *reason, const char *detail);

/* Filling a report. All strings of a report are inert (text.h) copies in its arena; these make
 * them. max_chars 0 = 300 characters. NULL and empty slices give NULL and "". */
#define MB_REPORT_LINE_CHARS 300
#define MB_REPORT_URL_CHARS  2000
const char *mb_report_text(MbReport *report, MbSlice utf8, gsize max_chars);
const char *mb_report_str(MbReport *report, const char *utf8);
/* Sets id and arguments: pairs of key and value (char*), ended by NULL. A NULL value is shown as
 * nothing. */
void mb_report_set_sentence(MbReport *report, MbSentence *sentence, const char *id,
                            ...) G_GNUC_NULL_TERMINATED;
/* One more reason, while there are less than three; finding may be NULL, id as in MbSentence. */
void mb_report_add_reason(MbReport *report, const char *finding, const char *id,
                          ...) G_GNUC_NULL_TERMINATED;
/* A row with its lists made; the caller fills the rest. NULL when the report has its 512. */
MbReportFinding *mb_report_add_finding(MbReport *report, const char *id, const char *family,
                                       const char *leaning);
void mb_report_add_evidence(MbReport *report, MbReportFinding *finding, const char *label,
                            MbSlice value, gint64 offset, guint64 length);
/* Once only; the id is copied as inert text. */
void mb_report_add_not_checked(MbReport *report, const char *id);

/* The wire form: one line of JSON, ids only. Free with g_free. */
char *mb_report_to_wire(const MbReport *report, gsize *len);
/* MB_ERROR_BAD_REQUEST on anything that to_wire would not write; the other side is treated as
 * hostile. */
MbReport *mb_report_from_wire(const char *json, gsize len, GError **error);
gboolean mb_report_equal(const MbReport *a, const MbReport *b);
