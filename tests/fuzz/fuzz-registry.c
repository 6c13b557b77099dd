/* Answers of registries, RDAP and WHOIS: whatever comes in, texts stay clean and short and addresses
 * are addresses. SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>

#include "lookup/rdap.h"
#include "lookup/whois.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const MbRegistration *r) {
  const char *texts[] = {r->registrant, r->registrant_en, r->registrar, r->address, r->network};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
    if (texts[i] && (!g_utf8_validate(texts[i], -1, NULL) || strpbrk(texts[i], "\r\n\t\x1b\x07") ||
                     g_utf8_strlen(texts[i], -1) > MB_REGISTRY_TEXT))
      abort();
  if (r->abuse && (!strchr(r->abuse, '@') || strpbrk(r->abuse, "?& <>\"\r\n")))
    abort();
  if (r->country && strlen(r->country) != 2)
    abort();
  if (r->statuses->len > MB_REGISTRY_LIST || r->name_servers->len > MB_REGISTRY_LIST)
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  MbSlice bytes = mb_slice((const char *)data, size);
  g_autofree char *related = NULL, *referral = NULL, *host = NULL;
  MbRegistration *r = mb_rdap_parse(bytes, "a.example", &related);
  check(r);
  if (related && !mb_rdap_url_is_safe(related, &host))
    abort();
  mb_registration_free(r);
  r = mb_whois_parse(bytes, "a.jp", &referral);
  check(r);
  if (referral && strpbrk(referral, " /:@\r\n"))
    abort();
  mb_registration_free(r);
  return 0;
}
