/* From a report to a record. SPDX-License-Identifier: GPL-3.0-or-later */
#include "records.h"

#include "skeleton.h"

#define CHUNK 1024

MbRecord *mb_record_at(const MbSummary *summary, guint i) {
  return (MbRecord *)summary->chunks->pdata[i / CHUNK] + i % CHUNK;
}

const char *mb_record_text(const MbSummary *summary, guint32 id) {
  return mb_intern_text(summary->strings, id);
}

static guint32 keep(MbSummary *s, const char *text) {
  return mb_intern_add(s->strings, text);
}

/* The folder or mbox is kept once; a mail of an mbox then needs no text of its own. */
static void set_name(MbSummary *s, MbRecord *r, const char *file) {
  const char *hash = strrchr(file, '#'), *slash = strrchr(file, '/');
  guint64 n = 0;
  if (hash && hash > slash && g_ascii_string_to_unsigned(hash + 1, 10, 1, G_MAXUINT32, &n, NULL)) {
    g_autofree char *folder = g_strndup(file, hash - file);
    r->container = mb_intern_add(s->containers, folder);
    r->name = n;
    r->numbered = TRUE;
    return;
  }
  g_autofree char *folder = slash ? g_strndup(file, slash - file + 1) : NULL;
  r->container = mb_intern_add(s->containers, folder);
  r->name = mb_names_add(s->names, slash ? slash + 1 : file);
}

char *mb_record_file(const MbSummary *s, const MbRecord *r) {
  const char *folder = mb_intern_text(s->containers, r->container);
  if (r->numbered)
    return g_strdup_printf("%s#%u", folder ? folder : "", r->name);
  return g_strconcat(folder ? folder : "", mb_names_text(s->names, r->name), NULL);
}

char *mb_record_name(const MbSummary *s, const MbRecord *r) {
  g_autofree char *file = mb_record_file(s, r);
  return mb_text_inert(mb_slice_str(file), MB_REPORT_URL_CHARS);
}

static const char *evidence(const MbReportFinding *f, const char *label) {
  for (guint i = 0; i < f->evidence->len; i++) {
    const MbReportEvidence *e = &g_array_index(f->evidence, MbReportEvidence, i);
    if (g_str_equal(e->label, label))
      return e->value;
  }
  return NULL;
}

static void set_country(char to[2], const char *country) {
  if (country && strlen(country) == 2 && !to[0])
    memcpy(to, country, 2);
}

static guint32 seconds(gint64 time) {
  return time > 0 && time < G_MAXUINT32 ? time : 0;
}

static guint32 parse_time(const char *text) {
  g_autoptr(GDateTime) when = text ? g_date_time_new_from_iso8601(text, NULL) : NULL;
  return when ? seconds(g_date_time_to_unix(when)) : 0;
}

static MbStory story_of(const char *id) {
  if (g_str_equal(id, "bulk.bounce-account-abused"))
    return MB_STORY_ABUSED;
  if (g_str_equal(id, "bulk.bounce-backscatter"))
    return MB_STORY_FORGED;
  return g_str_equal(id, "bulk.bounce-own") ? MB_STORY_OWN : MB_STORY_NONE;
}

static void read_bounce(MbSummary *s, MbRecord *r, const MbReportFinding *f) {
  const char *ip = evidence(f, "Logged in from"), *lure = evidence(f, "Name in the returned mail");
  const char *subject = evidence(f, "Subject of the returned mail");
  r->story = story_of(f->id);
  r->ip = keep(s, ip ? ip : evidence(f, "Really sent from"));
  r->lure = keep(s, lure);
  r->subject = keep(s, subject);
  r->original_time = parse_time(evidence(f, "Time of the returned mail"));
  set_country(r->country, evidence(f, "Country"));
  r->operator_name = keep(s, evidence(f, "Network"));
}

