/* Small help for writing summaries. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "campaigns.h"

/* "2021-09-26 21:12:40" in UTC, "" for 0. Free with g_free. */
char *mb_batch_time(gint64 time);
