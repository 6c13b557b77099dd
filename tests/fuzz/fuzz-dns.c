/* DNS messages. First byte: the type asked for. SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>

#include "lookup/dns-packet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  guint aliases = 0;
  char *alias = NULL;
  if (!size)
    return 0;
  MbDnsAnswer *answer = mb_dns_packet_read(data + 1, size - 1, "a.example",
                                           (MbDnsType)(data[0] % MB_N_DNS), &aliases, &alias);
  mb_dns_answer_free(answer);
  g_free(alias);
  return 0;
}
