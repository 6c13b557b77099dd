/* Links that start a program on the reader's computer, or open a folder on somebody's server.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "links.h"

#include "families.h"

/* Each hands what follows to an installed program, past the browser. Meetings (msteams:,
 * zoommtg:), calls and messages are not among them. */
static const char *const handlers[] = {
    "search-ms",
    "search",
    "ms-search",
    "ms-word",
    "ms-excel",
    "ms-powerpoint",
    "ms-access",
    "ms-visio",
    "ms-project",
    "ms-publisher",
    "ms-infopath",
    "ms-spd",
    "ms-msdt",
    "ms-officecmd",
    "ms-appinstaller",
    "ms-cxh",
    "ms-cxh-full",
    "ms-its",
    "ms-help",
    "hcp",
    "shell",
    "mhtml",
    "jar",
    "jnlp",
    "jnlps",
    "mk",
    "ldap",
    "x-apple-helpbasic",
    "help",
};

static gboolean is_handler(const char *scheme) {
  for (guint i = 0; i < G_N_ELEMENTS(handlers); i++)
    if (g_str_equal(scheme, handlers[i]))
      return TRUE;
  return FALSE;
}

/* A folder in the office has a short name or a private address; one on the internet takes the user's
 * login name and password digest with it when it is opened. */
static gboolean is_foreign_folder(const MbCase *c, const MbLink *link) {
  MbIp ip;
  gboolean folder = g_str_equal(link->scheme, "file") || g_str_equal(link->scheme, "smb") ||
                    (!*link->scheme && mb_slice_has_prefix(link->url, "\\\\"));
  if (!folder || !link->host || mb_options_is_own_domain(c->options, link->host))
    return FALSE;
  if (mb_ip_parse(mb_slice_str(link->host), &ip))
    return mb_ip_scope(&ip) == MB_IP_PUBLIC;
  return mb_domain_registrable(link->host) != NULL;
}

static MbLeaning judge_handler(const MbCase *c, const MbLink *link) {
  if (!is_handler(link->scheme) && !is_foreign_folder(c, link))
    return MB_LEAN_INFO;
  return mb_sender_is_established(c) || mb_case_is_list(c) ? MB_LEAN_WEAK : MB_LEAN_STRONG;
}

static void run_handler(MbCase *c, const MbCheck *self) {
  MbFinding *f = NULL;
  for (guint i = 0; i < MIN(c->message->links->len, MB_LINKS_JUDGED); i++) {
    const MbLink *link = &g_array_index(c->message->links, MbLink, i);
    MbLeaning leaning = judge_handler(c, link);
    if (leaning == MB_LEAN_INFO)
      continue;
    f = f ? f : mb_case_find(c, self);
    f->leaning = leaning;
    mb_finding_add_link(c, f, link);
  }
}

static const MbCheck handler = {
    "link.starts-program",
    MB_FAMILY_LINK,
    MB_LEAN_STRONG,
    run_handler,
    N_("A link does not open a page but starts a program or opens a stranger's folder."),
    N_("Such links make a program on your computer fetch and open what the sender chose, past the "
       "warnings of the browser. Companies do not send them to people outside.")};

MbCheckList mb_link_handler_checks = {&handler, NULL};
