/* The databases on this machine as a source of answers. SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo-source.h"
#include "geo.h"

typedef struct {
  const MbSourceEnv *env;
  MbGeoDb *db;
} GeoSource;

static MbGeoDb *open_told(const char *chosen) {
  MbGeoDb *db = mb_geo_open(chosen, chosen != NULL);
  /* the feature is off for these; paths are the user's own and no part of a mail */
  for (guint i = 0; i < mb_geo_notes(db)->len; i++)
    g_message("country database %s cannot be used",
              ((MbGeoNote *)mb_geo_notes(db)->pdata[i])->path);
  return db;
}

MbGeoDb *mb_geo_of_computer(void) {
  static MbGeoDb *db;
  if (g_once_init_enter(&db))
    g_once_init_leave(&db, open_told(NULL));
  return db;
}

static gpointer geo_open(const MbSourceEnv *env) {
  const char *chosen = env->config->geo_file;
  GeoSource *source = g_new0(GeoSource, 1);
  source->env = env;
  source->db = chosen ? open_told(chosen) : mb_geo_of_computer();
  return source;
}

static void geo_ask(gpointer data, MbFlight *flight) {
  GeoSource *source = data;
  const char *name = source->env->question(flight)->name;
  MbIp ip;
  MbGeo *geo = mb_ip_parse(mb_slice_str(name), &ip) ? mb_geo_lookup(source->db, &ip) : NULL;
  MbFacts *answer = geo ? mb_facts_new() : NULL;
  if (geo)
    mb_facts_add_geo(answer, name, geo);
  source->env->deliver(flight, answer, 0, "geo");
}

const MbSource mb_geo_source = {MB_ASK_GEO, geo_open, geo_ask};
