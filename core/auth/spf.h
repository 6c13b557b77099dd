/* SPF (RFC 7208) over facts: record → directives → result. Pure and straight-line; an answer that
 * is not there yet gives MB_RESULT_NOT_CHECKED, the rest of the record is still walked so that all
 * its questions are noted in one round. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth.h"

typedef struct {
  MbSpfScope scope;
  MbIp ip;              /* client at the boundary */
  const char *domain;   /* of the identity, in any case, not yet checked */
  const char *local;    /* local part; NULL or "" = postmaster */
  const char *helo;     /* for %{h}, or NULL */
  const char *receiver; /* for %{r}, or NULL = "unknown" */
  gint64 now;           /* for %{t} */
  gboolean quiet;       /* names that would carry the local part are not asked */
} MbSpfQuery;

/* Strings of the result live in arena. */
MbSpf mb_spf_check(MbArena *arena, const MbSpfQuery *query, MbFacts *facts);

/* ---- shared by spf-parse.c, spf-macro.c, spf.c and their tests ---- */

typedef enum {
  MB_SPF_ALL,
  MB_SPF_INCLUDE,
  MB_SPF_A,
  MB_SPF_MX,
  MB_SPF_PTR,
  MB_SPF_IP4,
  MB_SPF_IP6,
  MB_SPF_EXISTS,
} MbSpfMechanism;

typedef struct {
  MbSpfMechanism kind;
  char qualifier;         /* + - ? ~ */
  MbSlice domain;         /* domain-spec, syntax checked; empty = the current domain */
  MbIp net;               /* ip4, ip6 */
  guint prefix4, prefix6; /* 32 and 128 when not given */
  MbSlice text;           /* the term as written */
} MbSpfDirective;

typedef struct {
  MbSpfDirective *directives;
  guint n;
  MbSlice redirect, exp; /* domain-specs, empty = none */
} MbSpfRecord;

/* TRUE when the TXT record is one of version spf1 (section 4.5). */
gboolean mb_spf_is_record(MbSlice text);
/* FALSE on any syntax error in any term: permerror (section 4.6). Slices point into text. */
gboolean mb_spf_parse(MbArena *arena, MbSlice text, MbSpfRecord *record);

/* What macros stand for (section 7.2). */
typedef struct {
  const MbSpfQuery *query;
  const char *local, *sender_domain; /* %{l}, %{o} */
  const char *domain;                /* %{d} */
  const char *validated;             /* %{p} */
} MbSpfMacros;

/* Longest text that macros may expand to; more is an error, never a cut in the middle. */
#define MB_MAX_SPF_EXPANSION 4096

/* Syntax of macro-string, and of domain-spec = macro-string domain-end (section 7.1). exp texts may
 * hold blanks and the letters c, r, t. */
gboolean mb_spf_macro_valid(MbSlice text, gboolean is_exp);
gboolean mb_spf_domain_spec_valid(MbSlice text);
/* Which macro letters (lower-case) stand in it, as bits 1 << (letter - 'a'). */
guint32 mb_spf_macro_letters(MbSlice text);
/* NULL on a syntax error or when too long. */
char *mb_spf_expand(MbArena *arena, const MbSpfMacros *macros, MbSlice text, gboolean is_exp);
/* The expansion as name to ask for: labels cut from the left until it has at most 253 bytes. */
char *mb_spf_expand_domain(MbArena *arena, const MbSpfMacros *macros, MbSlice text);
