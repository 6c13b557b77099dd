/* The report for people in a terminal: the verdict, one sentence, who checked, one action, at most
 * three reasons; everything else one step below. SPDX-License-Identifier: GPL-3.0-or-later */
#include <time.h>

#include "aftermath.h"
#include "text-page.h"

/* "  From      taro@example.jp": nothing when there is no value. */
static void row(MbTextPage *page, const char *label, const char *value) {
  if (!value || !*value)
    return;
  g_string_append(page->out, "  ");
  colour(page, DIM);
  mb_terminal_append_padded(page->out, word(page, label), 16);
  plain(page);
  g_string_append_c(page->out, ' ');
  put_sentence(page, value, 19);
  line(page);
}

static const struct {
  const char *mark, *colour;
} looks[] = {
    [MB_VERDICT_ERROR] = {"✖", "1;31"},      [MB_VERDICT_LEGITIMATE] = {"✔", "1;32"},
    [MB_VERDICT_GENUINE] = {"◆", "1;34"},    [MB_VERDICT_UNKNOWN] = {"?", "1;90"},
    [MB_VERDICT_SUSPICIOUS] = {"▲", "1;33"}, [MB_VERDICT_HIJACKED] = {"▲", "1;38;5;202"},
    [MB_VERDICT_SPOOFED] = {"✖", "1;31"},
};

static void write_front(MbTextPage *page) {
  const MbReport *r = page->report;
  colour(page, looks[r->verdict].colour);
  g_string_append_printf(page->out, "%s %s", looks[r->verdict].mark,
                         mb_verdict_label(r, page->catalogue));
  plain(page);
  if (r->file) {
    colour(page, DIM);
    g_string_append(page->out, "  —  ");
    put(page, r->file);
    plain(page);
  }
  g_string_append(page->out, "\n  ");
  g_autofree char *sentence = mb_sentence_text(&r->sentence, page->catalogue);
  colour(page, BOLD);
  put_sentence(page, sentence, 2);
  plain(page);
  g_string_append(page->out, "\n\n");
  if (r->action.id) {
    g_autofree char *action = mb_sentence_text(&r->action, page->catalogue);
    row(page, N_("What to do"), action);
  }
  g_autofree char *by = mb_words_checked_by(r->checked_by, r->checked_by_name, page->catalogue);
  row(page, N_("Sender address"), by);
  if (r->partial)
    row(page, N_("Note"), word(page, N_("Not everything could be checked; see below.")));
}

static void write_reasons(MbTextPage *page) {
  const GArray *reasons = page->report->reasons;
  if (!reasons->len)
    return;
  heading(page, N_("Why"));
  for (guint i = 0; i < reasons->len; i++) {
    g_string_append(page->out, "  • ");
    put_taken(page,
              mb_sentence_text(&g_array_index(reasons, MbReportReason, i).text, page->catalogue));
    line(page);
  }
}

static void put_aftermath(MbTextPage *page) {
  guint n;
  const MbAftermath *rows = mb_aftermath(page->report, &n);
  if (n)
    heading(page, N_("What if I already …"));
  for (guint i = 0; i < n; i++) {
    g_string_append(page->out, "  • ");
    g_string_append(page->out, word(page, rows[i].when));
    g_string_append(page->out, ": ");
    put_sentence(page, word(page, rows[i].todo), 4);
    line(page);
  }
}

static void write_message(MbTextPage *page) {
  const MbReport *r = page->report;
  heading(page, N_("The mail"));
  row(page, N_("From"), r->from);
  row(page, N_("Reply to"), r->reply_to);
  row(page, N_("Return path"), r->return_path);
  row(page, N_("To"), r->to);
  row(page, N_("Subject"), r->subject);
  row(page, N_("Date"), r->date);
  if (g_strcmp0(r->kind, "ordinary") != 0 && r->kind) {
    g_autofree char *id = g_strconcat("kind.", r->kind, NULL);
    g_autofree char *kind = mb_words_filled(page->catalogue, id, NULL, NULL);
    g_autofree char *text = r->list ? g_strdup_printf("%s (%s)", kind, r->list) : NULL;
    row(page, N_("Kind"), text ? text : kind);
  }
}

