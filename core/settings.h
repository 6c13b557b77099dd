/* What the user decided once, for app, host and check tool alike: settings.ini (CONTRACT "Places").
 * Read anew at each request; a change replaces the file as a whole. No home or a read-only one is
 * no error: nothing is remembered. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/options.h"

typedef struct {
  gboolean asked;                         /* the consent question was answered, with yes or no */
  guint allow;                            /* MbAllow bits */
  char *language;                         /* "ja", "en", or "" = the system's */
  GPtrArray *own_domains, *own_addresses; /* char* */
  GPtrArray *services;                    /* char* brand ids the user is a customer of */
  GPtrArray *trust_servers, *trust_results_below; /* char*, for every account */
  GHashTable
      *accounts; /* char* account name → GPtrArray* of char*: that account's trusted servers */
  gboolean require_lock; /* read no mail where the system cannot lock in the part that reads it */
  gboolean history;      /* remember senders (core/history); on unless the user says no */
  gboolean remembered;   /* FALSE: there is no place where a change would be kept */
} MbSettings;

/* path NULL = $XDG_CONFIG_HOME/miyaburi/settings.ini. A missing, broken or unreadable file gives
 * the defaults: nothing allowed, nothing known. Never NULL; free with mb_settings_free. */
MbSettings *mb_settings_load(const char *path);
/* MB_ERROR_IO when nothing could be kept. */
gboolean mb_settings_save(const MbSettings *settings, const char *path, GError **error);
void mb_settings_free(MbSettings *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MbSettings, mb_settings_free)

/* Adds what the settings say to options: consent, own names, trusted servers of all accounts and of
 * the named one (may be NULL). */
void mb_settings_apply(const MbSettings *settings, const char *account, MbOptions *options);
/* Replaces an account's trusted servers; empty or NULL forgets the account. */
void mb_settings_set_account(MbSettings *settings, const char *account, const GPtrArray *servers);

/* "dns,registries" ↔ MbAllow bits. FALSE on an unknown word. registries and blocklists need dns. */
gboolean mb_allow_parse(const char *text, guint *allow);
char *mb_allow_format(guint allow);
