/* Prints tell which of many mails are copies of one another: the mass mailer changes numbers, links
 * and the recipient's name from copy to copy, so these are left out. Only made when many mails are
 * compared. SPDX-License-Identifier: GPL-3.0-or-later */
#include "fill.h"

#define ENOUGH    (64 * 1024) /* bytes of text that are compared */
#define MIN_CHARS 24          /* less text is no trait */

typedef struct {
  guint64 hash;
  gsize n;
} Print;

/* FNV-1a, 64 bits: not proof against somebody who wants two mails to look alike, who gains nothing by it. */
static void print_add(Print *print, const char *data, gsize len) {
  for (gsize i = 0; i < len; i++)
    print->hash =
        (print->hash ^ (guchar)mb_ascii_lower(data[i])) * G_GUINT64_CONSTANT(1099511628211);
  print->n += len;
}

static gboolean is_recipient(const MbCase *c, MbSlice word) {
  for (guint i = 0; i < c->to->mailboxes->len && i < 4; i++) {
    MbSlice local = g_array_index(c->to->mailboxes, MbMailbox, i).local;
    if (local.len == word.len && mb_ascii_same(local.data, word.data, word.len))
      return TRUE;
  }
  return FALSE;
}

static gboolean is_varying(const MbCase *c, MbSlice word) {
  for (gsize i = 0; i < word.len; i++)
    if (word.data[i] == '@' || word.data[i] == '/' || g_ascii_isdigit(word.data[i]))
      return TRUE;
  return is_recipient(c, word);
}

static gboolean is_word_byte(char c) {
  return g_ascii_isalnum(c) || c == '@' || c == '/' || c == '.' || c == '-' || c == '_' ||
         c == ':' || c == '?' || c == '=' || c == '%' || c == '&' || c == '+';
}

/* Runs of ASCII that look like an address, a link or a number are passed over whole; other bytes
 * (Japanese) count one by one; blanks never. */
static Print print_body(const MbCase *c) {
  Print print = {G_GUINT64_CONSTANT(14695981039346656037), 0};
  const char *p = c->message->text.data, *end = p + MIN(c->message->text.len, ENOUGH);
  while (p < end) {
    const char *word = p;
    while (p < end && is_word_byte(*p))
      p++;
    if (p > word && !is_varying(c, mb_slice(word, p - word)))
      print_add(&print, word, p - word);
    if (p < end && (guchar)*p >= 0x80)
      print_add(&print, p, 1);
    if (p < end && !is_word_byte(*p))
      p++;
  }
  return print;
}

/* The encoded bytes do: copies are encoded alike. Pictures are letterheads, the same in all mails of a
 * house. */
static Print print_attachments(const MbCase *c) {
  Print print = {G_GUINT64_CONSTANT(14695981039346656037), 0};
  const GArray *attachments = c->message->attachments;
  for (guint i = 0; i < attachments->len && i < 16; i++) {
    const MbAttachment *a = &g_array_index(attachments, MbAttachment, i);
    const MbPart *part = a->part >= 0 && a->part < (int)c->message->parts->len
                             ? &g_array_index(c->message->parts, MbPart, a->part)
                             : NULL;
    const char *type = a->detected ? a->detected : a->declared;
    if (part && part->source.len && !(type && g_str_has_prefix(type, "image/")))
      print_add(&print, part->source.data, MIN(part->source.len, ENOUGH));
  }
  return print;
}

void mb_fill_prints(MbReport *report, const MbCase *c) {
  Print body = print_body(c), attachments = print_attachments(c);
  char text[40];
  g_snprintf(text, sizeof text, "%016" G_GINT64_MODIFIER "x %016" G_GINT64_MODIFIER "x",
             body.n >= MIN_CHARS ? body.hash : 0, attachments.n ? attachments.hash : 0);
  report->prints = mb_report_str(report, text);
}
