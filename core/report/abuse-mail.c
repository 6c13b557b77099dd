/* Everything but our own words goes out in base64, so that no byte of the mail can end a header or a
 * part. SPDX-License-Identifier: GPL-3.0-or-later */
#include "abuse-mail.h"

#define MAX_HEADER (64 * 1024)

/* ---- the quoted header ---- */

static gsize header_length(MbSlice mail) {
  gsize len = MIN(mail.len, MAX_HEADER);
  for (gsize i = 0; i + 1 < len; i++)
    if (mail.data[i] == '\n' &&
        (mail.data[i + 1] == '\n' ||
         (mail.data[i + 1] == '\r' && i + 2 < len && mail.data[i + 2] == '\n')))
      return i + 1;
  return len;
}

/* What would do something in a text is shown as "?"; each line end becomes CR LF. */
static GString *inert_lines(MbSlice raw) {
  g_autofree char *valid = g_utf8_make_valid(raw.data, (gssize)raw.len);
  GString *out = g_string_sized_new(raw.len + 64);
  for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    GUnicodeType type = g_unichar_type(c);
    if (c == '\n')
      g_string_append(out, "\r\n");
    else if (c == '\t')
      g_string_append_c(out, '\t');
    else if (c != '\r')
      g_string_append_unichar(out, type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT ? '?' : c);
  }
  return out;
}

char *mb_abuse_header(MbSlice mail) {
  return g_string_free(inert_lines(mb_slice(mail.data, header_length(mail))), FALSE);
}

/* ---- the mail ---- */

static void append_base64(GString *out, const char *text) {
  g_autofree char *data = g_base64_encode((const guchar *)text, strlen(text));
  for (gsize i = 0, len = strlen(data); i < len; i += 76)
    g_string_append_printf(out, "%.76s\r\n", data + i);
}

/* RFC 2047: words of at most 75 characters, never a character cut in two. */
static void append_subject(GString *out, const char *subject) {
  g_string_append(out, "Subject:");
  while (*subject) {
    const char *end = subject;
    while (*end && g_utf8_next_char(end) - subject <= 42)
      end = g_utf8_next_char(end);
    g_autofree char *word = g_base64_encode((const guchar *)subject, end - subject);
    g_string_append_printf(out, " =?UTF-8?B?%s?=\r\n", word);
    subject = end;
  }
}

static void append_text_part(GString *out, const char *type, const char *text) {
  g_string_append_printf(out,
                         "Content-Type: %s; charset=UTF-8\r\n"
                         "Content-Transfer-Encoding: base64\r\n\r\n",
                         type);
  append_base64(out, text);
}

/* RFC 5965 section 3. Source-IP is the checked text form of an address, nothing else of the mail. */
static void append_feedback(GString *out, const MbReport *report) {
  MbIp ip;
  char text[46];
  g_string_append(out, "Content-Type: message/feedback-report\r\n\r\n"
                       "Feedback-Type: abuse\r\nUser-Agent: Miyaburi/" MB_VERSION "\r\n"
                       "Version: 1\r\n");
  if (report->boundary_ip && mb_ip_parse(mb_slice_str(report->boundary_ip), &ip))
    g_string_append_printf(out, "Source-IP: %s\r\n", mb_ip_format(&ip, text));
}

char *mb_abuse_eml(const MbReport *report, const MbDraft *draft, const char *header) {
  GString *out = g_string_new("X-Unsent: 1\r\nMIME-Version: 1.0\r\n");
  if (draft->to)
    g_string_append_printf(out, "To: %s\r\n", draft->to);
  append_subject(out, draft->subject);
  if (!header) {
    append_text_part(out, "text/plain", draft->body);
    return g_string_free(out, FALSE);
  }
  g_autofree char *boundary = g_uuid_string_random();
  g_string_append_printf(out,
                         "Content-Type: multipart/report; report-type=feedback-report;\r\n"
                         "\tboundary=\"%s\"\r\n\r\n--%s\r\n",
                         boundary, boundary);
  append_text_part(out, "text/plain", draft->body);
  g_string_append_printf(out, "\r\n--%s\r\n", boundary);
  append_feedback(out, report);
  g_string_append_printf(out, "\r\n--%s\r\n", boundary);
  append_text_part(out, "text/rfc822-headers", header);
  g_string_append_printf(out, "\r\n--%s--\r\n", boundary);
  return g_string_free(out, FALSE);
}
