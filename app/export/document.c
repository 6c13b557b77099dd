/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document.h"

#include "../defang.h"
#include "document-sections.h"

static void block_free(gpointer data) {
  MbBlock *block = data;
  g_free(block->label);
  g_free(block->text);
  g_free(block);
}

void mb_document_add(MbDocument *d, MbBlockKind kind, const char *label, const char *text) {
  if (!text || !*text)
    return;
  MbBlock *block = g_new0(MbBlock, 1);
  block->kind = kind;
  block->label = label ? g_strdup(mb_tr(d->words, label)) : NULL;
  block->text = mb_defang(text);
  g_ptr_array_add(d->blocks, block);
}

void mb_document_heading(MbDocument *d, const char *text) {
  mb_document_add(d, MB_BLOCK_HEADING, NULL, mb_tr(d->words, text));
}

void mb_document_more(MbDocument *d, guint more) {
  g_autofree char *text = g_strdup_printf("… +%u", more);
  if (more)
    mb_document_add(d, MB_BLOCK_TEXT, NULL, text);
}

static void add_front(MbDocument *d) {
  const MbReport *r = d->report;
  g_autofree char *sentence = mb_say_in(&r->sentence, d->words);
  g_autofree char *action = r->action.id ? mb_say_in(&r->action, d->words) : NULL;
  g_autofree char *server = mb_isolate(r->checked_by_name);
  g_autofree char *by = mb_words_checked_by(r->checked_by, server, d->words);
  mb_document_add(d, MB_BLOCK_VERDICT, NULL, mb_verdict_label(r, d->words));
  mb_document_add(d, MB_BLOCK_SENTENCE, NULL, sentence);
  mb_document_add(d, MB_BLOCK_ROW, N_("What to do"), action);
  mb_document_add(d, MB_BLOCK_ROW, N_("Who checked the address"), by);
  if (r->partial)
    mb_document_add(d, MB_BLOCK_ROW, N_("Note"),
                    mb_tr(d->words, N_("Not everything could be checked; see below.")));
}

static void add_aftermath(MbDocument *d) {
  guint n;
  const MbAftermath *rows = mb_aftermath(d->report, &n);
  if (n)
    mb_document_heading(d, N_("If something has happened already"));
  for (guint i = 0; i < n; i++)
    mb_document_add(d, MB_BLOCK_ROW, rows[i].when, mb_tr(d->words, rows[i].todo));
}

static void add_reasons(MbDocument *d) {
  const GArray *reasons = d->report->reasons;
  if (reasons->len)
    mb_document_heading(d, N_("Why"));
  for (guint i = 0; i < reasons->len; i++) {
    g_autofree char *text = mb_say_in(&g_array_index(reasons, MbReportReason, i).text, d->words);
    mb_document_add(d, MB_BLOCK_ITEM, NULL, text);
  }
}

static void add_message(MbDocument *d) {
  const MbReport *r = d->report;
  if (!r->from && !r->subject && !r->file)
    return;
  mb_document_heading(d, N_("The mail"));
  mb_document_add(d, MB_BLOCK_ROW, N_("From"), r->from);
  mb_document_add(d, MB_BLOCK_ROW, N_("Subject"), r->subject);
  mb_document_add(d, MB_BLOCK_ROW, N_("To"), r->to);
  mb_document_add(d, MB_BLOCK_ROW, N_("Reply to"), r->reply_to);
  mb_document_add(d, MB_BLOCK_ROW, N_("Date"), r->date);
  mb_document_add(d, MB_BLOCK_ROW, N_("Return-Path (where failures go)"), r->return_path);
  mb_document_add(d, MB_BLOCK_ROW, N_("Message-ID"), r->message_id);
  mb_document_add(d, MB_BLOCK_ROW, N_("File"), r->file);
}

/* Which program said so, about which bytes, and when: a printed report must be traceable. */
static void add_footer(MbDocument *d) {
  g_autoptr(GDateTime) when = g_date_time_new_from_unix_local(d->report->time);
  g_autofree char *time = when ? g_date_time_format(when, "%Y-%m-%d %H:%M:%S %z") : NULL;
  g_autofree char *by = g_strdup_printf("Miyaburi %s", mb_version());
  mb_document_heading(d, N_("About this report"));
  mb_document_add(d, MB_BLOCK_ROW, N_("Judged as of"), time);
  mb_document_add(d, MB_BLOCK_ROW, N_("Checked with"), by);
  mb_document_add(d, MB_BLOCK_ROW, "SHA-256", d->report->sha256);
}

GPtrArray *mb_document_new(const MbReport *report, const MbCatalogue *words) {
  MbDocument d = {report, words, g_ptr_array_new_with_free_func(block_free)};
  add_front(&d);
  add_aftermath(&d);
  add_reasons(&d);
  add_message(&d);
  mb_document_findings(&d);
  mb_document_senders(&d);
  mb_document_route(&d);
  mb_document_map(&d);
  mb_document_chain(&d);
  mb_document_authentication(&d);
  mb_document_links(&d);
  mb_document_attachments(&d);
  mb_document_questions(&d);
  add_footer(&d);
  return d.blocks;
}
