/* Answering a protocol's questions out of the fuzzer's own bytes.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "facts/facts.h"

/* The next line of *rest, taken off. */
static inline MbSlice take_line(MbSlice *rest) {
  const char *nl = rest->len ? memchr(rest->data, '\n', rest->len) : NULL;
  gsize len = nl ? (gsize)(nl - rest->data) : rest->len;
  MbSlice line = mb_slice(rest->data, len);
  *rest = nl ? mb_slice(rest->data + len + 1, rest->len - len - 1) : mb_slice("", 0);
  return line;
}

/* Every open question gets an answer; TXT the given text. FALSE when none was open. */
static inline gboolean answer_all(MbFacts *facts, MbSlice text) {
  static const MbIp ip = {4, {192, 0, 2, 1}};
  g_autoptr(GPtrArray) open = mb_facts_open_questions(facts);
  for (guint i = 0; i < open->len; i++) {
    const MbQuestion *q = g_ptr_array_index(open, i);
    MbDnsAnswer *answer = mb_dns_answer_new(MB_DNS_NODATA);
    if (q->type == MB_DNS_TXT)
      mb_dns_answer_add_text(answer, text.data, text.len);
    else if (q->type == MB_DNS_A)
      mb_dns_answer_add_ip(answer, &ip);
    else if (q->type == MB_DNS_MX)
      mb_dns_answer_add_mx(answer, 10, "mx.example");
    else if (q->type == MB_DNS_PTR)
      mb_dns_answer_add_name(answer, "host.example");
    mb_facts_add_dns(facts, q->type, q->name, answer);
  }
  return open->len > 0;
}
