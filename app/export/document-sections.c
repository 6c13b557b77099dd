/* The details of the report as blocks. A paper of a thousand links helps nobody: lists end at 100.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "document-sections.h"

#define MOST 100

static void append(GString *out, const char *text) {
  if (!text || !*text)
    return;
  g_autofree char *isolated = mb_isolate(text);
  g_string_append_printf(out, "%s%s", out->len ? " · " : "", isolated);
}

static void add_evidence(MbDocument *d, const MbReportFinding *f) {
  for (guint i = 0; f->evidence && i < f->evidence->len; i++) {
    const MbReportEvidence *e = &g_array_index(f->evidence, MbReportEvidence, i);
    mb_document_add(d, MB_BLOCK_ROW, e->label, e->value);
  }
}

void mb_document_findings(MbDocument *d) {
  static const char *const order[] = {"strong", "medium", "weak", "good", "info"};
  const GPtrArray *findings = d->report->findings;
  if (findings->len)
    mb_document_heading(d, N_("What was found"));
  for (guint k = 0; k < G_N_ELEMENTS(order); k++)
    for (guint i = 0; i < findings->len; i++) {
      const MbReportFinding *f = findings->pdata[i];
      if (g_strcmp0(f->leaning, order[k]) != 0)
        continue;
      const char *title = mb_finding_title(f->id, d->words);
      mb_document_add(d, MB_BLOCK_ITEM, NULL, title ? title : f->id);
      mb_document_add(d, MB_BLOCK_TEXT, NULL, mb_finding_why(f->id, d->words));
      add_evidence(d, f);
    }
}

void mb_document_senders(MbDocument *d) {
  const GArray *senders = d->report->senders;
  if (senders->len < 2)
    return;
  mb_document_heading(d, N_("How mail programs read the sender"));
  for (guint i = 0; i < MIN(senders->len, MOST); i++) {
    const MbReportSender *s = &g_array_index(senders, MbReportSender, i);
    g_autoptr(GString) text = g_string_new(NULL);
    append(text, s->name);
    append(text, s->address);
    append(text, mb_words_reader(s->reader, d->words));
    mb_document_add(d, MB_BLOCK_ITEM, NULL, text->str);
  }
}

static void add_hop(MbDocument *d, const MbReportHop *h) {
  const char *name = h->reverse ? h->reverse : h->from_name ? h->from_name : h->helo;
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(GDateTime) when = h->time ? g_date_time_new_from_unix_local(h->time) : NULL;
  g_autofree char *time = when ? g_date_time_format(when, "%Y-%m-%d %H:%M:%S %z") : NULL;
  g_autofree char *by = mb_isolate(h->by ? h->by : "?");
  append(text, name ? name : h->ip ? NULL : "?");
  append(text, h->ip);
  g_string_append_printf(text, " → %s", by);
  mb_document_add(d, MB_BLOCK_ITEM, NULL, text->str);
  g_string_truncate(text, 0);
  append(text, time);
  append(text, h->boundary ? mb_tr(d->words, N_("handed over from outside"))
               : h->first  ? mb_tr(d->words, N_("first hop (can be forged)"))
                           : NULL);
  mb_document_add(d, MB_BLOCK_TEXT, NULL, text->str);
}

void mb_document_route(MbDocument *d) {
  const GArray *hops = d->report->hops;
  if (!hops->len)
    return;
  mb_document_heading(d, N_("The way it came (newest first)"));
  for (guint i = 0; i < MIN(hops->len, MOST); i++)
    add_hop(d, &g_array_index(hops, MbReportHop, i));
  mb_document_more(d, hops->len > MOST ? hops->len - MOST : 0);
}

static void add_results(MbDocument *d, const char *method, const GArray *rows) {
  for (guint i = 0; i < MIN(rows->len, MOST); i++) {
    const MbReportAuth *a = &g_array_index(rows, MbReportAuth, i);
    gboolean open = g_str_equal(a->result, "not-checked");
    g_autoptr(GString) text = g_string_new(NULL);
    g_autofree char *by = mb_words_checked_by(a->by, a->server, d->words);
    append(text, open ? mb_tr(d->words, N_("not checked")) : a->result);
    append(text, a->domain);
    append(text, g_strcmp0(a->scope, "helo") == 0 ? "HELO" : NULL);
    append(text, a->selector);
    append(text, a->policy);
    append(text, a->reason);
    append(text, open ? NULL : by);
    mb_document_add(d, MB_BLOCK_ROW, method, text->str);
  }
}

void mb_document_authentication(MbDocument *d) {
  const MbReport *r = d->report;
  if (!(r->spf->len + r->dkim->len + r->dmarc->len + r->arc->len))
    return;
  mb_document_heading(d, N_("Proofs of the sender"));
  add_results(d, "SPF", r->spf);
  add_results(d, "DKIM", r->dkim);
  add_results(d, "DMARC", r->dmarc);
  add_results(d, "ARC", r->arc);
}

void mb_document_links(MbDocument *d) {
  const GArray *links = d->report->links;
  if (!links->len)
    return;
  mb_document_heading(d, N_("Links"));
  for (guint i = 0; i < MIN(links->len, MOST); i++) {
    const MbReportLink *l = &g_array_index(links, MbReportLink, i);
    mb_document_add(d, MB_BLOCK_ITEM, NULL, l->url);
    if (l->text && g_strcmp0(l->text, l->url) != 0)
      mb_document_add(d, MB_BLOCK_ROW, N_("shown as"), l->text);
  }
  mb_document_more(d, d->report->more_links + (links->len > MOST ? links->len - MOST : 0));
}

void mb_document_attachments(MbDocument *d) {
  const GArray *attachments = d->report->attachments;
  if (!attachments->len)
    return;
  mb_document_heading(d, N_("Attachments"));
  for (guint i = 0; i < MIN(attachments->len, MOST); i++) {
    const MbReportAttachment *a = &g_array_index(attachments, MbReportAttachment, i);
    g_autofree char *size = g_format_size_full(a->size, G_FORMAT_SIZE_IEC_UNITS);
    g_autoptr(GString) text = g_string_new(NULL);
    append(text, a->name && *a->name ? a->name : mb_tr(d->words, N_("(no name)")));
    append(text, a->detected ? a->detected : a->declared);
    append(text, size);
    append(text, a->encrypted ? mb_tr(d->words, N_("encrypted")) : NULL);
    mb_document_add(d, MB_BLOCK_ITEM, NULL, text->str);
    for (guint k = 0; a->entries && k < MIN(a->entries->len, MOST); k++)
      mb_document_add(d, MB_BLOCK_TEXT, NULL, a->entries->pdata[k]);
    mb_document_more(d, a->more_entries);
  }
}

void mb_document_questions(MbDocument *d) {
  const GArray *asked = d->report->asked;
  const GPtrArray *open = d->report->not_checked;
  if (asked->len)
    mb_document_heading(d, N_("What was asked"));
  for (guint i = 0; i < MIN(asked->len, MOST); i++) {
    const MbReportAsked *a = &g_array_index(asked, MbReportAsked, i);
    g_autoptr(GString) text = g_string_new(NULL);
    append(text, a->question);
    append(text, a->whom);
    append(text, a->answer);
    mb_document_add(d, MB_BLOCK_TEXT, NULL, text->str);
  }
  if (open->len)
    mb_document_heading(d, N_("Not checked"));
  for (guint i = 0; i < MIN(open->len, MOST); i++) {
    g_autofree char *text = mb_not_checked_text(open->pdata[i], d->words);
    mb_document_add(d, MB_BLOCK_TEXT, NULL, text);
  }
  mb_document_more(d, open->len > MOST ? open->len - MOST : 0);
}
