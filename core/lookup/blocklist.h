/* The block list source. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "source.h"

extern const MbSource mb_blocklist_source;
