/* The network module's table: kind of question → source. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gmodule.h>

#include "blocklist.h"
#include "dns.h"
#include "registry.h"

G_MODULE_EXPORT const MbSource *const *mb_lookup_sources(void);

const MbSource *const *mb_lookup_sources(void) {
  static const MbSource *const sources[] = {&mb_dns_source, &mb_registry_source,
                                            &mb_blocklist_source, NULL};
  return sources;
}
