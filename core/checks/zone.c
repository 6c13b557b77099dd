/* Does the time zone of the sender's clock exist where his computer stands? Countries with few zones
 * only; travellers and rented servers make it a weak sign.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "case.h"
#include "families.h"

#define JAPAN       540
#define FAR_MINUTES 180 /* neighbours and summer times stay below */

/* Zones in use since 2005, minutes east of UTC, by the public tz database (zone.tab). */
static const struct {
  char country[3];
  short first, last;
} zones[] = {{"AD", 60, 120},    {"AE", 240, 240},   {"AF", 270, 270},   {"AG", -240, -240},
             {"AI", -240, -240}, {"AL", 60, 120},    {"AM", 240, 300},   {"AO", 60, 60},
             {"AR", -240, -120}, {"AS", -660, -660}, {"AT", 60, 120},    {"AU", 480, 660},
             {"AW", -240, -240}, {"AX", 120, 180},   {"AZ", 240, 300},   {"BA", 60, 120},
             {"BB", -240, -240}, {"BD", 360, 420},   {"BE", 60, 120},    {"BF", 0, 0},
             {"BG", 120, 180},   {"BH", 180, 180},   {"BI", 120, 120},   {"BJ", 60, 60},
             {"BL", -240, -240}, {"BM", -240, -180}, {"BN", 480, 480},   {"BO", -240, -240},
             {"BQ", -240, -240}, {"BR", -300, -120}, {"BS", -300, -240}, {"BT", 360, 360},
             {"BW", 120, 120},   {"BY", 120, 180},   {"BZ", -360, -360}, {"CA", -480, -150},
             {"CC", 390, 390},   {"CD", 60, 120},    {"CF", 60, 60},     {"CG", 60, 60},
             {"CH", 60, 120},    {"CI", 0, 0},       {"CK", -600, -600}, {"CL", -360, -180},
             {"CM", 60, 60},     {"CN", 360, 480},   {"CO", -300, -300}, {"CR", -360, -360},
             {"CU", -300, -240}, {"CV", -60, -60},   {"CW", -240, -240}, {"CX", 420, 420},
             {"CY", 120, 180},   {"CZ", 60, 120},    {"DE", 60, 120},    {"DJ", 180, 180},
             {"DK", 60, 120},    {"DM", -240, -240}, {"DO", -240, -240}, {"DZ", 60, 60},
             {"EC", -360, -300}, {"EE", 120, 180},   {"EG", 120, 180},   {"EH", 0, 60},
             {"ER", 180, 180},   {"ES", 0, 120},     {"ET", 180, 180},   {"FI", 120, 180},
             {"FJ", 720, 780},   {"FK", -240, -180}, {"FM", 600, 660},   {"FO", 0, 60},
             {"FR", 60, 120},    {"GA", 60, 60},     {"GB", 0, 60},      {"GD", -240, -240},
             {"GE", 180, 240},   {"GF", -180, -180}, {"GG", 0, 60},      {"GH", 0, 0},
             {"GI", 60, 120},    {"GL", -240, 0},    {"GM", 0, 0},       {"GN", 0, 0},
             {"GP", -240, -240}, {"GQ", 60, 60},     {"GR", 120, 180},   {"GS", -120, -120},
             {"GT", -360, -300}, {"GU", 600, 600},   {"GW", 0, 0},       {"GY", -240, -240},
             {"HK", 480, 480},   {"HN", -360, -300}, {"HR", 60, 120},    {"HT", -300, -240},
             {"HU", 60, 120},    {"ID", 420, 540},   {"IE", 0, 60},      {"IL", 120, 180},
             {"IM", 0, 60},      {"IN", 330, 330},   {"IO", 360, 360},   {"IQ", 180, 240},
             {"IR", 210, 270},   {"IS", 0, 0},       {"IT", 60, 120},    {"JE", 0, 60},
             {"JM", -300, -300}, {"JO", 120, 180},   {"JP", 540, 540},   {"KE", 180, 180},
             {"KG", 300, 360},   {"KH", 420, 420},   {"KI", 720, 840},   {"KM", 180, 180},
             {"KN", -240, -240}, {"KP", 510, 540},   {"KR", 540, 540},   {"KW", 180, 180},
             {"KY", -300, -300}, {"KZ", 300, 360},   {"LA", 420, 420},   {"LB", 120, 180},
             {"LC", -240, -240}, {"LI", 60, 120},    {"LK", 330, 360},   {"LR", 0, 0},
             {"LS", 120, 120},   {"LT", 120, 180},   {"LU", 60, 120},    {"LV", 120, 180},
             {"LY", 60, 120},    {"MA", 0, 60},      {"MC", 60, 120},    {"MD", 120, 180},
             {"ME", 60, 120},    {"MF", -240, -240}, {"MG", 180, 180},   {"MH", 720, 720},
             {"MK", 60, 120},    {"ML", 0, 0},       {"MM", 390, 390},   {"MN", 420, 540},
             {"MO", 480, 480},   {"MP", 600, 600},   {"MQ", -240, -240}, {"MR", 0, 0},
             {"MS", -240, -240}, {"MT", 60, 120},    {"MU", 240, 300},   {"MV", 300, 300},
             {"MW", 120, 120},   {"MX", -480, -300}, {"MY", 480, 480},   {"MZ", 120, 120},
             {"NA", 60, 120},    {"NC", 660, 660},   {"NE", 60, 60},     {"NF", 660, 720},
             {"NG", 60, 60},     {"NI", -360, -300}, {"NL", 60, 120},    {"NO", 60, 120},
             {"NP", 345, 345},   {"NR", 720, 720},   {"NU", -660, -660}, {"NZ", 720, 825},
             {"OM", 240, 240},   {"PA", -300, -300}, {"PE", -300, -300}, {"PF", -600, -540},
             {"PG", 600, 660},   {"PH", 480, 480},   {"PK", 300, 360},   {"PL", 60, 120},
             {"PM", -180, -120}, {"PN", -480, -480}, {"PR", -240, -240}, {"PS", 120, 180},
             {"PT", -60, 60},    {"PW", 540, 540},   {"PY", -240, -180}, {"QA", 180, 180},
             {"RE", 240, 240},   {"RO", 120, 180},   {"RS", 60, 120},    {"RW", 120, 120},
             {"SA", 180, 180},   {"SB", 660, 660},   {"SC", 240, 240},   {"SD", 120, 180},
             {"SE", 60, 120},    {"SG", 480, 480},   {"SH", 0, 0},       {"SI", 60, 120},
             {"SJ", 60, 120},    {"SK", 60, 120},    {"SL", 0, 0},       {"SM", 60, 120},
             {"SN", 0, 0},       {"SO", 180, 180},   {"SR", -180, -180}, {"SS", 120, 180},
             {"ST", 0, 60},      {"SV", -360, -360}, {"SX", -240, -240}, {"SY", 120, 180},
             {"SZ", 120, 120},   {"TC", -300, -240}, {"TD", 60, 60},     {"TF", 300, 300},
             {"TG", 0, 0},       {"TH", 420, 420},   {"TJ", 300, 300},   {"TL", 540, 540},
             {"TM", 300, 300},   {"TN", 60, 120},    {"TO", 780, 840},   {"TR", 120, 180},
             {"TT", -240, -240}, {"TV", 720, 720},   {"TW", 480, 480},   {"TZ", 180, 180},
             {"UA", 120, 240},   {"UG", 180, 180},   {"US", -600, -240}, {"UY", -180, -120},
             {"UZ", 300, 300},   {"VA", 60, 120},    {"VC", -240, -240}, {"VE", -270, -240},
             {"VG", -240, -240}, {"VI", -240, -240}, {"VN", 420, 420},   {"VU", 660, 660},
             {"WF", 720, 720},   {"YE", 180, 180},   {"YT", 180, 180},   {"ZA", 120, 120},
             {"ZM", 120, 120},   {"ZW", 120, 120}};

