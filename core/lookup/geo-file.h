/* One database file, opened so that nobody can change it under us.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <maxminddb.h>

#include "geo.h"

#define MB_GEO_MAX_FILE (512 * 1024 * 1024)

/* FALSE with *kind set; kind is not touched when there is no such file at all and *missing is TRUE. */
gboolean mb_geo_file_open(const char *path, MMDB_s *mmdb, MbGeoNoteKind *kind, gboolean *missing);
/* Linear check of the metadata before libmaxminddb reads it: 1.7.1 follows pointers in "languages"
 * without a limit, so that 450 bytes become 2 GiB. Real files have no pointers there. */
gboolean mb_geo_metadata_is_plain(const guint8 *data, gsize len);