static void write_evidence(MbTextPage *page, const MbReportFinding *finding) {
  for (guint i = 0; finding->evidence && i < finding->evidence->len; i++) {
    const MbReportEvidence *e = &g_array_index(finding->evidence, MbReportEvidence, i);
    g_string_append(page->out, "       ");
    colour(page, DIM);
    put(page, word(page, e->label));
    plain(page);
    g_string_append(page->out, ": ");
    put(page, e->value);
    line(page);
  }
}

static void write_finding(MbTextPage *page, const MbReportFinding *finding) {
  static const struct {
    const char *leaning, *mark, *colour;
  } marks[] = {
      {"strong", "!!", "1;31"}, {"medium", " !", "1;33"}, {"weak", " !", "33"},
      {"good", " +", "32"},     {"info", " ·", "0"},
  };
  const char *title = mb_finding_title(finding->id, page->catalogue);
  const char *why = mb_finding_why(finding->id, page->catalogue);
  guint k = 0;
  while (k + 1 < G_N_ELEMENTS(marks) && !g_str_equal(marks[k].leaning, finding->leaning))
    k++;
  g_string_append(page->out, "  ");
  colour(page, marks[k].colour);
  g_string_append(page->out, marks[k].mark);
  plain(page);
  g_string_append(page->out, " ");
  colour(page, BOLD);
  put(page, title ? title : finding->id);
  plain(page);
  line(page);
  if (why && !g_str_equal(finding->leaning, "info")) {
    g_string_append(page->out, "     ");
    put_sentence(page, why, 5);
    line(page);
  }
  write_evidence(page, finding);
}

static void write_findings(MbTextPage *page) {
  static const char *const order[] = {"strong", "medium", "weak", "good", "info"};
  const GPtrArray *findings = page->report->findings;
  if (!findings->len)
    return;
  heading(page, N_("What was found"));
  for (guint k = 0; k < G_N_ELEMENTS(order); k++)
    for (guint i = 0; i < findings->len; i++)
      if (g_str_equal(((MbReportFinding *)findings->pdata[i])->leaning, order[k]))
        write_finding(page, findings->pdata[i]);
}

static void write_senders(MbTextPage *page) {
  const GArray *senders = page->report->senders;
  if (senders->len < 2)
    return;
  heading(page, N_("How mail programs read the sender"));
  for (guint i = 0; i < senders->len; i++) {
    const MbReportSender *s = &g_array_index(senders, MbReportSender, i);
    g_string_append(page->out, "  ");
    put(page, s->name && *s->name ? s->name : "");
    g_string_append(page->out, s->name && *s->name ? " <" : "<");
    put(page, s->address);
    g_string_append(page->out, ">  ");
    colour(page, DIM);
    put(page, mb_words_reader(s->reader, page->catalogue));
    plain(page);
    line(page);
  }
}

static void put_hop_source(MbTextPage *page, const MbReportHop *hop) {
  const char *name = hop->reverse ? hop->reverse : hop->from_name ? hop->from_name : hop->helo;
  put(page, name ? name : hop->local ? word(page, N_("on the server itself")) : "?");
  if (hop->ip) {
    g_string_append(page->out, " [");
    put(page, hop->ip);
    g_string_append_c(page->out, ']');
  }
  if (hop->helo && g_strcmp0(hop->helo, name) != 0) {
    g_string_append(page->out, " HELO ");
    put(page, hop->helo);
  }
}

