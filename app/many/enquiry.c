/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enquiry.h"

#include "../language.h"
#include "views.h"
#include "words.h"

#define MOST_ADDRESSES 5

static const char letter[] = N_(
    "Subject: Enquiry: mailbox used by somebody else\n"
    "\n"
    "To whom it may concern,\n"
    "\n"
    "Mails that we did not write have been sent through our mailbox. The delivery notices that "
    "came "
    "back show logins from addresses that are not ours.\n"
    "\n"
    "Mailbox: {mailbox}\n"
    "First mail known to us: {first_sent}\n"
    "Delivery notices: {n}, from {first} to {last}\n"
    "Logged in from: {addresses}\n"
    "\n"
    "We have changed the password. Please tell us:\n"
    "1. times and addresses of all logins to this mailbox since the day before that first mail,\n"
    "2. whether sending has been blocked, and how the block is lifted,\n"
    "3. whether forwarding, filters or other settings were changed,\n"
    "4. whether mails that still wait to be sent can be deleted.\n");

static char *time_of(json_t *bounces, const char *key) {
  char *text = mb_view_time_text(mb_view_time(bounces, key), "%Y-%m-%d %H:%M (UTC%:z)");
  if (*text)
    return text;
  g_free(text);
  return g_strdup(_("not known"));
}

static char *addresses_of(json_t *sources) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < MIN(json_array_size(sources), MOST_ADDRESSES); i++)
    g_string_append_printf(out, "%s%s", i ? ", " : "",
                           mb_view_string(json_array_get(sources, i), "value"));
  if (json_array_size(sources) > MOST_ADDRESSES)
    g_string_append(out, " …");
  return g_string_free(out, FALSE);
}

char *mb_enquiry_text(json_t *bounces, const char *mailbox) {
  g_autofree char *n = mb_many_number(mb_view_count(bounces, "notices"));
  g_autofree char *sent = time_of(bounces, "first_sent"), *first = time_of(bounces, "first");
  g_autofree char *last = time_of(bounces, "last");
  g_autofree char *addresses = addresses_of(json_object_get(bounces, "sources"));
  return mb_many_say(letter, "mailbox", mailbox ? mailbox : _("(your address)"), "first_sent", sent,
                     "n", n, "first", first, "last", last, "addresses",
                     *addresses ? addresses : _("not known"), NULL);
}
