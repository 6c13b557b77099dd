/* What the judge is told from outside: it reads no clock, locale, environment or network itself.
 * Travels to the judge as JSON (options-json.h); every list holds char*, never NULL.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "slice.h"

typedef enum {
  MB_ALLOW_DNS = 1 << 0,
  MB_ALLOW_REGISTRIES = 1 << 1,
  MB_ALLOW_BLOCKLISTS = 1 << 2,
} MbAllow;

typedef struct {
  char *name;        /* display name as the address book has it, or NULL */
  char *address;     /* lower-case */
  gboolean wrote_to; /* the user wrote to this address: a known person (VERDICT, "Known") */
} MbContact;

typedef struct {
  gint64 now;                  /* seconds since 1970; 0 = take the boundary hop's own time */
  guint allow;                 /* MbAllow bits; 0 = offline */
  gboolean quiet;              /* SPF macros with a local part are not asked */
  gboolean resolve_link_hosts; /* the explicit act for this one mail: all its full link hosts */
  gboolean prints;             /* the report carries prints of body and attachments (many mails) */
  gboolean history;            /* what is remembered of senders may be asked and added to */
  gboolean require_lock;       /* read no mail where the system cannot lock the judge in; the judge
                                  itself is not told */
  GPtrArray *own_domains;      /* normalised */
  GPtrArray *own_addresses;    /* lower-case */
  GPtrArray *trust_servers;    /* host names, addresses or CIDR ranges */
  GPtrArray
      *trust_results_below; /* authserv-ids whose results count directly below their own Received */
  GPtrArray *contacts;      /* MbContact* */
  GPtrArray *link_hosts;    /* the same act for these of its hosts alone */
  GPtrArray *services;      /* brand ids the user is a customer of; empty = not known */
} MbOptions;

MbOptions *mb_options_new(void);
MbOptions *mb_options_copy(const MbOptions *options);
void mb_options_free(MbOptions *options);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MbOptions, mb_options_free)

/* For contacts; strings are copied, name may be NULL. */
MbContact *mb_contact_new(const char *name, const char *address, gboolean wrote_to);

/* domain (normalised) equals or lies below one of the user's own domains, or is an own address's
 * domain. */
gboolean mb_options_is_own_domain(const MbOptions *options, const char *domain);
gboolean mb_options_is_own_address(const MbOptions *options, const char *address);

/* Wire form. from_json refuses unknown types and oversized lists with MB_ERROR_BAD_REQUEST. */
char *mb_options_to_json(const MbOptions *options);
MbOptions *mb_options_from_json(const char *json, gsize len, GError **error);
