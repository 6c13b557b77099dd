/* A chart with its title, its figures as a table on demand, and words for screen readers.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chart.h"

/* title and note (may be NULL): texts of ours in the window's language. Takes data; NULL when there is
 * nothing to show. */
GtkWidget *mb_figure_new(const char *title, const char *note, MbChartData *data);
