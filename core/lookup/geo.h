/* Country, operator and "around" place of an address, from databases on this machine; nothing is
 * asked of anybody. DATA section 1, SECURITY fact 7 and section 5 "Files".
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../facts/facts.h"

typedef struct _MbGeoDb MbGeoDb;

/* Opens the databases in the order of DATA section 1: chosen (a file named by the user, or NULL),
 * $XDG_DATA_HOME/miyaburi, /var/lib/GeoIP, /usr/share/GeoIP, the shipped one. With only_chosen (the
 * check tool's seam) no other is looked for. Never NULL; without any usable file every answer is
 * NULL. Free with mb_geo_close. */
MbGeoDb *mb_geo_open(const char *chosen, gboolean only_chosen);
void mb_geo_close(MbGeoDb *db);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MbGeoDb, mb_geo_close)

/* NULL when no database is open. Otherwise an answer, whose members are empty where nothing is
 * known: special-purpose addresses have no country and no operator. Free with mb_geo_free. */
MbGeo *mb_geo_lookup(MbGeoDb *db, const MbIp *ip);

typedef enum {
  MB_GEO_NOTE_UNREADABLE,
  MB_GEO_NOTE_NOT_SAFE, /* not a regular file of root or the user, or others may write to it */
  MB_GEO_NOTE_TOO_LARGE,
  MB_GEO_NOTE_NO_DATABASE, /* not the format, or hostile */
} MbGeoNoteKind;

typedef struct {
  MbGeoNoteKind kind;
  char *path;
} MbGeoNote;
/* Files that were there and could not be used: the feature is off for them, and said so. Owned by
 * db. */
const GPtrArray *mb_geo_notes(const MbGeoDb *db); /* MbGeoNote* */

/* Databases in use. */
guint mb_geo_count(const MbGeoDb *db);
/* Those of this computer, opened at first use and kept for all: opening may copy ten megabytes. Never
 * NULL, owned by the process, for any thread. */
MbGeoDb *mb_geo_of_computer(void);
