/* Links that are more than a link: redirectors, code, forms, foreign letters, the reader's own
 * address inside.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "links.h"

#include "families.h"

#define MAX_URL 2048

/* Gateways rewrite every link of every mail that passes them; the others are open to anybody. */
static gboolean is_gateway(const char *host) {
  static const char *const gateways[] = {
      "protection.outlook.com",
      "protection.office365.us",
      "cdn.office.net",
      "proofpoint.com",
      "urldefense.com",
      "urldefense.us",
      "cudasvc.com",
      "mimecast.com",
      "mimecastprotect.com",
      "cisco.com",
      "sophos.com",
      "fireeye.com",
      "trendmicro.com",
      "symantec.com",
      "titanhq.com",
      "esvalabs.com",
      "edgepilot.com",
      "avanan.click",
      "checkpoint.com",
  };
  for (guint i = 0; i < G_N_ELEMENTS(gateways); i++)
    if (mb_domain_is_under(host, gateways[i]))
      return TRUE;
  return FALSE;
}

static MbLeaning judge_redirector(const MbCase *c, const MbLink *link) {
  if (!link->wrapper || is_gateway(link->wrapper) || mb_host_is_senders(c, link->wrapper) ||
      mb_table_find(MB_TABLE_DELIVERY_SERVICE, link->wrapper) || mb_is_unsubscribe(link))
    return MB_LEAN_INFO;
  const MbClaim *claim = mb_claims_false(c);
  if (claim && !mb_claim_owns(c, claim, link->host) && !mb_claim_owns(c, claim, link->wrapper))
    return MB_LEAN_STRONG;
  if (mb_host_is_senders(c, link->host) || mb_sender_is_established(c))
    return MB_LEAN_INFO;
  /* People paste such addresses from their search results into plain text. */
  return link->place == MB_PLACE_TEXT ? MB_LEAN_WEAK : MB_LEAN_MEDIUM;
}

static void run_redirector(MbCase *c, const MbCheck *self) {
  mb_find_links(c, self, judge_redirector);
}

static const MbCheck redirector = {
    "link.redirector",
    MB_FAMILY_LINK,
    MB_LEAN_MEDIUM,
    run_redirector,
    N_("A link goes through somebody else's site to hide its target."),
    N_("A translation service, search engine or advertising site is put in front so that the link "
       "looks trustworthy. The page that opens in the end is another one.")};

/* --- foreign letters in the host ----------------------------------------------------------------
 */

/* Latin with Cyrillic or Greek in one label, or a label all of whose foreign letters look Latin. */
static gboolean is_confusable_label(const char *label) {
  guint latin = 0, foreign = 0, others = 0;
  for (const char *p = label; *p; p = g_utf8_next_char(p)) {
    MbScript script = mb_script_of(g_utf8_get_char(p));
    latin += script == MB_SCRIPT_LATIN;
    foreign += script == MB_SCRIPT_CYRILLIC || script == MB_SCRIPT_GREEK;
    others += script == MB_SCRIPT_HAN || script == MB_SCRIPT_HIRAGANA ||
              script == MB_SCRIPT_KATAKANA || script == MB_SCRIPT_HANGUL;
  }
  if (!foreign || others)
    return FALSE;
  if (latin)
    return TRUE;
  g_autofree char *skeleton = mb_text_skeleton(label);
  return g_str_is_ascii(skeleton);
}

static MbLeaning judge_confusable(const MbCase *c, const MbLink *link) {
  if (mb_host_is_senders(c, link->host))
    return MB_LEAN_INFO;
  if ((link->flags & MB_URL_FULLWIDTH) && link->place != MB_PLACE_TEXT)
    return MB_LEAN_MEDIUM; /* the browser folds them, a filter may not */
  if (!(link->flags & MB_URL_PUNYCODE))
    return MB_LEAN_INFO;
  const char *last = strrchr(link->host, '.');
  if (!last || g_str_has_prefix(last + 1, "xn--")) /* all of a name in its own alphabet */
    return MB_LEAN_INFO;
  g_autofree char *display = mb_domain_display(link->host);
  g_auto(GStrv) labels = g_strsplit(display, ".", 20);
  for (guint i = 0; labels[i]; i++)
    if (is_confusable_label(labels[i]))
      return MB_LEAN_MEDIUM;
  return MB_LEAN_INFO;
}

static void run_confusable(MbCase *c, const MbCheck *self) {
  mb_find_links(c, self, judge_confusable);
}

static const MbCheck confusable = {
    "link.confusable-letters",
    MB_FAMILY_LINK,
    MB_LEAN_MEDIUM,
    run_confusable,
    N_("A link's name is written with letters of another alphabet that look Latin."),
    N_("To the eye it is a well-known name, to the computer it is another one.")};

/* --- code ----------------------------------------------------------------------------------------
 */

