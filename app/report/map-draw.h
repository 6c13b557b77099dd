/* The world map on a cairo surface, for window and paper.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "miyaburi.h"

typedef struct {
  GdkRGBA land, line, sign, on_sign, paper; /* paper: inside signs of what can be forged */
} MbMapColors;

double mb_map_height(double width);
/* stops of mb_map_stops; width and radius (half height of a sign) in the surface's units. */
void mb_map_draw(cairo_t *cairo, const GArray *stops, double width, double radius,
                 const MbMapColors *colors);
