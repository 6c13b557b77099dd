/* One linear pass for many phrases at once, over text folded as people read it. No regular
 * expression ever runs over a body: an author who reads this source gains no time bomb. Phrases
 * with a gap ("アカウント … 停止") are two pieces and a distance.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../base/slice.h"

typedef enum {
  MB_PHRASE_PAY,
  MB_PHRASE_THREAT,
  MB_PHRASE_GO, /* "click the link below": half of all honest mail says so, never counts */
  MB_PHRASE_MAILBOX,
  MB_PHRASE_ODD, /* Japanese that no Japanese writes */
  MB_PHRASE_PARCEL,
  MB_PHRASE_PRIZE,    /* refunds, points, prizes */
  MB_PHRASE_SECURITY, /* brokers' and banks' security campaigns of 2025 */
  MB_PHRASE_VERIFY,   /* credentials and identity, all languages */
  MB_PHRASE_EXTORTION,
  MB_PHRASE_GIFT_CARD,
  MB_PHRASE_ADVANCE_FEE,
  MB_PHRASE_CANCEL_CALL, /* "you were charged, call to cancel" */
  MB_PHRASE_RECEIPT,     /* counts only beside such a call */
  MB_PHRASE_RESTORED,
  MB_PHRASE_TO_RESTORE,
  MB_PHRASE_UNSUBSCRIBE, /* link texts only */
  MB_PHRASE_DOCUMENT,    /* a shared file, voice message or fax that waits behind a link */
  MB_PHRASE_ERRAND,      /* a superior's secret errand */
  MB_PHRASE_BANK_CHANGE,
  MB_PHRASE_BANK_HURRY, /* counts only beside a changed account */
  MB_PHRASE_MAIL_PASSWORD,
  MB_PHRASE_STAFF,    /* spoken to the staff of a house */
  MB_PHRASE_SIGN_IN,  /* "sign in to see the file": honest services say so too */
  MB_PHRASE_DEADLINE, /* hours, not weeks */
  MB_PHRASE_LOSS,     /* what else happens */
  MB_PHRASE_COMMAND,  /* keys to press, a command to paste */
  MB_N_PHRASE_GROUPS
} MbPhraseGroup;

/* Texts stand in comparison form (mb_phrase_text), of three bytes at least. A piece that ends in "*" may go on inside a word; other Latin pieces are whole words. */
typedef struct {
  MbPhraseGroup group;
  const char *first, *then; /* then: NULL, or the second piece */
  guint gap;                /* characters that may stand between the two */
} MbPhrase;

typedef struct {
  const MbPhrase *phrases;
  gsize n;
} MbPhraseTable;
extern const MbPhraseTable mb_phrases_ja, mb_phrases_en, mb_phrases_european, mb_phrases_office,
    mb_phrases_lures, mb_phrases_notices, mb_phrases_asian;

#define MB_PHRASES_SHOWN 3
typedef struct {
  guint n; /* different phrases found */
  MbSlice shown[MB_PHRASES_SHOWN];
} MbPhraseHits;

typedef struct {
  MbPhraseHits groups[MB_N_PHRASE_GROUPS];
} MbPhraseResult;

/* Comparison form: folded, without quoted lines, blanks kept (as one) between Latin words only. At
 * most MB_PHRASE_TEXT_MAX bytes are read. Free with g_free. */
char *mb_phrase_text(MbSlice utf8);
#define MB_PHRASE_TEXT_MAX (512 * 1024)

/* text: mb_phrase_text's result, which the result's slices point into. */
void mb_phrases_scan(MbSlice text, MbPhraseResult *result);
