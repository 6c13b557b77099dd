/* The picture worker's parent: places that are none, a worker that misbehaves, no worker at all.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <sys/wait.h>

#include "worker/pictures.h"

static json_t *ask(const char *text, const char *name, gint64 ms) {
  g_autoptr(GBytes) mail = g_bytes_new_static(text, strlen(text));
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  g_ptr_array_add(names, (gpointer)name);
  return mb_pictures_read(mail, names, FALSE, g_get_monotonic_time() + ms * 1000, NULL);
}

/* What became of the whole of text as a picture. */
static json_t *behave(const char *how) {
  g_autofree char *name = g_strdup_printf("0+%" G_GSIZE_FORMAT " plain picture", strlen(how));
  json_t *all = ask(how, name, 5000);
  json_t *one = json_incref(json_object_get(all, name));
  json_decref(all);
  return one;
}

static void test_bad_worker(void) {
  static const struct {
    const char *how, *status;
    gsize n;
  } rows[] = {{"crash", "failed", 0}, {"hang", "failed", 0},   {"kind", "failed", 0},
              {"empty", "failed", 0}, {"status", "failed", 0}, {"no-end", "failed", 0},
              {"no-utf8", "read", 1}, {"many", "read", 16},    {"well", "read", 1}};
  g_autofree char *bad =
      g_build_filename(g_getenv("MIYABURI_PICTURE_TESTS"), "bad-picture-worker", NULL);
  mb_pictures_set_program(bad);
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    gint64 start = g_get_monotonic_time();
    json_t *got = behave(rows[i].how);
    g_test_message("%s: %s", rows[i].how, json_string_value(json_object_get(got, "status")));
    g_assert_cmpstr(json_string_value(json_object_get(got, "status")), ==, rows[i].status);
    g_assert_cmpuint(json_array_size(json_object_get(got, "texts")), ==, rows[i].n);
    g_assert_cmpint(g_get_monotonic_time() - start, <, 3 * G_TIME_SPAN_SECOND);
    json_decref(got);
  }
  mb_pictures_shut_down();
}

/* A worker that ends after its answer, in silence or with an answer for the next picture: the next
 * picture is read by another one. */
static void test_idle_worker(void) {
  static const char *const ways[] = {"quits", "last-word"};
  g_autofree char *bad =
      g_build_filename(g_getenv("MIYABURI_PICTURE_TESTS"), "bad-picture-worker", NULL);
  mb_pictures_set_program(bad);
  for (guint i = 0; i < G_N_ELEMENTS(ways); i++) {
    siginfo_t gone;
    json_decref(behave(ways[i]));
    g_assert_cmpint(waitid(P_ALL, 0, &gone, WEXITED | WNOWAIT), ==, 0);
    json_t *got = behave("well");
    json_t *text = json_array_get(json_object_get(got, "texts"), 0);
    g_test_message("%s: %s", ways[i], json_string_value(json_object_get(got, "status")));
    g_assert_cmpstr(json_string_value(json_object_get(got, "status")), ==, "read");
    g_assert_cmpstr(json_string_value(text), ==, "http://a.example/");
    json_decref(got);
    mb_pictures_shut_down();
  }
}

static void test_no_worker(void) {
  mb_pictures_set_program("/nowhere/at/all");
  json_t *got = behave("well");
  g_assert_cmpstr(json_string_value(json_object_get(got, "status")), ==, "failed");
  json_decref(got);
  mb_pictures_set_program(NULL);
}

/* Names come from a judge that may lie. */
static void test_places(void) {
  static const char *const names[] = {"0+9 plain picture",
                                      "9+1 plain picture",
                                      "5+4 plain",
                                      "-1+2 plain picture",
                                      "18446744073709551615+2 plain picture",
                                      "0+0 plain picture",
                                      "",
                                      "1+1 plain picture more"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    json_t *all = ask("01234567", names[i], 5000);
    const char *status =
        json_string_value(json_object_get(json_object_get(all, names[i]), "status"));
    g_test_message("%s: %s", names[i], status);
    g_assert_cmpstr(status, ==, "broken");
    json_decref(all);
  }
  json_t *late = ask("01234567", "0+8 plain picture", 0);
  const char *status =
      json_string_value(json_object_get(json_object_get(late, "0+8 plain picture"), "status"));
  g_assert_cmpstr(status, ==, "time");
  json_decref(late);
  mb_pictures_shut_down();
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pictures/places", test_places);
  g_test_add_func("/pictures/bad-worker", test_bad_worker);
  g_test_add_func("/pictures/idle-worker", test_idle_worker);
  g_test_add_func("/pictures/no-worker", test_no_worker);
  return g_test_run();
}