static int compare(gconstpointer key, gconstpointer row) {
  return strcmp(key, row);
}

/* How far the zone lies outside the country's own; 0 = inside, or nothing known of the country. */
int mb_zone_distance(const char *country, int zone) {
  const char *row = bsearch(country, zones, G_N_ELEMENTS(zones), sizeof *zones, compare);
  if (!row)
    return 0;
  gsize i = (gsize)(row - (const char *)zones) / sizeof *zones;
  return MAX(0, MAX(zones[i].first - zone, zone - zones[i].last));
}

/* The address that handed the mail over is the sender's own only where no provider stands between. */
static const MbHop *senders_own(const MbCase *c) {
  const MbHop *hop = mb_case_boundary(c);
  return hop && hop->ip.family && c->from_domain && c->axis->state != MB_ADDRESS_GENUINE &&
                 !mb_is_mailbox_domain(c->from_domain) && !mb_case_is_list(c) &&
                 !mb_case_is_forwarded(c) && strcmp(c->kind, "ordinary") == 0
             ? hop
             : NULL;
}

static void zone_country(MbCase *c, const MbCheck *self) {
  const MbHeader *header = mb_headers_get(c->message->headers, MB_HEADER_DATE, 0);
  MbDate date = header ? mb_date_parse(mb_header_unfold(header, c->arena)) : (MbDate){0};
  const MbHop *hop = senders_own(c);
  /* servers keep UTC wherever they stand */
  if (!hop || !date.valid || !date.zone_known || date.zone == 0)
    return;
  const MbGeo *geo = mb_facts_geo(c->facts, &hop->ip, self->id);
  if (!geo || !geo->country || mb_zone_distance(geo->country, date.zone) < FAR_MINUTES)
    return;
  MbFinding *f = mb_case_find(c, self);
  /* measured: every tenth honest mail is like that; a Japanese mail whose clock is neither Japan's nor
   * the sending computer's is not */
  gboolean japanese = c->japanese || g_str_has_suffix(c->from_domain, ".jp");
  if (!japanese || date.zone == JAPAN)
    f->leaning = MB_LEAN_INFO;
  mb_finding_add(c, f, N_("Date of the mail"), header->value);
  mb_finding_add_geo(c, f, geo);
}
static const MbCheck zone_country_row = {
    "route.zone-country",
    MB_FAMILY_ROUTE,
    MB_LEAN_WEAK,
    zone_country,
    N_("The sender's clock is set for another part of the world than the computer that sent the "
       "mail."),
    N_("Mail programs write the time zone of the sender's computer. People on a journey and "
       "rented servers are the harmless reasons.")};

MbCheckList mb_zone_checks = {&zone_country_row, NULL};
