/* What facts.c and facts-json.c share. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "facts.h"

struct _MbFacts {
  GHashTable *dns;          /* "TYPE name" → MbDnsAnswer */
  GHashTable *names;        /* set: names that exist, with all their parents */
  GHashTable *geo;          /* address text → MbGeo */
  GHashTable *registration; /* key → MbRegistration */
  GHashTable *blocklist;    /* "zone subject" → MbBlocklist */
  GHashTable *pictures;     /* name → MbPicture */
  GHashTable *history;      /* "address signers" → MbHistory */
  GPtrArray *questions;     /* MbQuestion*, in order */
  GHashTable *noted;        /* set: the same MbQuestion by what they ask */
  gboolean absent;          /* what is not there does not exist */
  gint64 now;
};

/* Exact names of MbDnsStatus in JSON; FOUND and UNKNOWN have none. */
const char *mb_dns_status_name(MbDnsStatus status);
/* geo, registration, blocklist and pictures of a facts.json. */
gboolean mb_facts_load_others(MbFacts *facts, json_t *json, GError **error);
void mb_facts_save_others(MbFacts *facts, json_t *json);

/* Values of facts.json; FALSE always, with MB_ERROR_BAD_REQUEST. */
gboolean mb_facts_bad(GError **error, const char *what);
/* A text of up to 4,096 bytes without a NUL, else NULL. Free with g_free. */
char *mb_facts_copy_string(json_t *value);
/* NULL gives NULL; broken bytes are replaced. */
json_t *mb_facts_string_json(const char *s);
/* Which of the names the value is, or -1. */
int mb_facts_index_of(const char *const *names, gsize n, json_t *value);
