/* What a check sees and what it leaves behind. Each family is one file: functions of at most 40
 * lines, each with its table row right below; the rows' title and why are whole sentences for an
 * office worker.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../auth/auth.h"
#include "../base/text.h"

/* Marks a string for the catalogue; translated only at the edge. */
#define N_(text) text

typedef enum {
  MB_FAMILY_AUTHENTICATION,
  MB_FAMILY_IDENTITY,
  MB_FAMILY_ROUTE,
  MB_FAMILY_REPUTATION,
  MB_FAMILY_LINK,
  MB_FAMILY_BODY,
  MB_FAMILY_ATTACHMENT,
  MB_FAMILY_HISTORY,
  MB_FAMILY_BULK,
  MB_N_FAMILIES
} MbFamily;
const char *mb_family_name(MbFamily family);

/* VERDICT "Deception axis": the letters of DATA section 5. */
typedef enum {
  MB_LEAN_INFO,   /* I: never counts */
  MB_LEAN_GOOD,   /* speaks for the mail; never raises the address to genuine by itself */
  MB_LEAN_WEAK,   /* W */
  MB_LEAN_MEDIUM, /* M */
  MB_LEAN_STRONG, /* S */
} MbLeaning;
const char *mb_leaning_name(MbLeaning leaning); /* "info", "good", "weak", "medium", "strong" */

typedef struct {
  const char *label; /* N_() marked fixed words: "Display name", "Leads to" */
  MbSlice value;     /* hostile text, UTF-8 */
  gssize offset;     /* in the bytes as given, -1 = none */
  gsize length;
} MbEvidence;

typedef struct _MbCheck MbCheck;
typedef struct _MbCase MbCase;

typedef struct {
  const MbCheck *check;
  MbLeaning
      leaning; /* the row's, or lowered or raised by the check for a reason it states in evidence */
  GArray *evidence; /* MbEvidence */
} MbFinding;

struct _MbCheck {
  const char *id; /* "family.kebab-case": never renamed, never reused */
  MbFamily family;
  MbLeaning leaning;
  void (*run)(MbCase *c, const MbCheck *self);
  const char *title; /* N_() */
  const char *why;   /* N_() */
};

/* Whom the mail claims to be, by name, subject, signature block, link text or the From domain
 * itself. */
typedef struct {
  const char *id;   /* brand id, "own", "colleague", "contact" */
  const char *name; /* as people say it */
  const char
      *where; /* "display-name", "subject", "signature", "link-text", "from-domain", "logo" */
  MbSlice evidence;
  gboolean genuine; /* the address is that party's own domain and comes out genuine, or its
                       list/service with aligned DKIM */
} MbClaim;

/* Everything known about one mail, for one round. Filled top down; checks only read it (but for
 * findings). */
struct _MbCase {
  MbArena *arena;
  const MbMessage *message;
  const MbOptions *options;
  MbFacts *facts;
  const MbRoute *route;
  const MbRecorded *recorded;
  const MbSenders *senders;
  const MbAddressList *to, *reply_to; /* To + Cc; never NULL */
  const char *return_path; /* lower-case address, "" for <>, NULL when absent or unparsable */
  const char *from_domain; /* Thunderbird's first sender's, or NULL */
  const MbAuth *auth;
  gint64 now;
  MbTextCount text_count; /* of message->text */
  gboolean japanese;
  gboolean has_demand; /* link, form, attachment, payment or call */
  GArray *claims;      /* MbClaim */
  GPtrArray *findings; /* MbFinding* */
  const char *kind;    /* "ordinary", "list", "bounce", "internal", "sent", "encrypted" */
  const char *list_id; /* kind list: the list's name */
  const struct _MbAddressAxis *axis; /* axis.h; set before the checks run */
  GPtrArray *skipped; /* char* static ids: checks that could not run for a missing answer */
};

/* Parses and evaluates everything above for one round. All pointers must outlive the case. Free
 * with mb_case_free. */
MbCase *mb_case_new(const MbMessage *message, const MbOptions *options, MbFacts *facts);
void mb_case_free(MbCase *c);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MbCase, mb_case_free)
/* Runs every check in order. */
void mb_case_run(MbCase *c);

/* A new finding of this check. */
MbFinding *mb_case_find(MbCase *c, const MbCheck *check);
/* offset is worked out when value lies inside the message; text is copied otherwise. */
void mb_finding_add(MbCase *c, MbFinding *f, const char *label, MbSlice value);
void mb_finding_add_str(MbCase *c, MbFinding *f, const char *label, const char *value);
/* Country and network operator, and how old that knowledge is. */
void mb_finding_add_geo(MbCase *c, MbFinding *f, const MbGeo *geo);
/* Who holds a domain or network, as a registry says. */
void mb_finding_add_holder(MbCase *c, MbFinding *f, const MbRegistration *r);
void mb_finding_add_at(MbCase *c, MbFinding *f, const char *label, MbSlice value, gssize offset,
                       gsize length);
gboolean mb_case_found(const MbCase *c, const char *id);

/* All rows of all families, in running order. */
const MbCheck *const *mb_checks_all(guint *n);
const MbCheck *mb_check_by_id(const char *id);
