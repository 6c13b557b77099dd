/* What a draft says, and to whom. SPDX-License-Identifier: GPL-3.0-or-later */
#include "abuse.h"

#include "../base/domain.h"
#include "../checks/check.h"
#include "abuse-mail.h"
#include "abuse-mask.h"

#define COUNCIL "info@antiphishing.jp"
#define CENTRE  "meiwaku@dekyo.or.jp"

gboolean mb_tell_parse(const char *word, MbTell *whom) {
  static const char *const words[MB_N_TELL] = {"network", "registrar", "council", "centre",
                                               "brand"};
  for (guint i = 0; i < MB_N_TELL; i++)
    if (strcmp(words[i], word) == 0) {
      *whom = (MbTell)i;
      return TRUE;
    }
  return FALSE;
}

gboolean mb_is_plain_address(const char *address) {
  const char *at = address ? strchr(address, '@') : NULL;
  if (!at || at == address || at - address > 64 || !strchr(at, '.') || strlen(at) > 254)
    return FALSE;
  for (const char *p = address; p < at; p++)
    if (!g_ascii_isalnum(*p) && !strchr("._+=-", *p))
      return FALSE;
  g_autofree char *domain = g_ascii_strdown(at + 1, -1);
  return address[0] != '.' && address[0] != '-' && mb_domain_is_valid(mb_slice_str(domain));
}

static const char *step_value(const MbReport *report, const char *chain, const char *kind) {
  for (guint i = 0; i < report->chain->len; i++) {
    const MbReportStep *s = &g_array_index(report->chain, MbReportStep, i);
    if (strcmp(s->chain, chain) == 0 && strcmp(s->kind, kind) == 0)
      return s->value;
  }
  return NULL;
}

/* A forged sender's registrar has nothing to do with it. */
static const char *contact(const MbReport *report, MbTell whom) {
  const char *link = step_value(report, "link", "registrar-abuse");
  switch (whom) {
  case MB_TELL_NETWORK:
    return step_value(report, "sending", "abuse");
  case MB_TELL_REGISTRAR:
    if (!link && report->address != MB_ADDRESS_FORGED)
      link = step_value(report, "from", "registrar-abuse");
    return link;
  case MB_TELL_COUNCIL:
    return COUNCIL;
  case MB_TELL_CENTRE:
    return CENTRE;
  default:
    return NULL;
  }
}

static char *hint(const MbReport *report, MbTell whom, const MbCatalogue *catalogue) {
  const char *domain = whom == MB_TELL_BRAND ? step_value(report, "claimed", "domain") : NULL;
  if (domain)
    return g_strconcat(mb_tr(catalogue, N_("Look for the contact on the company's own site, typed "
                                           "by yourself:")),
                       " ", domain, NULL);
  return g_strdup(mb_tr(catalogue, N_("No usable contact is known. Allow registries and check "
                                      "again, or look for it yourself.")));
}

static void append_line(GString *out, const MbCatalogue *catalogue, const char *label,
                        const char *value) {
  if (value && *value)
    g_string_append_printf(out, "%s: %s\r\n", mb_tr(catalogue, label), value);
}

/* Links are written so that nobody follows them by a slip. */
static void append_links(GString *out, const MbReport *report, const MbCatalogue *catalogue) {
  for (guint i = 0, n = 0; i < report->links->len && n < 10; i++) {
    const MbReportLink *link = &g_array_index(report->links, MbReportLink, i);
    if (!link->domain)
      continue;
    gboolean seen = FALSE;
    for (guint k = 0; k < i && !seen; k++)
      seen = g_strcmp0(g_array_index(report->links, MbReportLink, k).domain, link->domain) == 0;
    if (seen)
      continue;
    g_auto(GStrv) pieces = g_strsplit(link->domain, ".", -1);
    g_autofree char *defanged = g_strjoinv("[.]", pieces);
    append_line(out, catalogue, N_("Leads to"), defanged);
    n++;
  }
}

static const char *request(MbTell whom) {
  switch (whom) {
  case MB_TELL_NETWORK:
    return N_("The mail below was sent from a computer in your network. Please look into it and "
              "stop the misuse.");
  case MB_TELL_REGISTRAR:
    return N_("The mail below uses a domain that was registered through you. Please look into it "
              "and stop the misuse.");
  case MB_TELL_BRAND:
    return N_("The mail below uses your company's name. We pass it on for your information.");
  default:
    return N_("We have received the suspicious mail below and pass it on for your information.");
  }
}

static char *body(const MbReport *report, MbTell whom, const char *header,
                  const MbCatalogue *catalogue) {
  GString *out = g_string_new(mb_tr(catalogue, request(whom)));
  g_autofree char *verdict = mb_sentence_text(&report->sentence, catalogue);
  g_string_append(out, "\r\n\r\n");
  append_line(out, catalogue, N_("Judgement"), verdict);
  append_line(out, catalogue, N_("Sent from"), report->boundary_ip);
  append_line(out, catalogue, N_("Network"), step_value(report, "sending", "operator"));
  append_line(out, catalogue, N_("Name used"), report->claims);
  append_links(out, report, catalogue);
  g_string_append_printf(out, "\r\n%s\r\n\r\n%s\r\n",
                         mb_tr(catalogue, N_("The header of the mail, as it arrived:")), header);
  return g_string_free(out, FALSE);
}

/* readers: empty where nothing is to be masked. Takes text. */
static char *masked(char *text, const GPtrArray *readers) {
  GString *out = g_string_new(text);
  g_free(text);
  mb_abuse_mask_readers(out, readers);
  return g_string_free(out, FALSE);
}

static char *masked_header(char *header, const GPtrArray *readers) {
  GString *out = g_string_new(header);
  g_free(header);
  mb_abuse_mask_fields(out);
  return masked(g_string_free(out, FALSE), readers);
}

MbDraft *mb_draft_new(const MbReport *report, MbSlice mail, MbTell whom, MbDraftChoice choice,
                      const MbCatalogue *catalogue) {
  MbDraft *draft = g_new0(MbDraft, 1);
  const char *to = contact(report, whom);
  char *header = mb_abuse_header(mail);
  g_autoptr(GPtrArray) readers =
      choice.mask ? mb_abuse_readers(report, choice.own, header) : g_ptr_array_new();
  if (choice.mask)
    header = masked_header(header, readers);
  g_autofree char *quoted = header;
  draft->to = mb_is_plain_address(to) ? g_strdup(to) : NULL;
  draft->hint = draft->to ? NULL : hint(report, whom, catalogue);
  draft->subject = g_strdup_printf("%s%s%s", mb_tr(catalogue, N_("Report of a suspicious mail")),
                                   report->boundary_ip ? ": " : "",
                                   report->boundary_ip ? report->boundary_ip : "");
  draft->body = masked(body(report, whom, header, catalogue), readers);
  draft->eml = mb_abuse_eml(report, draft, choice.feedback ? header : NULL);
  return draft;
}

void mb_draft_free(MbDraft *draft) {
  if (!draft)
    return;
  g_free(draft->to);
  g_free(draft->hint);
  g_free(draft->subject);
  g_free(draft->body);
  g_free(draft->eml);
  g_free(draft);
}
