/* A world map of the way a mail came and where its links lead, drawn by ourselves from a shipped
 * outline: nothing is fetched for it. Data: data/map. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue.h"
#include "report.h"

/* In map units, as are all x and y here; y grows southwards. */
#define MB_MAP_WIDTH  1000
#define MB_MAP_HEIGHT 381

typedef struct {
  guint n;          /* points */
  const gint16 *xy; /* 2 n numbers */
} MbMapRing;
/* The outline of the land: closed rings to be filled. Static. */
const MbMapRing *mb_map_land(guint *n);

typedef struct {
  const char *code; /* ISO 3166-1 alpha-2 */
  gint16 x, y;
  const char *en, *ja;
} MbMapPlace;
const MbMapPlace *mb_map_place(const char *code); /* NULL = no such country; code may be NULL */
/* "ロシア"; a code that is no country's comes back as it is. Report text: may be hostile. */
const char *mb_map_country(const char *code, const MbCatalogue *catalogue);

typedef enum {
  MB_STOP_CLAIMED,  /* a hop that only the sender's side tells of */
  MB_STOP_BOUNDARY, /* handed over from outside */
  MB_STOP_INSIDE,   /* a hop that a trusted server wrote down */
  MB_STOP_LINK,     /* a link's server stands there */
} MbStopKind;

typedef struct {
  MbStopKind kind;
  const MbMapPlace *place;
} MbStop;
/* The way from the sender on, then the links; neighbours in one country are one stop. A stop's number
 * is its index + 1. Empty when no country is known. Free with g_array_unref. */
GArray *mb_map_stops(const MbReport *report);
/* "1. Japan → 2. Russia", and the links in a second line. Words of ours only. Free with g_free. */
char *mb_map_text(const GArray *stops, const MbCatalogue *catalogue);

/* One sign a country, with the numbers of all stops there. */
typedef struct {
  MbStopKind kind; /* of the gravest: boundary, then claimed, inside, link */
  const MbMapPlace *place;
  double x, y; /* where the sign fits: its middle */
  char label[16];
} MbMapSign;
/* radius: a sign's half height in map units; signs are moved apart. Free with g_array_unref. */
GArray *mb_map_signs(const GArray *stops, double radius);
/* Half the width that a sign needs for its label. */
double mb_map_sign_half_width(const MbMapSign *sign, double radius);

/* A whole <svg> element, with the text as its name; classes map-sea, map-land, map-route, map-sign,
 * map-claimed, map-link are for the style sheet of the page it stands in. NULL when there is no stop.
 * Free with g_free. */
char *mb_map_svg(const MbReport *report, const MbCatalogue *catalogue);
