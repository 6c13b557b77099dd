/* Who holds a domain or an address: RDAP first, WHOIS where there is none or it does not answer.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "source.h"

extern const MbSource mb_registry_source;
