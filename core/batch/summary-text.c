/* The summary for people in a terminal: what to act on first, figures last. Everything that comes from
 * mails is inert already (report.h). SPDX-License-Identifier: GPL-3.0-or-later */
#include "bounces.h"
#include "words.h"

#define SHOWN_CAMPAIGNS 20
#define SHOWN           10
#define BAR             40

typedef struct {
  GString *out;
  const MbSummary *s;
  const MbCatalogue *catalogue;
} Page;

static void heading(const Page *p, const char *text) {
  g_string_append_printf(p->out, "\n%s\n", mb_tr(p->catalogue, text));
}

/* A link could be clicked in many a terminal: none is shown as one. */
static void put(const Page *p, const char *text) {
  for (const char *scheme; (scheme = strstr(text, "http")); text = scheme + 4) {
    g_string_append_len(p->out, text, scheme - text);
    g_string_append(p->out, "hxxp");
  }
  g_string_append(p->out, text);
}

static void detail(const Page *p, const char *label, const char *value) {
  if (!value || !*value)
    return;
  g_string_append_printf(p->out, "       %s: ", mb_tr(p->catalogue, label));
  put(p, value);
  g_string_append_c(p->out, '\n');
}

static void take_detail(const Page *p, const char *label, char *value) {
  detail(p, label, value);
  g_free(value);
}

static char *more(const Page *p, guint n) {
  g_autofree char *number = g_strdup_printf("%u", n);
  return mb_batch_words(p->catalogue, N_("and {n} more"), "n", number, NULL);
}

static char *join_ids(const Page *p, GArray *ids) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < ids->len && i < SHOWN; i++)
    g_string_append_printf(out, "%s%s", i ? ", " : "",
                           mb_record_text(p->s, g_array_index(ids, guint32, i)));
  if (ids->len > SHOWN) {
    g_autofree char *rest = more(p, ids->len - SHOWN);
    g_string_append_printf(out, " … %s", rest);
  }
  g_array_unref(ids);
  return g_string_free(out, FALSE);
}

static char *join_counts(const Page *p, const GArray *counts) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < counts->len && i < SHOWN; i++) {
    const MbCount *c = &g_array_index(counts, MbCount, i);
    g_string_append_printf(out, "%s%s (%u)", i ? ", " : "", mb_record_text(p->s, c->id), c->n);
  }
  if (counts->len > SHOWN) {
    g_autofree char *rest = more(p, counts->len - SHOWN);
    g_string_append_printf(out, " … %s", rest);
  }
  return g_string_free(out, FALSE);
}

static guint sum_of(const GArray *countries) {
  guint sum = 0;
  for (guint i = 0; i < countries->len; i++)
    sum += g_array_index(countries, MbCountries, i).n;
  return sum;
}

/* With the share: what is almost all of it is seen at once. */
static char *join_countries(const Page *p, const GArray *rows) {
  GString *out = g_string_new(NULL);
  guint sum = sum_of(rows);
  for (guint i = 0; i < rows->len && i < SHOWN; i++) {
    const MbCountries *c = &g_array_index(rows, MbCountries, i);
    g_string_append_printf(out, "%s%s%s%s (%u, %u %%)", i ? ", " : "",
                           mb_map_country(c->from, p->catalogue), c->to[0] ? " → " : "",
                           c->to[0] ? mb_map_country(c->to, p->catalogue) : "", c->n,
                           (guint)(100 * (guint64)c->n / sum));
  }
  if (rows->len > SHOWN) {
    g_autofree char *rest = more(p, rows->len - SHOWN);
    g_string_append_printf(out, " … %s", rest);
  }
  return g_string_free(out, FALSE);
}

static char *join_same(const Page *p, guint same) {
  GString *out = g_string_new(NULL);
  for (guint bit = 0; mb_same_label(bit); bit++)
    if (same & (1u << bit))
      g_string_append_printf(out, "%s%s", out->len ? ", " : "",
                             mb_tr(p->catalogue, mb_same_label(bit)));
  return g_string_free(out, FALSE);
}

