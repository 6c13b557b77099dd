/* What checking DKIM costs: header scan and every signature, keys known. usage: dkim KEYFILE ROUNDS
 * FILE… (a line of KEYFILE: name, blank, record). Prints µs a mail and how many passed.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "auth/dkim.h"

static MbFacts *read_keys(const char *file) {
  MbFacts *facts = mb_facts_new();
  g_autofree char *text = NULL;
  if (!g_file_get_contents(file, &text, NULL, NULL))
    exit(3);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines; *line; line++) {
    char *blank = strchr(*line, ' ');
    if (!blank)
      continue;
    *blank = 0;
    MbDnsAnswer *answer = mb_dns_answer_new(MB_DNS_NODATA);
    mb_dns_answer_add_text(answer, blank + 1, strlen(blank + 1));
    mb_facts_add_dns(facts, MB_DNS_TXT, *line, answer);
  }
  return facts;
}

static gboolean check(const char *file, MbFacts *facts) {
  g_autofree char *text = NULL;
  gsize len;
  if (!g_file_get_contents(file, &text, &len, NULL))
    return FALSE;
  g_autoptr(MbArena) arena = mb_arena_new();
  g_autoptr(MbHeaders) headers = mb_headers_scan(mb_slice(text, len));
  MbDkimMail *mail =
      mb_dkim_mail_new(arena, headers, mb_slice(text + headers->body, len - headers->body));
  gboolean pass = FALSE;
  const MbHeader *h;
  for (guint i = 0; (h = mb_headers_get(headers, MB_HEADER_DKIM_SIGNATURE, i)); i++) {
    MbDkim dkim;
    mb_dkim_verify(arena, mail, h, 0, facts, &dkim);
    pass |= dkim.result == MB_RESULT_PASS;
  }
  return pass;
}

int main(int argc, char **argv) {
  if (argc < 4)
    return 3;
  g_autoptr(MbFacts) facts = read_keys(argv[1]);
  guint n = 0, pass = 0;
  gint64 start = g_get_monotonic_time();
  for (int round = 0; round < atoi(argv[2]); round++)
    for (int i = 3; i < argc; i++, n++)
      pass += check(argv[i], facts);
  printf("mails=%u us/mail=%.1f pass=%u\n", n, (double)(g_get_monotonic_time() - start) / n, pass);
  return 0;
}
