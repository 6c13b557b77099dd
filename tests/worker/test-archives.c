/* Zips of mails: read behind the lock, and whatever the process that reads them does, an answer comes.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <unistd.h>

#include "miyaburi.h"

static int file_with(const char *data, gsize len) {
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp("archive-XXXXXX", &path, NULL);
  g_assert_cmpint(fd, >=, 0);
  g_assert_cmpint(write(fd, data, len), ==, (gssize)len);
  unlink(path);
  return fd;
}

/* What the process did, and what is said of it. */
static void test_bad(void) {
  static const char *const ways[][2] = {
      {"crash", "error.worker-stopped"}, {"kind", "error.worker-garbage"},
      {"need", "error.worker-garbage"},  {"large", "error.worker-garbage"},
      {"bytes", "error.worker-garbage"}, {"error", "The archive is damaged."},
      {"hang", "error.worker-time"}};
  g_autofree char *bad =
      g_build_filename(g_getenv("MIYABURI_WORKER_TESTS"), "bad-archive-worker", NULL);
  mb_archive_set_program(bad);
  for (guint i = 0; i < G_N_ELEMENTS(ways); i++) {
    g_autoptr(GError) error = NULL;
    char byte;
    int fd = file_with(ways[i][0], strlen(ways[i][0]));
    g_autoptr(MbArchive) archive = mb_archive_open(fd, TRUE, &error);
    g_assert_no_error(error);
    g_assert_null(mb_archive_next(archive, &error));
    g_assert_nonnull(error);
    g_assert_cmpstr(error->message, ==, ways[i][1]);
    if (!g_str_equal(ways[i][0], "error")) { /* and it stays ended */
      g_assert_cmpint(mb_archive_read(archive, &byte, 1, NULL), ==, -1);
      g_assert_null(mb_archive_next(archive, NULL));
    }
    close(fd);
  }
  mb_archive_set_program("/nowhere");
  g_autoptr(GError) error = NULL;
  g_assert_null(mb_archive_open(0, FALSE, &error));
  g_assert_nonnull(error);
  mb_archive_set_program(NULL);
}

/* Two stored entries, "a" with "hello" and "b" with nothing, as PKWARE's note lays them out. */
static const char zip[] =
    "PK\3\4\n\0\0\0\0\0\0\0!(\x86\xa6\x10\x36\5\0\0\0\5\0\0\0\1\0\0\0ahello"
    "PK\3\4\n\0\0\0\0\0\0\0!(\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0b"
    "PK\1\2\n\0\n\0\0\0\0\0\0\0!("
    "\x86\xa6\x10\x36\5\0\0\0\5\0\0\0\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0a"
    "PK\1\2\n\0\n\0\0\0\0\0\0\0!(\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\0\0\0\0\0\0\x24\0\0\0b"
    "PK\5\6\0\0\0\0\2\0\2\0\x5e\0\0\0\x43\0\0\0\0";

static void test_good(void) {
  g_autoptr(GError) error = NULL;
  char text[16];
  int fd = file_with(zip, sizeof zip); /* the literal's NUL is the last byte */
  g_autoptr(MbArchive) archive = mb_archive_open(fd, FALSE, &error);
  g_autofree char *first = mb_archive_next(archive, &error), *second = NULL;
  g_assert_no_error(error);
  g_assert_cmpstr(first, ==, "a");
  g_assert_cmpint(mb_archive_read(archive, text, 3, &error), ==, 3);
  g_assert_cmpint(mb_archive_read(archive, text + 3, 3, &error), ==, 2);
  g_assert_cmpmem(text, 5, "hello", 5);
  g_assert_cmpint(mb_archive_read(archive, text, 3, &error), ==, 0);
  second = mb_archive_next(archive, &error);
  g_assert_cmpstr(second, ==, "b");
  g_assert_cmpint(mb_archive_read(archive, text, 3, &error), ==, 0);
  g_assert_null(mb_archive_next(archive, &error));
  g_assert_no_error(error);
  close(fd);
}

/* Cut and changed at every byte: an end or an error, never a death. */
static void test_broken(void) {
  for (guint i = 0; i < 2 * sizeof zip; i += 3) {
    char copy[sizeof zip], block[64];
    memcpy(copy, zip, sizeof zip);
    gsize len = i < sizeof zip ? i : sizeof zip;
    if (i >= sizeof zip)
      copy[i - sizeof zip] ^= 0xff;
    int fd = file_with(copy, len);
    g_autoptr(GError) error = NULL;
    g_autoptr(MbArchive) archive = mb_archive_open(fd, FALSE, NULL);
    for (char *name; (name = mb_archive_next(archive, &error)); g_free(name))
      while (mb_archive_read(archive, block, sizeof block, NULL) > 0)
        ;
    g_assert_false(error && g_str_has_prefix(error->message, "error.worker"));
    close(fd);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/archives/good", test_good);
  g_test_add_func("/archives/broken", test_broken);
  g_test_add_func("/archives/bad", test_bad);
  return g_test_run();
}