static void put_hop_marks(MbTextPage *page, const MbReportHop *hop) {
  if (hop->boundary) {
    colour(page, BOLD);
    g_string_append_printf(page->out, "  ◀ %s", word(page, N_("handed over from outside")));
    plain(page);
  } else if (hop->first) {
    colour(page, DIM);
    g_string_append_printf(page->out, "  ◀ %s", word(page, N_("first hop (can be forged)")));
    plain(page);
  }
}

static void write_hop(MbTextPage *page, guint i, const MbReportHop *hop) {
  char when[32] = "";
  time_t t = hop->time;
  struct tm tm;
  if (hop->time && gmtime_r(&t, &tm))
    strftime(when, sizeof when, "%Y-%m-%d %H:%M:%S UTC", &tm);
  g_string_append_printf(page->out, "  %2u ", i + 1);
  put_hop_source(page, hop);
  g_string_append(page->out, " → ");
  put(page, hop->by ? hop->by : "?");
  put_hop_marks(page, hop);
  g_string_append(page->out, "\n     ");
  colour(page, DIM);
  put(page, when);
  if (hop->user && *hop->user) {
    g_string_append_printf(page->out, "  %s ", word(page, N_("signed in as")));
    put(page, hop->user);
  }
  if (hop->for_addr && *hop->for_addr) {
    g_string_append_printf(page->out, "  %s ", word(page, N_("for")));
    put(page, hop->for_addr);
  }
  plain(page);
  line(page);
}

static void write_route(MbTextPage *page) {
  const GArray *hops = page->report->hops;
  if (!hops->len)
    return;
  heading(page, N_("The way it came (newest first)"));
  for (guint i = 0; i < hops->len; i++)
    write_hop(page, i, &g_array_index(hops, MbReportHop, i));
}

static void write_auth_row(MbTextPage *page, const char *method, const MbReportAuth *a) {
  const char *details[] = {a->domain, g_strcmp0(a->scope, "helo") == 0 ? "HELO" : NULL, a->selector,
                           a->policy, a->reason};
  gboolean open = g_str_equal(a->result, "not-checked");
  g_string_append_printf(page->out, "  %-6s ", method);
  colour(page, open ? DIM : BOLD);
  put(page, open ? word(page, N_("not checked")) : a->result);
  plain(page);
  for (guint k = 0; k < G_N_ELEMENTS(details); k++)
    if (details[k] && *details[k]) {
      g_string_append(page->out, "  ");
      put(page, details[k]);
    }
  if (!open) {
    g_string_append(page->out, "  ");
    colour(page, DIM);
    put_taken(page, mb_words_checked_by(a->by, a->server, page->catalogue));
    plain(page);
  }
  line(page);
}

static void write_auth(MbTextPage *page, const char *method, const GArray *rows) {
  for (guint i = 0; i < rows->len; i++)
    write_auth_row(page, method, &g_array_index(rows, MbReportAuth, i));
}

static void write_authentication(MbTextPage *page) {
  const MbReport *r = page->report;
  if (!(r->spf->len + r->dkim->len + r->dmarc->len + r->arc->len))
    return;
  heading(page, N_("Proofs of the sender"));
  write_auth(page, "SPF", r->spf);
  write_auth(page, "DKIM", r->dkim);
  write_auth(page, "DMARC", r->dmarc);
  write_auth(page, "ARC", r->arc);
}

#define SHOWN_LINKS 20

static void write_links(MbTextPage *page) {
  const GArray *links = page->report->links;
  if (!links->len)
    return;
  heading(page, N_("Links"));
  for (guint i = 0; i < links->len && i < SHOWN_LINKS; i++) {
    const MbReportLink *l = &g_array_index(links, MbReportLink, i);
    g_string_append(page->out, "  ");
    put(page, l->url);
    if (g_strcmp0(l->place, "qr") == 0)
      g_string_append_printf(page->out, "  (%s)", word(page, N_("from a QR code")));
    if (l->text && *l->text && g_strcmp0(l->text, l->url) != 0) {
      g_string_append_printf(page->out, "\n     %s ", word(page, N_("shown as")));
      put(page, l->text);
    }
    line(page);
  }
  guint more = page->report->more_links + (links->len > SHOWN_LINKS ? links->len - SHOWN_LINKS : 0);
  if (more)
    g_string_append_printf(page->out, "  … +%u\n", more);
  if (!page->report->link_hosts->len || !(page->report->allowed & MB_ALLOW_DNS))
    return;
  g_string_append_printf(page->out, "  – %s",
                         word(page, N_("Not asked, since the sender may notice it:")));
  for (guint i = 0; i < page->report->link_hosts->len; i++) {
    g_string_append(page->out, i ? ", " : " ");
    put(page, page->report->link_hosts->pdata[i]);
  }
  line(page);
}

