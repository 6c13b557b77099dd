/* The databases on this machine as a source of answers. SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo-source.h"
#include "geo.h"

typedef struct {
  const MbSourceEnv *env;
  MbGeoDb *db;
} GeoSource;

static gpointer geo_open(const MbSourceEnv *env) {
  GeoSource *source = g_new0(GeoSource, 1);
  source->env = env;
  source->db = mb_geo_open(env->config->geo_file, env->config->geo_file != NULL);
  /* the feature is off for these; paths are the user's own and no part of a mail */
  for (guint i = 0; i < mb_geo_notes(source->db)->len; i++)
    g_message("country database %s cannot be used",
              ((MbGeoNote *)mb_geo_notes(source->db)->pdata[i])->path);
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
