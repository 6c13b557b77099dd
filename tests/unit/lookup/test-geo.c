/* Both layouts, several files at once, special addresses, and files that mean harm.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "lookup/geo-file.h"

#include <glib/gstdio.h>
#include <math.h>
#include <sys/resource.h>
#include <unistd.h>

static char *seed(const char *name) {
  return g_build_filename(g_getenv("MIYABURI_SOURCE"), "tests", "geo", name, NULL);
}

static MbGeo *ask(MbGeoDb *db, const char *text) {
  MbIp ip;
  g_assert_true(mb_ip_parse(mb_slice_str(text), &ip));
  return mb_geo_lookup(db, &ip);
}

static MbGeoDb *open_seed(const char *name) {
  g_autofree char *path = seed(name);
  MbGeoDb *db = mb_geo_open(path, TRUE);
  g_assert_cmpuint(mb_geo_count(db), ==, 1);
  return db;
}

static void test_country_as(void) {
  static const struct {
    const char *ip, *country;
    guint asn;
  } cases[] = {
      {"210.188.201.17", "JP", 9371}, {"133.242.53.24", "JP", 7684},
      {"175.28.4.236", "JP", 131965}, {"115.144.69.72", "KR", 4766},
      {"20.188.24.132", "JP", 8075},  {"39.33.27.49", "PK", 17557},
      {"39.33.4.85", "PK", 17557},    {"::ffff:39.33.4.85", "PK", 17557},
      {"8.8.8.8", NULL, 0},
  };
  g_autoptr(MbGeoDb) db = open_seed("seed-country-as.mmdb");
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    MbGeo *geo = ask(db, cases[i].ip);
    g_assert_nonnull(geo);
    g_assert_cmpstr(geo->country, ==, cases[i].country);
    g_assert_cmpuint(geo->asn, ==, cases[i].asn);
    g_assert_true(!cases[i].country || geo->build_epoch > 1500000000);
    mb_geo_free(geo);
  }
}

static void test_city_layouts(void) {
  static const char *const files[] = {"seed-city.mmdb", "seed-flat-city.mmdb"};
  for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autoptr(MbGeoDb) db = open_seed(files[i]);
    MbGeo *geo = ask(db, "90.156.201.27");
    g_assert_cmpstr(geo->country, ==, "RU");
    g_assert_cmpstr(geo->city, ==, "Moscow");
    g_assert_cmpint(geo->city_ja != NULL, ==, i == 0);
    g_assert_true(fabs(geo->latitude - 55.75) < 1 && fabs(geo->longitude - 37.6) < 1);
    mb_geo_free(geo);
  }
}

static void test_special(void) {
  static const char *const special[] = {"127.0.0.1",    "10.0.0.1",  "192.0.2.1",   "198.51.100.7",
                                        "203.0.113.99", "::1",       "fd00::1",     "2001:db8::1",
                                        "100.64.0.1",   "224.0.0.1", "2002:27:1::1"};
  g_autofree char *big =
      g_build_filename(g_getenv("MIYABURI_BUILD"), "data", "country-as.mmdb", NULL);
  g_autoptr(MbGeoDb) db = mb_geo_open(big, TRUE);
  g_assert_cmpuint(mb_geo_count(db), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS(special); i++) {
    MbGeo *geo = ask(db, special[i]);
    g_assert_nonnull(geo);
    g_assert_null(geo->country);
    g_assert_cmpuint(geo->asn, ==, 0);
    mb_geo_free(geo);
  }
}

static void test_none(void) {
  g_autoptr(MbGeoDb) db = mb_geo_open("/nonexistent.mmdb", TRUE);
  g_assert_cmpuint(mb_geo_count(db), ==, 0);
  g_assert_cmpuint(mb_geo_notes(db)->len, ==, 0);
  g_assert_null(ask(db, "8.8.8.8"));
}

/* A file in a fresh folder; the database that opens it, or the note that it left. */
static MbGeoDb *open_bytes(const char *bytes, gsize len, mode_t mode, char **dir, char **path) {
  *dir = g_dir_make_tmp("geo-XXXXXX", NULL);
  *path = g_build_filename(*dir, "x.mmdb", NULL);
  g_assert_true(g_file_set_contents(*path, bytes, len, NULL));
  g_assert_cmpint(g_chmod(*path, mode), ==, 0);
  return mb_geo_open(*path, TRUE);
}

