/* Text that is there for programs and not for people: hidden passages, invisible characters inside
 * words, letters of another alphabet that look the same.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "body.h"

#include "families.h"

static const MbCheck split_words, lookalike_letters, styled_letters;

#define MAX_TEXT     (64 * 1024)
#define MAX_SAMPLES  40
#define MIN_SAMPLE   12
#define SHOWN_HIDDEN 160
#define MIN_SPLITS   3

/* Newsletters carry a second copy of a passage for phones: hidden, but the same words. Looks for a
 * few lines of the hidden text among the visible, so that the work stays bounded. */
static gboolean repeats_visible(MbSlice hidden, MbSlice visible) {
  guint samples = 0, same = 0;
  visible.len = MIN(visible.len, MAX_TEXT);
  if (!visible.len)
    return FALSE;
  while (hidden.len && samples < MAX_SAMPLES) {
    const char *nl = memchr(hidden.data, '\n', hidden.len);
    gsize n = nl ? (gsize)(nl - hidden.data) + 1 : hidden.len;
    MbSlice line = mb_slice_trim(mb_slice(hidden.data, n));
    hidden.data += n;
    hidden.len -= n;
    if (line.len < MIN_SAMPLE)
      continue;
    samples++;
    same += memmem(visible.data, visible.len, line.data, MIN(line.len, 60)) != NULL;
  }
  return samples && same * 2 >= samples;
}

static void run_hidden_text(MbCase *c, const MbCheck *self) {
  for (guint i = 0; i < c->message->parts->len; i++) {
    const MbPart *part = &g_array_index(c->message->parts, MbPart, i);
    const MbHtml *html = part->html;
    if (part->kind != MB_PART_HTML || !html || !(html->flags & MB_HTML_HIDDEN_TEXT) ||
        (html->flags & MB_HTML_PREHEADER) || repeats_visible(html->hidden, c->message->text))
      continue;
    MbFinding *f = mb_case_find(c, self);
    /* Much more hidden than shown is not a layout for phones any more. */
    if (html->hidden.len > html->text.len && !mb_sender_is_established(c))
      f->leaning = MB_LEAN_MEDIUM;
    MbSlice start = mb_slice_trim(html->hidden);
    start.len = MIN(start.len, SHOWN_HIDDEN);
    mb_finding_add(c, f, N_("Hidden text"), start);
    return;
  }
}

static const MbCheck hidden_text = {
    "body.hidden-text",
    MB_FAMILY_BODY,
    MB_LEAN_WEAK,
    run_hidden_text,
    N_("The mail holds text that you are not meant to see."),
    N_("Invisible text is there for spam filters: harmless words that make the mail look ordinary "
       "to them. A short hidden line that your mail program shows as a preview is not meant.")};

static void run_split_words(MbCase *c, const MbCheck *self) {
  MbHiddenLetters body, subject;
  mb_hidden_letters(mb_body_text(c), &body);
  mb_hidden_letters(c->message->subject, &subject);
  guint splits = body.joined + subject.joined * MIN_SPLITS;
  /* Soft hyphens are honest hyphenation in Western newsletters; Japanese has no use for them. */
  splits += c->japanese ? body.soft + subject.soft : 0;
  if (splits >= MIN_SPLITS) {
    MbFinding *f = mb_case_find(c, self);
    mb_finding_add(c, f, N_("Words"),
                   body.first_joined.len ? body.first_joined : subject.first_joined);
  }
  if (body.mixed + subject.mixed >= 2 || subject.mixed)
    mb_finding_add(c, mb_case_find(c, &lookalike_letters), N_("Words"),
                   body.first_mixed.len ? body.first_mixed : subject.first_mixed);
  if (body.styled + subject.styled >= 8)
    mb_finding_add(c, mb_case_find(c, &styled_letters), N_("Subject"), c->message->subject);
}

static const MbCheck split_words = {
    "body.split-words",
    MB_FAMILY_BODY,
    MB_LEAN_MEDIUM,
    run_split_words,
    N_("Words are cut apart by invisible characters."),
    N_("To you the words look whole, to a spam filter they are in pieces. Nobody types such "
       "characters by accident.")};

static const MbCheck lookalike_letters = {
    "body.lookalike-letters",
    MB_FAMILY_BODY,
    MB_LEAN_MEDIUM,
    NULL,
    N_("Words mix letters of different alphabets that look the same."),
    N_("A Cyrillic “а” inside a Latin word cannot be told apart by eye. It is put there so that "
       "filters do not recognise the word.")};

static const MbCheck styled_letters = {
    "body.styled-letters",
    MB_FAMILY_BODY,
    MB_LEAN_WEAK,
    NULL,
    N_("Mathematical signs are used as ordinary letters."),
    N_("Letters that only look bold or slanted are other characters to a program. Advertisers play "
       "with them, deceivers hide words from filters with them.")};

/* Nothing to read, only a picture to click: filters see no word of it. */
static void run_image_only(MbCase *c, const MbCheck *self) {
  gboolean picture = FALSE, link = FALSE;
  if (mb_slice_trim(c->message->text).len > 60 || mb_case_is_list(c))
    return;
  for (guint i = 0; i < MIN(c->message->links->len, 100); i++) {
    const MbLink *one = &g_array_index(c->message->links, MbLink, i);
    picture |= one->place == MB_PLACE_SRC;
    link |= mb_link_is_clickable(one) && one->place != MB_PLACE_TEXT;
  }
  if (picture && link && c->axis->first_contact)
    mb_case_find(c, self);
}

static const MbCheck image_only = {
    "body.image-only",
    MB_FAMILY_BODY,
    MB_LEAN_WEAK,
    run_image_only,
    N_("The mail is one picture to click on, with hardly a word of text."),
    N_("Text in a picture cannot be read by filters. Honest senders add text for those who do not "
       "load pictures.")};

MbCheckList mb_body_hidden_checks = {&image_only,        &hidden_text,    &split_words,
                                     &lookalike_letters, &styled_letters, NULL};
