/* By principle, not by a list of services: whatever says who the reader is goes, in any field.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "abuse-mask.h"

#include <string.h>

#define MAX_READERS 16
#define MIN_RUN     8

/* ---- fields ---- */

/* Name a reader, or are made of tokens that do. */
static gboolean is_hidden_field(const char *line) {
  static const char *const whole[] = {"to", "cc", "bcc", "apparently-to", "x-to", "x-rcpt"};
  static const char *const part[] = {"delivered-to",  "original-to", "envelope",  "unsubscribe",
                                     "return-path",   "rcpt-to",     "recipient", "forwarded-to",
                                     "forwarded-for", "resent-to",   "resent-cc", "errors-to",
                                     "bounce",        "feedback-id", "x-sg-eid",  "campaign"};
  const char *colon = strchr(line, ':');
  if (!colon || colon == line || colon - line > 60)
    return FALSE;
  g_autofree char *name = g_ascii_strdown(line, colon - line);
  g_strchomp(name);
  for (guint i = 0; i < G_N_ELEMENTS(whole); i++)
    if (strcmp(name, whole[i]) == 0)
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS(part); i++)
    if (strstr(name, part[i]))
      return TRUE;
  return FALSE;
}

static gboolean ends_url(char c) {
  return c == '\0' || g_ascii_isspace(c) || strchr("<>\"',;)", c);
}

/* Behind "https://host/" nothing stays: page addresses in a header are made for one reader. */
static void append_line(GString *out, const char *line) {
  const char *url;
  while ((url = strstr(line, "://"))) {
    const char *path = url + 3;
    while (!ends_url(*path) && !strchr("/?#", *path))
      path++;
    const char *end = path;
    while (!ends_url(*end))
      end++;
    g_string_append_len(out, line, path - line);
    if (end > path + 1)
      g_string_append(out, "/***");
    else
      g_string_append_len(out, path, end - path);
    line = end;
  }
  g_string_append(out, line);
  g_string_append(out, "\r\n");
}

/* "for <address>" of a trace line, whoever that is. */
static char *without_for(const char *line) {
  const char *open = strstr(line, "for <"), *close = open ? strchr(open, '>') : NULL;
  if (!close || (open != line && !g_ascii_isspace(open[-1])))
    return g_strdup(line);
  return g_strdup_printf("%.*sfor <***%s", (int)(open - line), line, close);
}

void mb_abuse_mask_fields(GString *header) {
  g_auto(GStrv) lines = g_strsplit(header->str, "\r\n", -1);
  gboolean hidden = FALSE, trace = FALSE;
  g_string_truncate(header, 0);
  for (char **line = lines; *line; line++) {
    gboolean fold = **line == ' ' || **line == '\t';
    if (!fold) {
      hidden = is_hidden_field(*line);
      trace = g_ascii_strncasecmp(*line, "Received", strlen("Received")) == 0 ||
              g_ascii_strncasecmp(*line, "X-Received", strlen("X-Received")) == 0;
      if (hidden)
        g_string_append_printf(header, "%.*s: ***\r\n", (int)(strchr(*line, ':') - *line), *line);
    }
    if (hidden || !(**line || line[1]))
      continue;
    g_autofree char *shown = trace ? without_for(*line) : g_strdup(*line);
    append_line(header, shown);
  }
}

/* ---- who the reader is ---- */

static gboolean is_address_char(char c) {
  return g_ascii_isalnum(c) || strchr("._+-=%", c);
}

static void add_reader(GPtrArray *readers, const char *start, gsize len, const char *not_this) {
  g_autofree char *address = g_ascii_strdown(start, (gssize)len);
  if (readers->len >= MAX_READERS || len < 5 || g_strcmp0(address, not_this) == 0 ||
      g_ptr_array_find_with_equal_func(readers, address, g_str_equal, NULL))
    return;
  g_ptr_array_add(readers, g_steal_pointer(&address));
}

/* Every address in a line. */
static void add_readers(GPtrArray *readers, const char *line, const char *not_this) {
  for (const char *at = line; (at = strchr(at, '@')); at++) {
    const char *start = at, *end = at + 1;
    while (start > line && start[-1] && is_address_char(start[-1]))
      start--;
    while (*end && (g_ascii_isalnum(*end) || *end == '.' || *end == '-'))
      end++;
    if (start < at && end > at + 1)
      add_reader(readers, start, (gsize)(end - start), not_this);
  }
}

GPtrArray *mb_abuse_readers(const MbReport *report, const GPtrArray *own, const char *header) {
  static const char *const names[] = {"To:",
                                      "Cc:",
                                      "Delivered-To:",
                                      "Envelope-To:",
                                      "X-Original-To:",
                                      "X-Envelope-To:",
                                      "X-Forwarded-To:"};
  GPtrArray *readers = g_ptr_array_new_with_free_func(g_free);
  const char *sender =
      report->senders->len ? g_array_index(report->senders, MbReportSender, 0).address : NULL;
  g_autofree char *from = sender ? g_ascii_strdown(sender, -1) : NULL;
  for (guint i = 0; own && i < own->len; i++)
    add_reader(readers, own->pdata[i], strlen(own->pdata[i]), NULL);
  for (guint i = 0; i < report->hops->len; i++) {
    const char *to = g_array_index(report->hops, MbReportHop, i).for_addr;
    if (to)
      add_readers(readers, to, from);
  }
  g_auto(GStrv) lines = g_strsplit(header, "\r\n", -1);
  gboolean names_reader = FALSE;
  for (char **line = lines; *line; line++) {
    gboolean fold = **line == ' ' || **line == '\t';
    for (guint i = 0; !fold && (i == 0 || !names_reader) && i < G_N_ELEMENTS(names); i++)
      names_reader = g_ascii_strncasecmp(*line, names[i], strlen(names[i])) == 0;
    if (names_reader)
      add_readers(readers, *line, from);
  }
  return readers;
}

