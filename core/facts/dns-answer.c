/* One DNS answer: building it record by record under the caps, so that a hostile zone can neither
 * fill the memory nor have half of its answer believed. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "facts-private.h"

const char *mb_dns_status_name(MbDnsStatus status) {
  static const char *const names[] = {NULL,       NULL,      "NODATA",  "NXDOMAIN",
                                      "SERVFAIL", "REFUSED", "TIMEOUT", "BAD"};
  return (guint)status < G_N_ELEMENTS(names) ? names[status] : NULL;
}

static void free_text(gpointer text) {
  g_string_free(text, TRUE);
}

static void clear_mx(gpointer mx) {
  g_free(((MbMx *)mx)->host);
}

MbDnsAnswer *mb_dns_answer_new(MbDnsStatus status) {
  MbDnsAnswer *answer = g_new0(MbDnsAnswer, 1);
  answer->status = status;
  answer->ips = g_array_new(FALSE, FALSE, sizeof(MbIp));
  answer->texts = g_ptr_array_new_with_free_func(free_text);
  answer->names = g_ptr_array_new_with_free_func(g_free);
  answer->mx = g_array_new(FALSE, FALSE, sizeof(MbMx));
  g_array_set_clear_func(answer->mx, clear_mx);
  return answer;
}

void mb_dns_answer_free(MbDnsAnswer *answer) {
  if (!answer)
    return;
  g_array_unref(answer->ips);
  g_ptr_array_unref(answer->texts);
  g_ptr_array_unref(answer->names);
  g_array_unref(answer->mx);
  g_free(answer);
}

/* Room for one more record; an answer that has turned bad stays bad and empty. */
static gboolean open_for_record(MbDnsAnswer *a) {
  if (a->status != MB_DNS_BAD &&
      a->ips->len + a->texts->len + a->names->len + a->mx->len < MB_MAX_DNS_RECORDS) {
    a->status = MB_DNS_FOUND;
    return TRUE;
  }
  a->status = MB_DNS_BAD;
  g_array_set_size(a->ips, 0);
  g_ptr_array_set_size(a->texts, 0);
  g_ptr_array_set_size(a->names, 0);
  g_array_set_size(a->mx, 0);
  return FALSE;
}

static void turn_bad(MbDnsAnswer *answer) {
  answer->status = MB_DNS_BAD;
  open_for_record(answer);
}

void mb_dns_answer_add_ip(MbDnsAnswer *answer, const MbIp *ip) {
  if (open_for_record(answer))
    g_array_append_val(answer->ips, *ip);
}

void mb_dns_answer_add_text(MbDnsAnswer *answer, const char *data, gsize len) {
  if (len > MB_MAX_DNS_TEXT)
    turn_bad(answer);
  if (open_for_record(answer))
    g_ptr_array_add(answer->texts, g_string_new_len(data, (gssize)len));
}

void mb_dns_answer_add_name(MbDnsAnswer *answer, const char *name) {
  char *plain = mb_dns_name(name);
  if (!plain)
    turn_bad(answer);
  else if (open_for_record(answer))
    g_ptr_array_add(answer->names, plain);
  else
    g_free(plain);
}

void mb_dns_answer_add_mx(MbDnsAnswer *answer, guint16 preference, const char *host) {
  gboolean null_mx = !*host || strcmp(host, ".") == 0;
  MbMx mx = {preference, null_mx ? g_strdup("") : mb_dns_name(host)};
  if (!mx.host)
    turn_bad(answer);
  if (!open_for_record(answer)) {
    g_free(mx.host);
    return;
  }
  guint at = 0;
  while (at < answer->mx->len && g_array_index(answer->mx, MbMx, at).preference <= preference)
    at++;
  g_array_insert_val(answer->mx, at, mx);
}

MbDnsAnswer *mb_dns_answer_copy(const MbDnsAnswer *answer) {
  MbDnsAnswer *copy = mb_dns_answer_new(answer->status);
  for (guint i = 0; i < answer->ips->len; i++)
    mb_dns_answer_add_ip(copy, &g_array_index(answer->ips, MbIp, i));
  for (guint i = 0; i < answer->texts->len; i++) {
    const GString *text = g_ptr_array_index(answer->texts, i);
    mb_dns_answer_add_text(copy, text->str, text->len);
  }
  for (guint i = 0; i < answer->names->len; i++)
    mb_dns_answer_add_name(copy, g_ptr_array_index(answer->names, i));
  for (guint i = 0; i < answer->mx->len; i++) {
    const MbMx *mx = &g_array_index(answer->mx, MbMx, i);
    mb_dns_answer_add_mx(copy, mx->preference, mx->host);
  }
  copy->status = answer->status;
  copy->ttl = answer->ttl;
  return copy;
}
