/* Where links really lead, against what they show. SPDX-License-Identifier: GPL-3.0-or-later */
#include "links.h"

#include "families.h"

/* --- text against target -----------------------------------------------------------------------
 */

static gboolean same_house(const char *a, const char *b) {
  const MbBrand *brand = NULL;
  return mb_hosts_same_party(a, b) ||
         (mb_brands_host(a, &brand) == MB_HOST_OWN && mb_brand_house_owns(brand, b));
}

/* Somebody whose name alone makes people click: a brand, the reader's own house, whoever the mail
 * says it is from. */
static gboolean is_somebody(const MbCase *c, const char *host) {
  return mb_brands_host(host, NULL) == MB_HOST_OWN || mb_case_is_reader_domain(c, host);
}

static MbLeaning judge_text(const MbCase *c, const MbLink *link) {
  const char *shown = link->text_host;
  if (!shown || !link->host || same_house(shown, link->host) || same_house(link->host, shown) ||
      (link->wrapper && mb_hosts_same_party(shown, link->wrapper)) ||
      mb_table_find(MB_TABLE_SHORTENER, shown) ||
      mb_table_find(MB_TABLE_DELIVERY_SERVICE, link->host))
    return MB_LEAN_INFO;
  gboolean proven = c->axis->state == MB_ADDRESS_GENUINE;
  if (proven && mb_host_is_senders(c, shown) && mb_is_click_counter(c, link->host))
    return MB_LEAN_INFO; /* the sender's own address, counted on the way */
  if (proven && mb_host_is_senders(c, link->host) && (c->axis->known || !is_somebody(c, shown)))
    return MB_LEAN_INFO; /* the sender counts clicks to others itself */
  if (mb_is_click_counter(c, link->host) && mb_host_is_senders(c, shown))
    return MB_LEAN_MEDIUM;
  /* A forger gains nothing by leading to the place that he pretends to be. */
  if ((proven || mb_host_is_senders(c, link->host)) && !is_somebody(c, shown) &&
      !mb_host_is_senders(c, shown))
    return MB_LEAN_WEAK;
  return MB_LEAN_STRONG;
}

static void run_shown_text(MbCase *c, const MbCheck *self) {
  mb_find_links(c, self, judge_text);
}

static const MbCheck shown_text = {
    "link.text-mismatch",
    MB_FAMILY_LINK,
    MB_LEAN_STRONG,
    run_shown_text,
    N_("A link shows one address but leads to another."),
    N_("What a link shows is only text; where it leads is written behind it. Showing the address "
       "of a known company and leading to a stranger is the trick of nearly every phishing mail.")};

/* --- tricks inside the address ------------------------------------------------------------------
 */

/* The part before "@" is only a user name; written like an address it is meant to be taken for it.
 */
static MbLeaning judge_userinfo(const MbCase *c, const MbLink *link) {
  if (!(link->flags & MB_URL_USERINFO) || !link->scheme || !g_str_has_prefix(link->scheme, "http"))
    return MB_LEAN_INFO;
  const char *at = link->url.len ? memchr(link->url.data, '@', link->url.len) : NULL;
  return at && memchr(link->url.data, '.', at - link->url.data) ? MB_LEAN_STRONG : MB_LEAN_MEDIUM;
}

static void run_userinfo(MbCase *c, const MbCheck *self) {
  mb_find_links(c, self, judge_userinfo);
}

static const MbCheck userinfo = {
    "link.user-at-host",
    MB_FAMILY_LINK,
    MB_LEAN_STRONG,
    run_userinfo,
    N_("A link hides its target behind an “@”."),
    N_("Everything before the “@” is ignored by the browser; the link leads to what stands behind "
       "it. It is written so that people read the wrong part.")};

static MbLeaning judge_ip(const MbCase *c, const MbLink *link) {
  MbIp ip;
  if (!(link->flags & MB_URL_IP_LITERAL) || !mb_ip_parse(mb_slice_str(link->host), &ip))
    return MB_LEAN_INFO;
  if (mb_ip_scope(&ip) == MB_IP_PRIVATE || mb_ip_scope(&ip) == MB_IP_LOOPBACK)
    return MB_LEAN_INFO; /* the office's own machines */
  /* In text without a page behind it, people who run servers write such addresses. */
  return link->place == MB_PLACE_TEXT ? MB_LEAN_WEAK : MB_LEAN_STRONG;
}

static void run_ip(MbCase *c, const MbCheck *self) {
  mb_find_links(c, self, judge_ip);
}

static const MbCheck ip_literal = {
    "link.ip-address",
    MB_FAMILY_LINK,
    MB_LEAN_STRONG,
    run_ip,
    N_("A link leads to a bare number instead of a name."),
    N_("Companies have names on the Internet. A bare number is used by people whose server has no "
       "name that could be shown.")};

static MbLeaning judge_port(const MbCase *c, const MbLink *link) {
  return (link->flags & MB_URL_PORT) && !mb_host_is_senders(c, link->host) &&
                 !(link->flags & MB_URL_IP_LITERAL) && link->place != MB_PLACE_TEXT
             ? MB_LEAN_WEAK
             : MB_LEAN_INFO;
}

static void run_port(MbCase *c, const MbCheck *self) {
  mb_find_links(c, self, judge_port);
}

static const MbCheck odd_port = {
    "link.odd-port",
    MB_FAMILY_LINK,
    MB_LEAN_WEAK,
    run_port,
    N_("A link leads to an unusual door of a server."),
    N_("Public sites answer at the usual port. Another number is typical for programs that run "
       "beside the real site on a broken-into server, but also for in-house systems.")};

/* --- whose host it is ---------------------------------------------------------------------------
 */

static MbLeaning judge_shortener(const MbCase *c, const MbLink *link) {
  return mb_table_find(MB_TABLE_SHORTENER, link->host) && !mb_host_is_senders(c, link->host) &&
                 !mb_is_unsubscribe(link)
             ? MB_LEAN_WEAK
             : MB_LEAN_INFO;
}

static void run_shortener(MbCase *c, const MbCheck *self) {
  mb_find_links(c, self, judge_shortener);
}

static const MbCheck shortener = {
    "link.shortener",
    MB_FAMILY_LINK,
    MB_LEAN_WEAK,
    run_shortener,
    N_("A short link hides where it leads."),
    N_("Short links are handy and honest people use them; they also hide the target until it is "
       "too late. Companies link to their own sites.")};

/* With a brand's name in the mail it is the brand's page on a place where anybody can put one. */
static MbLeaning judge_hosting(const MbCase *c, const MbLink *link) {
  if (mb_brands_host(link->host, NULL) != MB_HOST_HOSTING || mb_host_is_senders(c, link->host) ||
      mb_table_find(MB_TABLE_SHORTENER, link->host) || mb_host_is_senders_hosting(c, link->host))
    return MB_LEAN_INFO;
  return mb_claims_false(c) ? MB_LEAN_MEDIUM : MB_LEAN_WEAK;
}

static void run_hosting(MbCase *c, const MbCheck *self) {
  mb_find_links(c, self, judge_hosting);
}

static const MbCheck hosting = {
    "link.open-hosting",
    MB_FAMILY_LINK,
    MB_LEAN_WEAK,
    run_hosting,
    N_("A link leads to a place where anybody can put up a page."),
    N_("Free pages, forms and name services are open to everybody. A company's log-in page is not "
       "there.")};

MbCheckList mb_link_checks = {&shown_text, &userinfo, &ip_literal, &odd_port,
                              &shortener,  &hosting,  NULL};
