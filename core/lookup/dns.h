/* The DNS source, and plain questions for other sources that ask by DNS. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "source.h"

extern const MbSource mb_dns_source;

/* A channel of its own: mb_dns_source.open(env). done is called once, also from within; it takes the
 * answer over. keep: seconds the answer may be remembered, 0 = not at all. */
typedef void (*MbDnsDone)(gpointer data, MbDnsAnswer *answer, guint32 keep);
void mb_dns_ask(gpointer channel, MbDnsType type, const char *name, MbDnsDone done, gpointer data);