static void expect_note(const char *bytes, gsize len, mode_t mode, MbGeoNoteKind kind) {
  g_autofree char *dir = NULL, *path = NULL;
  g_autoptr(MbGeoDb) db = open_bytes(bytes, len, mode, &dir, &path);
  g_assert_cmpuint(mb_geo_count(db), ==, 0);
  g_assert_cmpuint(mb_geo_notes(db)->len, ==, 1);
  const MbGeoNote *note = mb_geo_notes(db)->pdata[0];
  g_assert_cmpint(note->kind, ==, kind);
  g_assert_cmpstr(note->path, ==, path);
  g_assert_null(ask(db, "8.8.8.8"));
  g_unlink(path);
  g_rmdir(dir);
}

static char *seed_bytes(gsize *len) {
  g_autofree char *path = seed("seed-city.mmdb");
  char *bytes = NULL;
  g_assert_true(g_file_get_contents(path, &bytes, len, NULL));
  return bytes;
}

static void test_refused(void) {
  gsize len;
  g_autofree char *bytes = seed_bytes(&len);
  expect_note("", 0, 0600, MB_GEO_NOTE_NO_DATABASE);
  expect_note("text", 4, 0600, MB_GEO_NOTE_NO_DATABASE);
  expect_note(bytes, len, 0666, MB_GEO_NOTE_NOT_SAFE);
  g_autoptr(MbGeoDb) folder = mb_geo_open("/tmp", TRUE);
  g_assert_cmpuint(mb_geo_notes(folder)->len, ==, 1);
  g_autoptr(MbGeoDb) device = mb_geo_open("/dev/zero", TRUE);
  g_assert_cmpuint(mb_geo_notes(device)->len, ==, 1);
}

/* "languages" as arrays that point at each other: the shape that makes libmaxminddb take 2 GiB. */
static void test_fan_out(void) {
  g_autoptr(GByteArray) file = g_byte_array_new();
  g_byte_array_append(file, (const guint8 *)"\0\0\0\0\0\0", 6);
  g_byte_array_append(file, (const guint8 *)"\xab\xcd\xefMaxMind.com", 14);
  g_byte_array_append(file, (const guint8 *)"\xe1\x49languages", 11);
  for (int i = 0; i < 20; i++)
    g_byte_array_append(file, (const guint8 *)"\x04\x04\x20\x00\x20\x00\x20\x00\x20\x00", 10);
  expect_note((const char *)file->data, file->len, 0600, MB_GEO_NOTE_NO_DATABASE);
}

/* Every cut at 1 KiB and many changed bytes: an answer or a note, never a death, and little memory (R13:
 * 10,000 with -m thorough). */
static void test_broken(void) {
  gsize len;
  g_autofree char *bytes = seed_bytes(&len);
  g_autoptr(GRand) random = g_rand_new_with_seed(7);
  guint cuts = len / 1024 + 100, all = cuts + (g_test_thorough() ? 10000 : 500);
  for (guint i = 0; i < all; i++) {
    g_autofree char *copy = g_memdup2(bytes, len);
    g_autofree char *dir = NULL, *path = NULL;
    gsize n = i < 100 ? len * i / 100 : i < cuts ? (i - 100) * 1024 : len;
    for (guint k = 0; i >= cuts && k < 4; k++)
      copy[g_rand_int_range(random, 0, len)] = g_rand_int_range(random, 0, 256);
    g_autoptr(MbGeoDb) db = open_bytes(copy, n, 0600, &dir, &path);
    g_assert_cmpint(truncate(path, 0), ==, 0); /* shrinks under an open database */
    MbGeo *geo = ask(db, "90.156.201.27");
    mb_geo_free(geo);
    g_unlink(path);
    g_rmdir(dir);
  }
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  g_assert_cmpint(usage.ru_maxrss, <, 256 * 1024);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/geo/country-as", test_country_as);
  g_test_add_func("/geo/city-layouts", test_city_layouts);
  g_test_add_func("/geo/special", test_special);
  g_test_add_func("/geo/none", test_none);
  g_test_add_func("/geo/refused", test_refused);
  g_test_add_func("/geo/fan-out", test_fan_out);
  g_test_add_func("/geo/broken", test_broken);
  return g_test_run();
}