static void read_findings(MbSummary *s, MbRecord *r, const MbReport *report) {
  gboolean bounce = g_strcmp0(report->kind, "bounce") == 0;
  r->story = bounce ? MB_STORY_UNREAD : MB_STORY_NONE;
  for (guint i = 0; i < report->findings->len; i++) {
    const MbReportFinding *f = report->findings->pdata[i];
    if (bounce && story_of(f->id))
      read_bounce(s, r, f);
    else if (!bounce && g_str_equal(f->id, "reputation.sender-place")) {
      set_country(r->country, evidence(f, "Country"));
      r->operator_name = keep(s, evidence(f, "Network"));
    } else if (g_str_equal(f->family, "link"))
      set_country(r->there, evidence(f, "Country"));
  }
}

/* Whom it was really for: what the own server noted, not what To says. */
static char *recipient_of(const MbReport *report, const MbReportHop *boundary) {
  const char *text = boundary && boundary->for_addr ? boundary->for_addr : report->to;
  const char *open = text ? strchr(text, '<') : NULL;
  const char *from = open ? open + 1 : text;
  gsize len = from ? strcspn(from, ">, ") : 0;
  return len ? g_ascii_strdown(from, len) : NULL;
}

static const char *link_of(const MbReport *report) {
  for (guint i = 0; i < report->links->len; i++) {
    const MbReportLink *l = &g_array_index(report->links, MbReportLink, i);
    if (l->domain || l->host)
      return l->domain ? l->domain : l->host;
  }
  return NULL;
}

static void read_prints(MbRecord *r, const char *prints) {
  char *end = NULL;
  if (!prints)
    return;
  r->body = g_ascii_strtoull(prints, &end, 16);
  r->attachment = g_ascii_strtoull(end, NULL, 16);
}

static void read_message(MbSummary *s, MbRecord *r, const MbReport *report) {
  const MbReportHop *hop = report->boundary >= 0 && report->boundary < (int)report->hops->len
                               ? &g_array_index(report->hops, MbReportHop, report->boundary)
                               : NULL;
  const MbReportSender *sender =
      report->senders->len ? &g_array_index(report->senders, MbReportSender, 0) : NULL;
  g_autofree char *recipient = recipient_of(report, hop);
  g_autofree char *skeleton = mb_subject_skeleton(report->subject, recipient);
  const char *link = link_of(report);
  r->time = hop ? seconds(hop->time) : 0;
  r->recipient = keep(s, recipient);
  if (r->story) /* its sender and text are a machine's; ip and subject are the returned mail's */
    return;
  r->sender = keep(s, sender ? sender->address : NULL);
  r->subject = keep(s, report->subject);
  r->link = keep(s, link);
  r->ip = keep(s, report->boundary_ip);
  r->brand = keep(s, report->claims);
  r->sender_hash = mb_hash_text(sender ? sender->address : NULL);
  r->subject_hash = mb_hash_text(skeleton);
  r->link_hash = mb_hash_text(link);
  read_prints(r, report->prints);
}

static void read_reason(MbSummary *s, MbRecord *r, const MbReport *report) {
  if (!report->reasons->len)
    return;
  const MbReportReason *first = &g_array_index(report->reasons, MbReportReason, 0);
  const GPtrArray *args = first->text.args;
  r->reason = keep(s, first->finding ? first->finding : first->text.id);
  for (guint i = 0; args && i + 1 < args->len; i += 2)
    if (g_str_equal(args->pdata[i], "detail"))
      r->detail = keep(s, args->pdata[i + 1]);
}

void mb_summary_add(MbSummary *s, const MbReport *report) {
  mb_summary_add_as(s, report->file ? report->file : "-", report);
}

void mb_summary_add_as(MbSummary *s, const char *name, const MbReport *report) {
  if (s->n % CHUNK == 0)
    g_ptr_array_add(s->chunks, g_new0(MbRecord, CHUNK));
  MbRecord *r = mb_record_at(s, s->n++);
  set_name(s, r, name);
  r->verdict = report->verdict;
  read_findings(s, r, report);
  read_message(s, r, report);
  read_reason(s, r, report);
  s->verdicts[report->verdict]++;
  s->stories[r->story]++;
}