/* "javascript:void(0)" does nothing: a button that page designers leave so. */
static gboolean does_nothing(MbSlice url) {
  static const char *const empty[] = {"",   "void(0)",      "void(0);",     ";",
                                      "//", "return false", "return false;"};
  const char *colon = memchr(url.data, ':', url.len);
  MbSlice code = colon ? mb_slice_trim(mb_slice(colon + 1, url.data + url.len - colon - 1)) : url;
  for (guint i = 0; i < G_N_ELEMENTS(empty); i++)
    if (mb_slice_is(code, empty[i]))
      return TRUE;
  return FALSE;
}

static gboolean is_active_place(MbPlace place) {
  return place == MB_PLACE_HREF || place == MB_PLACE_AREA || place == MB_PLACE_ACTION ||
         place == MB_PLACE_FORMACTION || place == MB_PLACE_REFRESH;
}

static void run_code(MbCase *c, const MbCheck *self) {
  MbFinding *f = NULL;
  for (guint i = 0; i < MIN(c->message->links->len, MB_LINKS_JUDGED); i++) {
    const MbLink *link = &g_array_index(c->message->links, MbLink, i);
    gboolean data = (link->flags & MB_URL_DATA) && !mb_slice_has_prefix(link->url, "data:image/");
    gboolean script = (link->flags & MB_URL_SCRIPT) && link->url.len && !does_nothing(link->url);
    if (!is_active_place(link->place) || !(data || script))
      continue;
    if (!f)
      f = mb_case_find(c, self);
    MbLink shown = *link;
    shown.url.len = MIN(shown.url.len, 120);
    mb_finding_add_link(c, f, &shown);
  }
}

static const MbCheck code = {
    "link.code",
    MB_FAMILY_LINK,
    MB_LEAN_STRONG,
    run_code,
    N_("A link holds a whole page or program instead of an address."),
    N_("Such a link opens a page that came with the mail itself, where no address gives it away. "
       "Honest mail has no use for that.")};

/* --- forms ---------------------------------------------------------------------------------------
 */

static void add_form_targets(MbCase *c, MbFinding *f) {
  for (guint i = 0; i < MIN(c->message->links->len, MB_LINKS_JUDGED); i++) {
    const MbLink *link = &g_array_index(c->message->links, MbLink, i);
    if (link->place == MB_PLACE_ACTION || link->place == MB_PLACE_FORMACTION)
      mb_finding_add_link(c, f, link);
  }
}

static const MbCheck form;

static void run_password(MbCase *c, const MbCheck *self) {
  if (c->message->html_flags & MB_HTML_PASSWORD)
    add_form_targets(c, mb_case_find(c, self));
  else if (c->message->html_flags & MB_HTML_FORM)
    add_form_targets(c, mb_case_find(c, &form));
}

static const MbCheck password = {
    "link.password-field",
    MB_FAMILY_LINK,
    MB_LEAN_STRONG,
    run_password,
    N_("The mail itself asks for a password."),
    N_("No company has you type a password into a mail. What is typed here goes straight to the "
       "sender.")};

static const MbCheck form = {
    "link.form",
    MB_FAMILY_LINK,
    MB_LEAN_WEAK,
    NULL,
    N_("The mail contains a form to fill in."),
    N_("What you enter is sent to the address behind the form, which you do not see. Surveys and "
       "search boxes are the harmless kind.")};

/* --- the reader's address in the link
 * ------------------------------------------------------------- */

static gboolean url_holds(MbSlice url, const char *address) {
  g_autoptr(GString) text = g_string_new_len(url.data, MIN(url.len, MAX_URL));
  for (gsize i = 0; i < text->len; i++)
    if (!text->str[i])
      text->str[i] = ' ';
  g_autofree char *base64 = g_base64_encode((const guchar *)address, strlen(address));
  base64[strlen(address) / 3 * 4] = '\0'; /* the last group depends on what follows */
  if (strlen(base64) >= 12 && strstr(text->str, base64))
    return TRUE;
  g_string_replace(text, "%40", "@", 0);
  g_string_ascii_down(text);
  return strstr(text->str, address) != NULL;
}

static const char *reader_address(const MbCase *c, guint i) {
  if (c->options->own_addresses->len)
    return i < c->options->own_addresses->len ? g_ptr_array_index(c->options->own_addresses, i)
                                              : NULL;
  if (i > 0 || c->to->mailboxes->len != 1)
    return NULL;
  MbSlice address = g_array_index(c->to->mailboxes, MbMailbox, 0).address;
  g_autofree char *lower = g_ascii_strdown(address.len ? address.data : "", address.len);
  return address.len >= 6 ? mb_arena_strndup(c->arena, lower, strlen(lower)) : NULL;
}

/* A stranger's page that is to show the address filled in, beside the password's empty field. */
static gboolean wants_login_of_stranger(const MbCase *c) {
  static const char *const signs[] = {"body.mailbox-trouble", "body.mail-password",
                                      "body.verify-account", "body.waiting-document"};
  gboolean wants = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(signs); i++)
    wants |= mb_case_found(c, signs[i]);
  return wants && !mb_sender_is_established(c) &&
         !mb_headers_get(c->message->headers, MB_HEADER_LIST_UNSUBSCRIBE, 0);
}

