/* The checks of the addressee: no name, just any customer, or the mail address in a name's place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "body.h"

#include "families.h"

static const MbCheck generic_addressee, address_as_name, link_as_name;

#define MAX_FORM_LINES 60
#define MAX_FORM_LINE  400

static gboolean ends_with_honorific(MbSlice line) {
  static const char *const ends[] = {"様", "さま", "さん", "御中", "殿"};
  for (guint i = 0; i < G_N_ELEMENTS(ends); i++) {
    gsize n = strlen(ends[i]);
    if (line.len > n && memcmp(line.data + line.len - n, ends[i], n) == 0)
      return TRUE;
  }
  return FALSE;
}

/* "お名前：", "Name:" before the address, in the same line. */
static gboolean has_name_label(MbSlice head) {
  static const char *const labels[] = {"名前", "氏名", "会社名", "御社名", "法人名", "担当者"};
  for (guint i = 0; i < G_N_ELEMENTS(labels); i++) {
    const char *at = head.len ? g_strstr_len(head.data, head.len, labels[i]) : NULL;
    const char *next = at ? at + strlen(labels[i]) : NULL;
    /* not a word that goes on in Latin, as in the company name お名前.com */
    if (at && !(next < head.data + head.len && (*next == '.' || g_ascii_isalnum(*next))))
      return TRUE;
  }
  head = mb_slice_trim(head);
  return head.len >= 5 && (g_ascii_strncasecmp(head.data, "name:", 5) == 0 ||
                           g_ascii_strncasecmp(head.data, "dear ", 5) == 0);
}

static const char *find_address(MbSlice line) {
  for (gsize i = 0; i + 7 < line.len; i++)
    if ((line.data[i] | 0x20) == 'h' && g_ascii_strncasecmp(line.data + i, "http", 4) == 0 &&
        g_strstr_len(line.data + i + 4, 4, "://"))
      return line.data + i;
  return NULL;
}

/* Automatic answers of contact forms, into which a stranger typed his lure as the name. */
static void find_link_as_name(MbCase *c) {
  MbSlice text = c->message->text;
  for (guint lines = 0; text.len && lines < MAX_FORM_LINES; lines++) {
    const char *nl = memchr(text.data, '\n', text.len);
    gsize n = nl ? (gsize)(nl - text.data) + 1 : text.len;
    MbSlice line = mb_slice_trim(mb_slice(text.data, n));
    text.data += n, text.len -= n;
    if (line.len < 12 || line.len > MAX_FORM_LINE || *line.data == '>')
      continue;
    const char *url = find_address(line);
    if (!url ||
        !(ends_with_honorific(line) || has_name_label(mb_slice(line.data, url - line.data))))
      continue;
    mb_finding_add(c, mb_case_find(c, &link_as_name), N_("Addressee"), line);
    return;
  }
}

static void run_addressee(MbCase *c, const MbCheck *self) {
  static const MbMailbox unknown;
  const MbMailbox *to =
      c->to->mailboxes->len == 1 ? &g_array_index(c->to->mailboxes, MbMailbox, 0) : &unknown;
  MbSlice line;
  if (strcmp(c->kind, "bounce") == 0 || !c->has_demand)
    return;
  find_link_as_name(c);
  MbAddressee found = mb_addressee_find(c->message->text, to->name, to->address, to->local, &line);
  MbFinding *f = NULL;
  /* Announcements name nobody either, and some services know only an address: it is together with
   * a lure that a missing name tells something. */
  gboolean lured = mb_lures_found(c) > 0 || mb_case_found(c, "body.pressure");
  if (found == MB_ADDRESSEE_NONE && c->japanese && strcmp(c->kind, "list") != 0) {
    f = mb_case_find(c, self);
    f->leaning = lured ? MB_LEAN_WEAK : MB_LEAN_INFO;
  } else if (found == MB_ADDRESSEE_GENERIC) {
    f = mb_case_find(c, &generic_addressee);
    f->leaning = lured ? MB_LEAN_WEAK : MB_LEAN_INFO;
  } else if (found == MB_ADDRESSEE_ADDRESS) {
    f = mb_case_find(c, &address_as_name);
    gboolean list = strcmp(c->kind, "list") == 0; /* its address stands for everybody on it */
    if (c->axis->state == MB_ADDRESS_GENUINE || list || !(lured || c->japanese))
      f->leaning = MB_LEAN_WEAK;
  }
  if (f && line.len)
    mb_finding_add(c, f, N_("Addressee"), line);
}

static const MbCheck no_addressee = {
    "body.no-addressee",
    MB_FAMILY_BODY,
    MB_LEAN_WEAK,
    run_addressee,
    N_("The mail wants something, but names nobody it is meant for."),
    N_("A company that knows you as a customer writes your name. Mail to collected addresses "
       "cannot, for the sender does not know it.")};

static const MbCheck generic_addressee = {
    "body.generic-addressee",
    MB_FAMILY_BODY,
    MB_LEAN_WEAK,
    NULL,
    N_("The mail addresses just any customer instead of you."),
    N_("“Dear customer” is written by senders who know nothing but the address. Honest notices to "
       "all customers do it as well, so this counts only together with other signs.")};

static const MbCheck address_as_name = {
    "body.address-as-name",
    MB_FAMILY_BODY,
    MB_LEAN_MEDIUM,
    NULL,
    N_("Instead of a name, the mail uses your mail address or a part of it."),
    N_("The sender's program put the address in the place of the name: your address is all that "
       "is known about you.")};

static const MbCheck link_as_name = {
    "body.link-as-name",
    MB_FAMILY_BODY,
    MB_LEAN_MEDIUM,
    NULL,
    N_("Where your name should stand, the mail has a link."),
    N_("Somebody filled in another company's contact form with your address and put a lure in the "
       "place of the name. The company is real, the link is not its own.")};

MbCheckList mb_body_addressee_checks = {&no_addressee, &generic_addressee, &address_as_name,
                                        &link_as_name, NULL};