static void write_attachment(MbTextPage *page, const MbReportAttachment *a) {
  g_autofree char *size = g_format_size_full(a->size, G_FORMAT_SIZE_IEC_UNITS);
  const char *type = a->detected ? a->detected : a->declared;
  g_string_append(page->out, "  ");
  put(page, a->name && *a->name ? a->name : word(page, N_("(no name)")));
  colour(page, DIM);
  g_string_append(page->out, "  ");
  put(page, type);
  g_string_append_printf(page->out, "  %s", size);
  if (a->encrypted)
    g_string_append_printf(page->out, "  %s", word(page, N_("encrypted")));
  plain(page);
  line(page);
  for (guint i = 0; a->entries && i < a->entries->len; i++) {
    g_string_append(page->out, "     └ ");
    put(page, a->entries->pdata[i]);
    line(page);
  }
  if (a->more_entries)
    g_string_append_printf(page->out, "     … +%u\n", a->more_entries);
}

static void write_attachments(MbTextPage *page) {
  const GArray *attachments = page->report->attachments;
  if (!attachments->len)
    return;
  heading(page, N_("Attachments"));
  for (guint i = 0; i < attachments->len; i++)
    write_attachment(page, &g_array_index(attachments, MbReportAttachment, i));
}

static void write_asked(MbTextPage *page) {
  const GArray *asked = page->report->asked;
  if (!asked->len)
    return;
  heading(page, N_("What was asked"));
  for (guint i = 0; i < asked->len; i++) {
    const MbReportAsked *a = &g_array_index(asked, MbReportAsked, i);
    g_string_append(page->out, "  ");
    put(page, a->question);
    g_string_append(page->out, " → ");
    put(page, a->answer);
    line(page);
  }
}

#define SHOWN_OPEN 6

/* Open questions are many and alike: a few stand for all (JSON has every one). */
static void write_not_checked(MbTextPage *page) {
  const GPtrArray *ids = page->report->not_checked;
  guint questions = 0;
  if (!ids->len)
    return;
  heading(page, N_("Not checked"));
  for (guint i = 0; i < ids->len; i++) {
    if (g_str_has_prefix(ids->pdata[i], "question:") && ++questions > SHOWN_OPEN)
      continue;
    g_string_append(page->out, "  – ");
    put_taken(page, mb_not_checked_text(ids->pdata[i], page->catalogue));
    line(page);
  }
  if (questions > SHOWN_OPEN)
    g_string_append_printf(page->out, "  … +%u\n", questions - SHOWN_OPEN);
}

char *mb_report_to_text(const MbReport *report, const MbCatalogue *catalogue,
                        gboolean with_colour) {
  MbTextPage page = {g_string_sized_new(8192), report, catalogue, with_colour};
  write_front(&page);
  write_reasons(&page);
  put_aftermath(&page);
  if (report->verdict != MB_VERDICT_ERROR || report->from)
    write_message(&page);
  write_findings(&page);
  write_senders(&page);
  write_route(&page);
  write_authentication(&page);
  write_links(&page);
  write_attachments(&page);
  mb_text_chain(&page);
  write_asked(&page);
  write_not_checked(&page);
  return g_string_free(page.out, FALSE);
}
