/* Reading the body as a person does: each function looks at text alone, so that it can be tested
 * with a string. The checks that use them stand in the body-*.c files.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case.h"
#include "phrase-scan.h"

/* The mail's own words: in a delivery notice without the mail it returns. */
MbSlice mb_body_text(const MbCase *c);
/* What the text asks for is to be done at somebody else's place: no link leads to the sender's own
 * organisation, and one leads elsewhere. */
gboolean mb_body_leads_away(const MbCase *c);
/* How many kinds of lure the phrase checks have found; they run first. */
guint mb_lures_found(const MbCase *c);
/* Signing in, hurry, loss, commands; run_several_demands calls it with its scan. */
void mb_body_judge_pressure(MbCase *c, const MbPhraseResult *result);
/* The text is addressed to a person (or, with groups, to a company or all its partners). */
gboolean mb_body_names_reader(const MbCase *c, gboolean groups);
/* A company names itself in the last lines. */
gboolean mb_body_names_company(const MbCase *c);
/* Every link is to one stranger's place, and a button hides it; link-brand.c. */
gboolean mb_buttons_lead_to_stranger(const MbCase *c);
/* host belongs to the organisation (or brand's house) of the From domain. */
gboolean mb_host_is_senders(const MbCase *c, const char *host);
/* A place for customers' pages that belongs to the proven sender, as SharePoint to its own notices. */
gboolean mb_host_is_senders_hosting(const MbCase *c, const char *host);
/* Same organisation; below a shared or open-hosting domain, the same customer. */
gboolean mb_hosts_same_party(const char *a, const char *b);
/* The sender is proven and nobody new: what would be odd from a stranger is his habit. */
gboolean mb_sender_is_established(const MbCase *c);

/* --- addressee --- */
typedef enum {
  MB_ADDRESSEE_NONE,
  MB_ADDRESSEE_GENERIC, /* お客様, Dear customer */
  MB_ADDRESSEE_ADDRESS, /* info様, Dear taro@example.jp */
  MB_ADDRESSEE_GROUP,   /* 各位, 御中, a company: honest for announcements */
  MB_ADDRESSEE_NAMED,
} MbAddressee;
/* to_name, to_address, to_local: as in To, may be empty. *line gets the words. */
MbAddressee mb_addressee_find(MbSlice text, MbSlice to_name, MbSlice to_address, MbSlice to_local,
                              MbSlice *line);

/* --- dates --- */
typedef struct {
  int year; /* 0 = not written */
  int month, day;
  int weekday; /* 1 Monday … 7 Sunday, 0 = not written */
  int minutes; /* of a time written right behind, -1 = none */
  MbSlice source;
  MbSlice label; /* the words before it on the line, "発生日時:" */
} MbBodyDate;
#define MB_MAX_BODY_DATES 64
/* All dates of text; MbBodyDate. Free the array only. */
GArray *mb_body_dates(MbSlice text);
/* 1 Monday … 7 Sunday, 0 = there is no such day. */
int mb_weekday_of(int year, int month, int day);

/* --- letters --- */
typedef struct {
  guint simplified;      /* simplified-only Han in lines that also hold kana */
  guint simplified_bare; /* in lines without kana: names, quotes */
  guint dots;            /* U+00B7 or U+2022 between katakana */
  guint wide_commas, ideographic_commas;
  guint fillers;      /* Hangul fillers, Braille blank */
  guint random_lines; /* runs of Latin letters that are no words, in Japanese text */
  MbSlice first_simplified, first_random;
} MbJapaneseOddities;
void mb_japanese_oddities(MbSlice text, MbJapaneseOddities *odd);

typedef struct {
  guint joined; /* invisible characters between two letters of one script */
  guint soft;   /* soft hyphens there */
  guint mixed;  /* words of Latin with Cyrillic or Greek letters that look Latin */
  guint styled; /* mathematical letters used as a font */
  MbSlice first_joined, first_mixed;
} MbHiddenLetters;
void mb_hidden_letters(MbSlice text, MbHiddenLetters *hidden);
