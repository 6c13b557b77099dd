/* Reads both layouts there are, nested (MaxMind, DB-IP) and flat (ip-location-db), by the keys that
 * are present. MMDB_get_value only: it is the one call that stood ten thousand mutated files.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo-file.h"

#include <math.h>

#define MAX_FILES  8
#define MAX_STRING 200

struct _MbGeoDb {
  MMDB_s files[MAX_FILES];
  guint n;
  GPtrArray *notes, *seen; /* MbGeoNote*, char* */
};

static void note_free(gpointer data) {
  MbGeoNote *note = data;
  g_free(note->path);
  g_free(note);
}

static void add_file(MbGeoDb *db, const char *path) {
  MbGeoNoteKind kind;
  gboolean missing;
  if (db->n >= MAX_FILES || g_ptr_array_find_with_equal_func(db->seen, path, g_str_equal, NULL))
    return;
  g_ptr_array_add(db->seen, g_strdup(path));
  if (mb_geo_file_open(path, &db->files[db->n], &kind, &missing)) {
    db->n++;
  } else if (!missing) {
    MbGeoNote *note = g_new0(MbGeoNote, 1);
    note->kind = kind;
    note->path = g_strdup(path);
    g_ptr_array_add(db->notes, note);
  }
}

static int by_name(gconstpointer a, gconstpointer b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Every *.mmdb of a folder in the order of names, city files before the others: they know most. */
static void add_folder(MbGeoDb *db, const char *folder) {
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  const char *name;
  while (dir && names->len < 64 && (name = g_dir_read_name(dir)))
    if (g_str_has_suffix(name, ".mmdb"))
      g_ptr_array_add(names, g_strdup(name));
  g_ptr_array_sort(names, by_name);
  for (int city = 1; city >= 0; city--)
    for (guint i = 0; i < names->len; i++) {
      g_autofree char *path = g_build_filename(folder, names->pdata[i], NULL);
      if ((strcasestr(names->pdata[i], "city") != NULL) == city)
        add_file(db, path);
    }
}

/* Installed, or beside the program in a build tree. */
static void add_shipped(MbGeoDb *db) {
  guint before = db->n;
  add_file(db, MB_PKGDATADIR "/country-as.mmdb");
  g_autofree char *exe = db->n == before ? g_file_read_link("/proc/self/exe", NULL) : NULL;
  if (!exe)
    return;
  g_autofree char *dir = g_path_get_dirname(exe), *top = g_path_get_dirname(dir);
  g_autofree char *path = g_build_filename(top, "data", "country-as.mmdb", NULL);
  add_file(db, path);
}

MbGeoDb *mb_geo_open(const char *chosen, gboolean only_chosen) {
  MbGeoDb *db = g_new0(MbGeoDb, 1);
  db->notes = g_ptr_array_new_with_free_func(note_free);
  db->seen = g_ptr_array_new_with_free_func(g_free);
  if (chosen)
    add_file(db, chosen);
  if (only_chosen)
    return db;
  g_autofree char *own = g_build_filename(g_get_user_data_dir(), "miyaburi", NULL);
  add_folder(db, own);
  add_file(db, "/var/lib/GeoIP/GeoLite2-City.mmdb");
  add_file(db, "/var/lib/GeoIP/GeoLite2-ASN.mmdb");
  add_folder(db, "/usr/share/GeoIP");
  add_shipped(db);
  return db;
}

void mb_geo_close(MbGeoDb *db) {
  for (guint i = 0; db && i < db->n; i++)
    MMDB_close(&db->files[i]);
  if (!db)
    return;
  g_ptr_array_unref(db->notes);
  g_ptr_array_unref(db->seen);
  g_free(db);
}

const GPtrArray *mb_geo_notes(const MbGeoDb *db) {
  return db->notes;
}

guint mb_geo_count(const MbGeoDb *db) {
  return db->n;
}

static gboolean get(MMDB_entry_s *entry, MMDB_entry_data_s *data, const char *const *path) {
  return MMDB_aget_value(entry, data, path) == MMDB_SUCCESS && data->has_data;
}

static char *get_string(MMDB_entry_s *entry, const char *const *path) {
  MMDB_entry_data_s data;
  if (!get(entry, &data, path) || data.type != MMDB_DATA_TYPE_UTF8_STRING || !data.data_size)
    return NULL;
  if (data.data_size > MAX_STRING || !g_utf8_validate(data.utf8_string, data.data_size, NULL))
    return NULL;
  return g_strndup(data.utf8_string, data.data_size);
}

/* The first of two places, nested before flat. */
static char *either(MMDB_entry_s *entry, const char *const *nested, const char *const *flat) {
  char *value = get_string(entry, nested);
  return value ? value : get_string(entry, flat);
}

#define PATH(...) ((const char *const[]){__VA_ARGS__, NULL})

static char *get_country(MMDB_entry_s *entry) {
  char *code = either(entry, PATH("country", "iso_code"), PATH("country_code"));
  if (code && strlen(code) == 2 && g_ascii_isupper(code[0]) && g_ascii_isupper(code[1]))
    return code;
  g_free(code);
  return NULL;
}

static double get_number(MMDB_entry_s *entry, const char *key, double limit) {
  MMDB_entry_data_s data;
  if (!get(entry, &data, PATH("location", key)) && !get(entry, &data, PATH(key)))
    return NAN;
  double value = data.type == MMDB_DATA_TYPE_DOUBLE  ? data.double_value
                 : data.type == MMDB_DATA_TYPE_FLOAT ? (double)data.float_value
                                                     : NAN;
  return fabs(value) <= limit ? value : NAN;
}

static void read_place(MMDB_entry_s *entry, MbGeo *geo) {
  geo->city = either(entry, PATH("city", "names", "en"), PATH("city"));
  geo->city_ja = get_string(entry, PATH("city", "names", "ja"));
  geo->region = either(entry, PATH("subdivisions", "0", "names", "en"), PATH("state1"));
  geo->latitude = get_number(entry, "latitude", 90);
  geo->longitude = get_number(entry, "longitude", 180);
  if (isnan(geo->latitude) || isnan(geo->longitude))
    geo->latitude = geo->longitude = NAN;
}

static void read_operator(MMDB_entry_s *entry, MbGeo *geo) {
  MMDB_entry_data_s data;
  if (!get(entry, &data, PATH("autonomous_system_number")) || data.type != MMDB_DATA_TYPE_UINT32)
    return;
  geo->asn = data.uint32;
  geo->as_name = get_string(entry, PATH("autonomous_system_organization"));
}

/* Country and place come from one file, so that they belong together. */
static void read_file(MMDB_s *mmdb, MMDB_entry_s *entry, MbGeo *geo) {
  char *country = geo->country ? NULL : get_country(entry);
  if (country) {
    geo->country = country;
    geo->build_epoch = (gint64)MIN(mmdb->metadata.build_epoch, (guint64)G_MAXINT64);
    read_place(entry, geo);
  }
  if (!geo->asn)
    read_operator(entry, geo);
}

static void fill_address(const MbIp *ip, struct sockaddr_storage *address) {
  memset(address, 0, sizeof *address);
  if (ip->family == 4) {
    struct sockaddr_in *in = (struct sockaddr_in *)address;
    in->sin_family = AF_INET;
    memcpy(&in->sin_addr, ip->bytes, 4);
  } else {
    struct sockaddr_in6 *in = (struct sockaddr_in6 *)address;
    in->sin6_family = AF_INET6;
    memcpy(&in->sin6_addr, ip->bytes, 16);
  }
}

MbGeo *mb_geo_lookup(MbGeoDb *db, const MbIp *ip) {
  if (db->n == 0)
    return NULL;
  MbGeo *geo = g_new0(MbGeo, 1);
  geo->latitude = geo->longitude = NAN;
  if (mb_ip_is_special_purpose(ip))
    return geo;
  struct sockaddr_storage address;
  fill_address(ip, &address);
  for (guint i = 0; i < db->n; i++) {
    int error = 0;
    MMDB_lookup_result_s found =
        MMDB_lookup_sockaddr(&db->files[i], (struct sockaddr *)&address, &error);
    if (error == MMDB_SUCCESS && found.found_entry)
      read_file(&db->files[i], &found.entry, geo);
  }
  return geo;
}