static char *join_members(const Page *p, const MbCampaigns *all, const MbCampaign *c) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < c->n && i < SHOWN; i++) {
    const MbRecord *r = mb_record_at(p->s, all->order[c->first + i]);
    g_autofree char *name = mb_record_name(p->s, r), *time = mb_batch_time(r->time);
    g_string_append_printf(out, "\n         %s  %s", *time ? time : "-", name);
  }
  if (c->n > SHOWN) {
    g_autofree char *rest = more(p, c->n - SHOWN);
    g_string_append_printf(out, "\n         %s", rest);
  }
  return g_string_free(out, FALSE);
}

static void put_campaign(const Page *p, const MbCampaigns *all, const MbCampaign *c) {
  const MbSummary *s = p->s;
  g_autofree char *n = g_strdup_printf("%u", c->n), *warned = g_strdup_printf("%u", c->warnings);
  g_autofree char *first = mb_batch_time(mb_record_at(s, all->order[c->first])->time);
  g_autofree char *last = mb_batch_time(mb_record_at(s, all->order[c->first + c->n - 1])->time);
  g_autofree char *head =
      *last ? mb_batch_words(p->catalogue, N_("{n} mails, {first} to {last} (UTC)"), "n", n,
                             "first", *first ? first : "?", "last", last, NULL)
            : mb_batch_words(p->catalogue, N_("{n} mails"), "n", n, NULL);
  g_string_append_printf(p->out, "  ● %s\n", head);
  detail(p, N_("Warned of"), warned);
  take_detail(p, N_("The same in all"), join_same(p, c->same));
  static const struct {
    const char *label;
    gsize offset;
  } rows[] = {{N_("Senders"), G_STRUCT_OFFSET(MbRecord, sender)},
              {N_("Subjects"), G_STRUCT_OFFSET(MbRecord, subject)},
              {N_("Links lead to"), G_STRUCT_OFFSET(MbRecord, link)},
              {N_("Sent from"), G_STRUCT_OFFSET(MbRecord, ip)},
              {N_("Recipients"), G_STRUCT_OFFSET(MbRecord, recipient)}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
    take_detail(p, rows[i].label, join_ids(p, mb_campaign_values(s, all, c, rows[i].offset)));
  take_detail(p, N_("Guessed names, none of your addresses"),
              join_ids(p, mb_campaign_guessed(s, all, c)));
  take_detail(p, N_("Mails"), join_members(p, all, c));
}

static void put_campaigns(const Page *p) {
  g_autoptr(MbCampaigns) all = mb_campaigns_find(p->s);
  if (!all->largest->len)
    return;
  heading(p, N_("Mails that belong together"));
  for (guint i = 0; i < all->largest->len && i < SHOWN_CAMPAIGNS; i++)
    put_campaign(p, all, &g_array_index(all->largest, MbCampaign, i));
  if (all->largest->len > SHOWN_CAMPAIGNS) {
    g_autofree char *rest = more(p, all->largest->len - SHOWN_CAMPAIGNS);
    g_string_append_printf(p->out, "  … %s\n", rest);
  }
}

static void put_curve(const Page *p, const MbBounces *b) {
  guint most = 1, quiet = 0;
  for (guint i = 0; i < b->curve->len; i++)
    most = MAX(most, g_array_index(b->curve, guint, i));
  for (guint i = 0; i < b->curve->len; i++) {
    guint n = g_array_index(b->curve, guint, i);
    quiet = n ? 0 : quiet + 1;
    if (quiet > 1) { /* days without a notice are one line, not a page */
      if (quiet == 2)
        g_string_append(p->out, "       …\n");
      continue;
    }
    g_autofree char *time = mb_batch_time(b->first + (gint64)i * b->step);
    g_string_append_printf(p->out, "       %.16s %6u ", time, n);
    for (guint k = 0; k < ((guint64)n * BAR + most - 1) / most; k++)
      g_string_append(p->out, "█");
    g_string_append_c(p->out, '\n');
  }
}

static void put_count(const Page *p, const char *label, guint n) {
  if (n)
    take_detail(p, label, g_strdup_printf("%u", n));
}

static void put_bounces(const Page *p) {
  g_autoptr(MbBounces) b = mb_bounces_read(p->s);
  if (!b)
    return;
  g_autofree char *n = g_strdup_printf("%u", b->n);
  g_autofree char *head = mb_batch_words(p->catalogue, N_("{n} delivery notices"), "n", n, NULL);
  g_string_append_printf(p->out, "\n%s\n  %s\n", head, mb_tr(p->catalogue, mb_bounces_headline(b)));
  guint step = 1;
  for (const char *const *line = mb_bounces_advice(b); *line; line++)
    g_string_append_printf(p->out, "  %u. %s\n", step++, mb_tr(p->catalogue, *line));
  g_string_append_c(p->out, '\n');
  put_count(p, N_("Sent with your password"), b->abused);
  put_count(p, N_("Sent by others with your address"), b->forged);
  put_count(p, N_("Your own mails"), b->own);
  put_count(p, N_("Not to be told from the notice"), b->unread);
  take_detail(p, N_("First mail sent (UTC)"), mb_batch_time(b->first_sent));
  take_detail(p, N_("First notice (UTC)"), mb_batch_time(b->first));
  take_detail(p, N_("Last notice (UTC)"), mb_batch_time(b->last));
  take_detail(p, N_("Sent from"), join_counts(p, b->sources));
  take_detail(p, N_("Countries"), join_countries(p, b->countries));
  take_detail(p, N_("In the name of"), join_counts(p, b->lures));
  take_detail(p, N_("Subjects"), join_counts(p, b->subjects));
  put_curve(p, b);
}

static void put_values(const Page *p, const char *label, gsize offset) {
  g_autoptr(GArray) counts = mb_count_values(p->s, offset, MB_STORY_NONE);
  take_detail(p, label, join_counts(p, counts));
}

static void put_day(const Page *p, const MbDay *d) {
  g_autofree char *time = mb_batch_time(d->day);
  g_string_append_printf(p->out, "       %.10s ", time);
  for (guint v = 0; v <= MB_VERDICT_SPOOFED; v++)
    if (d->verdicts[v])
      g_string_append_printf(p->out, " %s %u", mb_batch_verdict(v, p->catalogue), d->verdicts[v]);
  g_string_append_c(p->out, '\n');
}

static void put_statistics(const Page *p) {
  heading(p, N_("Figures"));
  g_autoptr(GArray) countries = mb_count_countries(p->s, MB_STORY_NONE);
  g_autoptr(GArray) days = mb_count_days(p->s);
  take_detail(p, N_("Countries"), join_countries(p, countries));
  put_values(p, N_("Networks"), G_STRUCT_OFFSET(MbRecord, operator_name));
  put_values(p, N_("Claim to be"), G_STRUCT_OFFSET(MbRecord, brand));
  put_values(p, N_("Links lead to"), G_STRUCT_OFFSET(MbRecord, link));
  guint skip = days->len > 31 ? days->len - 31 : 0;
  for (guint i = skip; i < days->len; i++)
    put_day(p, &g_array_index(days, MbDay, i));
}

char *mb_summary_to_text(MbSummary *s, const MbCatalogue *catalogue) {
  Page p = {g_string_new(NULL), s, catalogue};
  g_autofree char *n = g_strdup_printf("%u", s->n);
  g_autofree char *head = mb_batch_words(catalogue, N_("{n} mails checked"), "n", n, NULL);
  g_string_append_printf(p.out, "%s\n", head);
  for (guint v = MB_VERDICT_SPOOFED + 1; v-- > 0;)
    if (s->verdicts[v])
      g_string_append_printf(p.out, "  %6u  %s\n", s->verdicts[v], mb_batch_verdict(v, catalogue));
  put_bounces(&p);
  put_campaigns(&p);
  put_statistics(&p);
  return g_string_free(p.out, FALSE);
}
