/* What is remembered of one mail. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "batch.h"
#include "intern.h"

typedef enum {
  MB_STORY_NONE,   /* no delivery notice */
  MB_STORY_UNREAD, /* a notice whose original is not in it, or does not tell */
  MB_STORY_OWN,    /* the user's own mail came back */
  MB_STORY_FORGED, /* somebody wrote the user's address on it */
  MB_STORY_ABUSED, /* somebody sent it with the user's password */
  MB_N_STORIES
} MbStory;

/* Ids are those of the intern store; hashes 0 = the mail has none. */
typedef struct {
  guint64 body, attachment;
  guint32 subject_hash, sender_hash, link_hash;
  guint32 container; /* folder or mbox */
  guint32 name;      /* id of the file's name, or number in the mbox */
  guint32 time;      /* seconds since 1970, 0 = not known */
  guint32 sender, recipient, subject, link, ip, operator_name, brand;
  guint32 campaign;       /* index of another of its mails; in the end of the first */
  guint32 original_time;  /* of a returned mail */
  guint32 lure;           /* name on the returned mail */
  guint32 reason, detail; /* id of the first finding; of why it could not be read, with the cause */
  char country[2], there[2]; /* of the sending address, of the first link; "" = not known */
  guint8 verdict, story, numbered, unused;
} MbRecord;
#define MB_RECORD_BYTES 96
G_STATIC_ASSERT(sizeof(MbRecord) <= MB_RECORD_BYTES);

struct _MbSummary {
  MbOptions *options;
  MbIntern *strings;
  MbIntern *containers; /* apart and unbounded: without them no mail is found again */
  MbNames *names;
  GPtrArray *chunks; /* of MbRecord */
  guint n;
  guint verdicts[MB_VERDICT_SPOOFED + 1];
  guint stories[MB_N_STORIES];
};

MbRecord *mb_record_at(const MbSummary *summary, guint i);
const char *mb_record_text(const MbSummary *summary, guint32 id);
/* report->file, where name is not given otherwise. */
void mb_summary_add_as(MbSummary *summary, const char *name, const MbReport *report);
/* "Inbox#12" or the path, as it is, and safe to show. Free with g_free. */
char *mb_record_file(const MbSummary *summary, const MbRecord *record);
char *mb_record_name(const MbSummary *summary, const MbRecord *record);
