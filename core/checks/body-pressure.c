/* What a text presses the reader to do: sign in, hurry, fear a loss, type a command. Single words of
 * this kind stand in honest notices; what tells is that they stand together and are meant for nobody
 * by name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "body.h"

#include "families.h"

static const MbCheck sign_in, paste_command;

static void add_words(MbCase *c, MbFinding *f, const MbPhraseHits *hits) {
  for (guint i = 0; i < MB_PHRASES_SHOWN && hits->shown[i].len; i++)
    mb_finding_add_at(c, f, N_("Words"), hits->shown[i], -1, 0);
}

/* "tanaka 様": no Japanese writes a name in Latin letters; a program took it from the address. */
static gboolean is_local_part_only(MbSlice line, const MbMailbox *to) {
  return to->local.len >= 3 && line.len >= to->local.len &&
         g_ascii_strncasecmp(line.data, to->local.data, to->local.len) == 0 &&
         line.len <= to->local.len + 12;
}

gboolean mb_body_names_reader(const MbCase *c, gboolean groups) {
  static const MbMailbox unknown;
  const MbMailbox *to =
      c->to->mailboxes->len == 1 ? &g_array_index(c->to->mailboxes, MbMailbox, 0) : &unknown;
  MbSlice line;
  MbAddressee found = mb_addressee_find(c->message->text, to->name, to->address, to->local, &line);
  if (found == MB_ADDRESSEE_NAMED && c->japanese && is_local_part_only(line, to))
    return FALSE;
  return found == MB_ADDRESSEE_NAMED || (groups && found == MB_ADDRESSEE_GROUP);
}

/* A demand with a loss behind it; with hours to go and no name above it, no honest notice is written
 * like that. */
static void judge_pressure(MbCase *c, const MbCheck *self, const MbPhraseResult *result) {
  const MbPhraseHits *wants = &result->groups[MB_PHRASE_SIGN_IN];
  const MbPhraseHits *loss = &result->groups[MB_PHRASE_LOSS];
  const MbPhraseHits *soon = &result->groups[MB_PHRASE_DEADLINE];
  if (!loss->n)
    loss = &result->groups[MB_PHRASE_THREAT];
  if (!c->has_demand || !(wants->n || mb_lures_found(c)) || !(loss->n || soon->n))
    return;
  MbFinding *f = mb_case_find(c, self);
  if (!loss->n || !soon->n || mb_sender_is_established(c) || mb_body_names_reader(c, TRUE))
    f->leaning = MB_LEAN_WEAK;
  add_words(c, f, wants);
  add_words(c, f, loss);
  add_words(c, f, soon);
}

static const MbCheck pressure = {
    "body.pressure",
    MB_FAMILY_BODY,
    MB_LEAN_MEDIUM,
    NULL,
    N_("The mail wants something at once and threatens with a loss."),
    N_("Whoever has to hurry does not ask. Take the time to look on the company's own site or to "
       "call it by a number that you know.")};

void mb_body_judge_pressure(MbCase *c, const MbPhraseResult *result) {
  const MbPhraseHits *wants = &result->groups[MB_PHRASE_SIGN_IN];
  const MbPhraseHits *command = &result->groups[MB_PHRASE_COMMAND];
  if (wants->n && c->has_demand)
    add_words(c, mb_case_find(c, &sign_in), wants);
  if (command->n >= 2) {
    MbFinding *f = mb_case_find(c, &paste_command);
    if (mb_sender_is_established(c) || mb_case_is_list(c) ||
        (c->axis->state == MB_ADDRESS_GENUINE &&
         mb_headers_get(c->message->headers, MB_HEADER_LIST_UNSUBSCRIBE, 0)))
      f->leaning = MB_LEAN_WEAK; /* manuals and newsletters */
    add_words(c, f, command);
  }
  judge_pressure(c, &pressure, result);
}

static const MbCheck sign_in = {
    "body.sign-in",
    MB_FAMILY_BODY,
    MB_LEAN_WEAK,
    NULL,
    N_("The mail wants you to sign in or to enter data."),
    N_("Honest services ask for that as well. Open their page from your own bookmark, and nobody "
       "can lead you to a false one.")};

static const MbCheck paste_command = {
    "body.paste-command",
    MB_FAMILY_BODY,
    MB_LEAN_MEDIUM,
    NULL,
    N_("The mail tells you to press keys or to paste a command."),
    N_("The command fetches a harmful program and starts it, past every warning. No check, no "
       "repair and no meeting needs that.")};

MbCheckList mb_body_pressure_checks = {&sign_in, &pressure, &paste_command, NULL};
