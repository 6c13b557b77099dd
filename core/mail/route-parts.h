/* Between the files of the route reader. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hop.h"

/* The hop stays inside one mail provider, judged by address ranges. */
gboolean mb_is_provider_inside(const MbHop *hop);
