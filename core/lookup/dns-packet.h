/* Reading one DNS message from a server that may lie (RFC 1035 section 4): every length checked, no
 * recursion, compression pointers only backwards. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../facts/facts.h"

#define MB_MAX_CNAMES 8

/* The answer to name and type; ttl is the smallest on the way. Where the message ends in a CNAME
 * whose target it says nothing about, the result is NULL and *alias (to be freed) is to be asked
 * next. Never NULL otherwise. n_aliases: CNAMEs already followed, counted on. */
MbDnsAnswer *mb_dns_packet_read(const guint8 *data, gsize len, const char *name, MbDnsType type,
                                guint *n_aliases, char **alias);
