/* The story is told by what the returned originals prove, not by how many notices came. A used password
 * is the one to act on at once, so it wins as soon as it is no stray; a few of one's own mails always come
 * back and decide nothing. SPDX-License-Identifier: GPL-3.0-or-later */
#include "bounces.h"

#define HOUR  3600
#define STRAY 50 /* one in so many notices of another story is a stray */

static MbStory decide(const MbBounces *b) {
  guint told = b->own + b->forged + b->abused;
  if (!told)
    return MB_STORY_UNREAD;
  if (b->abused && b->abused * STRAY >= told)
    return MB_STORY_ABUSED;
  return b->forged > b->own ? MB_STORY_FORGED : MB_STORY_OWN;
}

/* The first and last notice, and the first mail that the story sent. */
static void find_times(const MbSummary *s, MbBounces *b) {
  for (guint i = 0; i < s->n; i++) {
    const MbRecord *r = mb_record_at(s, i);
    if (!r->story)
      continue;
    if (r->time && (!b->first || r->time < b->first))
      b->first = r->time;
    b->last = MAX(b->last, r->time);
    if (r->story == b->story && r->original_time &&
        (!b->first_sent || r->original_time < b->first_sent))
      b->first_sent = r->original_time;
  }
}

static void draw_curve(const MbSummary *s, MbBounces *b) {
  if (!b->first)
    return;
  b->step = MAX(mb_curve_step(b->last - b->first), HOUR);
  g_array_set_size(b->curve, (b->last - b->first) / b->step + 1);
  for (guint i = 0; i < s->n; i++) {
    const MbRecord *r = mb_record_at(s, i);
    if (r->story && r->time)
      g_array_index(b->curve, guint, (r->time - b->first) / b->step)++;
  }
}

MbBounces *mb_bounces_read(const MbSummary *s) {
  guint n = s->n - s->stories[MB_STORY_NONE];
  if (!n)
    return NULL;
  MbBounces *b = g_new0(MbBounces, 1);
  b->n = n;
  b->own = s->stories[MB_STORY_OWN];
  b->forged = s->stories[MB_STORY_FORGED];
  b->abused = s->stories[MB_STORY_ABUSED];
  b->unread = s->stories[MB_STORY_UNREAD];
  b->story = decide(b);
  b->curve = g_array_new(FALSE, TRUE, sizeof(guint));
  find_times(s, b);
  draw_curve(s, b);
  b->sources = mb_count_values(s, G_STRUCT_OFFSET(MbRecord, ip), b->story);
  b->countries = mb_count_countries(s, b->story);
  b->lures = mb_count_values(s, G_STRUCT_OFFSET(MbRecord, lure), b->story);
  b->subjects = mb_count_values(s, G_STRUCT_OFFSET(MbRecord, subject), b->story);
  return b;
}

void mb_bounces_free(MbBounces *b) {
  g_array_unref(b->curve);
  g_array_unref(b->sources);
  g_array_unref(b->countries);
  g_array_unref(b->lures);
  g_array_unref(b->subjects);
  g_free(b);
}

const char *mb_bounces_headline(const MbBounces *b) {
  switch (b->story) {
  case MB_STORY_ABUSED:
    return N_("Somebody sends mail with your password. Act now.");
  case MB_STORY_FORGED:
    return N_("Somebody else sends mail with your address as the sender. Nothing in the notices "
              "says that your password is known.");
  case MB_STORY_OWN:
    return N_("Mails of your own could not be delivered.");
  default:
    return N_("The notices do not show the mails that came back, so it is not known who sent "
              "them.");
  }
}

const char *const *mb_bounces_advice(const MbBounces *b) {
  static const char late[] = N_("Late notices go on for about two days after that. If they go on "
                                "longer, the password is still known.");
  static const char *const abused[] = {
      N_("Change the password of the mailbox now, to one that is used nowhere else."),
      N_("End all open sessions and delete forwardings and app passwords that are not yours."),
      N_("Ask your mail provider for the list of logins and whether sending has been blocked."),
      N_("Tell the people you write to that mails in your name may be forged."),
      late,
      NULL};
  static const char *const forged[] = {
      N_("Wait: the notices stop by themselves, as a rule within a few days."),
      N_("Publish SPF, DKIM and DMARC for your domain, so that others refuse such mails."),
      N_("Delete the notices. Open no links or attachments in them."), NULL};
  static const char *const own[] = {
      N_("Look at the reason in the notices and check the recipients' addresses."),
      N_("If you did not write these mails, change the password of the mailbox."), NULL};
  static const char *const unread[] = {
      N_("Open no links or attachments in the notices."),
      N_("If mails are missing or you see logins that are not yours, change the password."), NULL};
  static const char *const strays[] = {
      N_("A few of the mails seem to have been sent with your password: change it to be sure."),
      N_("Wait: the notices stop by themselves, as a rule within a few days."),
      N_("Publish SPF, DKIM and DMARC for your domain, so that others refuse such mails."), NULL};
  switch (b->story) {
  case MB_STORY_ABUSED:
    return abused;
  case MB_STORY_FORGED:
    return b->abused ? strays : forged;
  case MB_STORY_OWN:
    return own;
  default:
    return unread;
  }
}
