/* Pictures of figures, drawn by ourselves: columns over time and bars. Each goes with its figures as a table
 * and a description for those who do not see it (figure.h). SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#define MB_CHART_SERIES 7 /* one a verdict */

typedef struct {
  char *label;                   /* plain text, may come from a mail */
  guint values[MB_CHART_SERIES]; /* of the series; without series only the first */
} MbChartRow;

typedef struct {
  gboolean columns;  /* columns over time, else bars */
  gboolean verdicts; /* a series for each MbVerdict, else one of the accent colour */
  GArray *rows;      /* MbChartRow */
} MbChartData;

MbChartData *mb_chart_data_new(gboolean columns, gboolean verdicts);
void mb_chart_data_free(MbChartData *data);
/* values: as many as there are series; copied. */
void mb_chart_data_add(MbChartData *data, const char *label, const guint *values);
guint mb_chart_row_sum(const MbChartData *data, guint i);

/* At most max rows are drawn; takes data. */
GtkWidget *mb_chart_new(MbChartData *data, guint max);