/* ---- their addresses, however written ---- */

static void mask_word(GString *text, const char *word) {
  gsize len = strlen(word);
  char first = g_ascii_tolower(*word);
  g_autoptr(GString) out = g_string_sized_new(text->len);
  for (const char *p = text->str; *p;) {
    if (g_ascii_tolower(*p) == first && g_ascii_strncasecmp(p, word, len) == 0) {
      g_string_append(out, "***");
      p += len;
    } else {
      g_string_append_c(out, *p++);
    }
  }
  g_string_assign(text, out->str);
}

static void mask_forms(GString *text, const char *address) {
  static const char *const signs[] = {"=",    "%40",  "=40", "_at_", "-at-",
                                      ".at.", "(at)", "#",   "+at+"};
  static const GChecksumType digests[] = {G_CHECKSUM_MD5, G_CHECKSUM_SHA1, G_CHECKSUM_SHA256};
  const char *at = strchr(address, '@');
  mask_word(text, address);
  if (!at)
    return;
  for (guint i = 0; i < G_N_ELEMENTS(signs); i++) {
    g_autofree char *form =
        g_strdup_printf("%.*s%s%s", (int)(at - address), address, signs[i], at + 1);
    mask_word(text, form);
  }
  for (guint i = 0; i < G_N_ELEMENTS(digests); i++) {
    g_autofree char *digest = g_compute_checksum_for_string(digests[i], address, -1);
    mask_word(text, digest);
  }
  g_autoptr(GString) hex = g_string_new(NULL);
  for (const char *p = address; *p; p++)
    g_string_append_printf(hex, "%02x", (guchar)*p);
  mask_word(text, hex->str);
}

static gboolean holds_reader(const guchar *data, gsize len, const GPtrArray *readers) {
  g_autofree char *lower = g_malloc(len + 1); /* may hold NUL */
  for (gsize i = 0; i < len; i++)
    lower[i] = g_ascii_tolower((char)data[i]);
  for (guint i = 0; i < readers->len; i++)
    if (memmem(lower, len, readers->pdata[i], strlen(readers->pdata[i])))
      return TRUE;
  return FALSE;
}

/* Where in the run the encoding begins is not known: one of four places. */
static gboolean base64_holds(const char *run, gsize len, const GPtrArray *readers) {
  g_autofree char *text = g_strndup(run, len);
  for (char *p = text; *p; p++)
    *p = *p == '-' ? '+' : *p == '_' ? '/' : *p;
  for (gsize from = 0; from < 4 && from + 4 <= len; from++) {
    gsize n;
    g_autofree char *padded = g_strconcat(text + from, "==", NULL);
    g_autofree guchar *data = g_base64_decode(padded, &n);
    if (data && holds_reader(data, n, readers))
      return TRUE;
  }
  return FALSE;
}

static gboolean percent_holds(const char *run, gsize len, const GPtrArray *readers) {
  GString *out = g_string_sized_new(len);
  for (gsize i = 0; i < len; i++) {
    if ((run[i] == '%' || run[i] == '=') && i + 2 < len && g_ascii_isxdigit(run[i + 1]) &&
        g_ascii_isxdigit(run[i + 2])) {
      g_string_append_c(out,
                        g_ascii_xdigit_value(run[i + 1]) << 4 | g_ascii_xdigit_value(run[i + 2]));
      i += 2;
    } else {
      g_string_append_c(out, run[i]);
    }
  }
  gboolean holds = holds_reader((const guchar *)out->str, out->len, readers);
  g_string_free(out, TRUE);
  return holds;
}

typedef gboolean Holds(const char *run, gsize len, const GPtrArray *readers);

/* Each run of characters in set that holds a reader's address goes as a whole. */
static void mask_runs(GString *text, const char *set, Holds *holds, const GPtrArray *readers) {
  g_autoptr(GString) out = g_string_sized_new(text->len);
  for (const char *p = text->str; *p;) {
    gsize len = 0;
    while (p[len] && (g_ascii_isalnum(p[len]) || strchr(set, p[len])))
      len++;
    if (len >= MIN_RUN && holds(p, len, readers))
      g_string_append(out, "***");
    else
      g_string_append_len(out, p, (gssize)(len ? len : 1));
    p += len ? len : 1;
  }
  g_string_assign(text, out->str);
}

void mb_abuse_mask_readers(GString *text, const GPtrArray *readers) {
  if (!readers->len)
    return;
  for (guint i = 0; i < readers->len; i++)
    mask_forms(text, readers->pdata[i]);
  mask_runs(text, "+/-_=", base64_holds, readers);
  mask_runs(text, "%=._-+@", percent_holds, readers);
}
