/* What the mail says about itself, and how mail programs read its sender.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "../language.h"
#include "rows.h"
#include "sections.h"

static char *kind_of(const MbReport *report) {
  if (!report->kind || g_str_equal(report->kind, "ordinary"))
    return NULL;
  g_autofree char *id = g_strconcat("kind.", report->kind, NULL);
  g_autofree char *kind = mb_words_filled(mb_words(), id, NULL, NULL);
  g_autofree char *list = mb_isolate(report->list);
  return report->list ? g_strdup_printf("%s (%s)", kind, list) : g_steal_pointer(&kind);
}

/* The blocks that Unicode keeps for scripts written so (UAX #9, default Bidi_Class). */
static gboolean any_right_to_left(const char *text) {
  static const struct {
    gunichar from, to;
  } blocks[] = {
      {0x590, 0x8ff}, {0xfb1d, 0xfdff}, {0xfe70, 0xfeff}, {0x10800, 0x10fff}, {0x1e800, 0x1efff}};
  for (const char *p = text; *p; p = g_utf8_next_char(p))
    for (guint i = 0; i < G_N_ELEMENTS(blocks); i++)
      if (g_utf8_get_char(p) >= blocks[i].from && g_utf8_get_char(p) <= blocks[i].to)
        return TRUE;
  return FALSE;
}

/* A name written from right to left would take what looks like an address in it before the address. */
static GtkWidget *address_row(const char *label, const char *text) {
  const char *address = text && any_right_to_left(text) ? strrchr(text, '<') : NULL;
  if (!address)
    return mb_row_value(label, text);
  g_autofree char *before = g_strndup(text, address - text);
  g_autofree char *name = mb_isolate(g_strchomp(before)), *rest = mb_isolate(address);
  g_autofree char *whole = g_strdup_printf("%s %s", name, rest);
  return mb_row_value(label, whole);
}

GtkWidget *mb_section_message(const MbReport *report, MbPage *page) {
  if (!report->from && !report->subject && !report->date)
    return NULL;
  GtkWidget *section = mb_section_new(_("The mail"), NULL);
  g_autofree char *kind = kind_of(report);
  mb_section_add(section, address_row(_("From"), report->from));
  mb_section_add(section, mb_row_value(_("Subject"), report->subject));
  mb_section_add(section, address_row(_("To"), report->to));
  mb_section_add(section, address_row(_("Reply to"), report->reply_to));
  mb_section_add(section, mb_row_value(_("Date"), report->date));
  mb_section_add(section, mb_row_value(_("Kind"), kind));
  mb_section_add(section, mb_row_value(_("File"), report->file));
  return section;
}

static GtkWidget *first_hop_row(const MbReport *report, MbPage *page) {
  for (guint i = 0; i < report->hops->len; i++) {
    const MbReportHop *h = &g_array_index(report->hops, MbReportHop, i);
    if (!h->first)
      continue;
    const char *name = h->reverse ? h->reverse : h->from_name ? h->from_name : h->helo;
    g_autofree char *from = mb_isolate(name ? name : "?");
    g_autofree char *ip = mb_isolate(h->ip ? h->ip : "?");
    g_autofree char *by = mb_isolate(h->by ? h->by : "?");
    g_autofree char *text = g_strdup_printf("%s [%s] → %s", from, ip, by);
    GtkWidget *row = mb_row_value(_("First Received line (the sender's side wrote it)"), text);
    mb_row_add_end(row, mb_place_button(page, h->offset, h->length));
    return row;
  }
  return NULL;
}

/* What an administrator looks at first. */
GtkWidget *mb_section_trio(const MbReport *report, MbPage *page) {
  GtkWidget *hop = first_hop_row(report, page);
  if (!hop && !report->return_path && !report->message_id)
    return NULL;
  GtkWidget *section = mb_section_new(_("Three headers that tell much"), NULL);
  mb_section_add(section, mb_row_value(_("Return-Path (where failures go)"), report->return_path));
  mb_section_add(section, mb_row_value(_("Message-ID"), report->message_id));
  mb_section_add(section, hop);
  return section;
}

static GtkWidget *sender_row(const MbReport *report, guint i, MbPage *page) {
  const MbReportSender *s = &g_array_index(report->senders, MbReportSender, i);
  g_autofree char *name = mb_isolate(s->name), *address = mb_isolate(s->address);
  g_autofree char *text = s->name && *s->name ? g_strdup_printf("%s <%s>", name, address)
                                              : g_strdup(s->address ? s->address : "?");
  return mb_row_value(mb_words_reader(s->reader, mb_words()), text);
}

GtkWidget *mb_section_senders(const MbReport *report, MbPage *page) {
  if (report->senders->len < 2)
    return NULL;
  GtkWidget *section =
      mb_section_new(_("How mail programs read the sender"),
                     _("They do not agree. You may see another sender than somebody else does."));
  mb_fill_group(ADW_PREFERENCES_GROUP(section), report, page, report->senders->len, sender_row);
  return section;
}