static MbLeaning judge_address(const MbCase *c, const MbLink *link) {
  const char *address;
  gboolean own = mb_host_is_senders(c, link->host);
  /* a forger gains nothing by leading to the known place that he pretends to be */
  if (own && (mb_brands_host(link->host, NULL) == MB_HOST_OWN ||
              (c->axis->state == MB_ADDRESS_GENUINE && !wants_login_of_stranger(c))))
    return MB_LEAN_INFO;
  for (guint i = 0; (address = reader_address(c, i)) != NULL; i++) {
    if (!url_holds(link->url, address) || mb_is_unsubscribe(link))
      continue;
    return mb_case_found(c, "body.mailbox-trouble") && !mb_sender_is_established(c) ? MB_LEAN_MEDIUM
                                                                                    : MB_LEAN_WEAK;
  }
  return MB_LEAN_INFO;
}

static void run_address(MbCase *c, const MbCheck *self) {
  mb_find_links(c, self, judge_address);
}

static const MbCheck carries_address = {
    "link.carries-address",
    MB_FAMILY_LINK,
    MB_LEAN_WEAK,
    run_address,
    N_("A link carries your mail address with it."),
    N_("Opening the link tells the sender that your address is read, and the page behind it may "
       "show your address already filled in, to look real.")};

/* --- programs ------------------------------------------------------------------------------------ */

static gboolean path_ends_in(MbSlice url, const char *const *ends, guint n_ends) {
  const char *scheme = url.len ? g_strstr_len(url.data, MIN(url.len, 16), "://") : NULL;
  const char *path = scheme ? memchr(scheme + 3, '/', url.data + url.len - scheme - 3) : NULL;
  gsize n = 0, max = path ? url.data + url.len - path : 0;
  while (n < max && path[n] != '?' && path[n] != '#')
    n++;
  for (guint i = 0; i < n_ends; i++) {
    gsize len = strlen(ends[i]);
    if (n > len && g_ascii_strncasecmp(path + n - len, ends[i], len) == 0)
      return TRUE;
  }
  return FALSE;
}

/* What a browser fetches and the reader then starts. */
static gboolean is_program(MbSlice url) {
  static const char *const ends[] = {".exe", ".msi", ".scr", ".bat", ".cmd", ".vbs", ".hta",
                                     ".iso", ".img", ".lnk", ".apk", ".jar", ".ps1", ".msix"};
  return path_ends_in(url, ends, G_N_ELEMENTS(ends));
}

static MbLeaning judge_program(const MbCase *c, const MbLink *link) {
  if (strcmp(c->kind, "list") == 0 || !is_program(link->url) ||
      mb_options_is_own_domain(c->options, link->host))
    return MB_LEAN_INFO;
  gboolean own = c->axis->state == MB_ADDRESS_GENUINE && mb_host_is_senders(c, link->host);
  return own || mb_sender_is_established(c) || mb_case_is_list(c) ? MB_LEAN_WEAK : MB_LEAN_MEDIUM;
}

static void run_program(MbCase *c, const MbCheck *self) {
  mb_find_links(c, self, judge_program);
}

static const MbCheck program = {
    "link.program",
    MB_FAMILY_LINK,
    MB_LEAN_MEDIUM,
    run_program,
    N_("A link fetches a program."),
    N_("A program does whatever its author wants once it is started. Get programs from the maker's "
       "site, which you look up yourself, not from a mail.")};

static MbLeaning judge_archive(const MbCase *c, const MbLink *link) {
  static const char *const ends[] = {".zip", ".rar", ".7z", ".gz", ".cab", ".lzh", ".tgz"};
  if (!mb_case_from_stranger(c) || !path_ends_in(link->url, ends, G_N_ELEMENTS(ends)) ||
      mb_brands_host(link->host, NULL) == MB_HOST_OWN)
    return MB_LEAN_INFO;
  /* who packs something for nobody in particular and in no company's name */
  return mb_body_names_company(c) || mb_body_names_reader(c, FALSE) ||
                 c->axis->state != MB_ADDRESS_GENUINE
             ? MB_LEAN_WEAK
             : MB_LEAN_MEDIUM;
}

static void run_archive(MbCase *c, const MbCheck *self) {
  mb_find_links(c, self, judge_archive);
}

static const MbCheck archive = {"link.archive",
                                MB_FAMILY_LINK,
                                MB_LEAN_WEAK,
                                run_archive,
                                N_("A link fetches an archive from a stranger's site."),
                                N_("Programs are packed so that neither mail filters nor the "
                                   "browser see them. Ask the sender by "
                                   "a number that you know before you fetch it.")};

MbCheckList mb_link_trick_checks = {&redirector,      &confusable, &code,    &password, &form,
                                    &carries_address, &program,    &archive, NULL};
