/* Files built here by libarchive and by hand, told apart by name and content.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/attachment.h"
#include "mail/charset.h"

#include <archive.h>
#include <archive_entry.h>

static MbAttachment read_bytes(MbArena *arena, const char *name, const char *bytes, gsize len) {
  MbAttachment a = {.name = mb_slice_str(name), .declared = "application/octet-stream"};
  mb_attachment_read(arena, &a, mb_slice(bytes, len));
  g_assert_cmpuint(a.size, ==, len);
  return a;
}

#define RLO "\342\200\256"

static const struct {
  const char *name;
  guint flags;
} name_rows[] = {
    {"report.pdf", 0},
    {"写真.JPG", 0},
    {"見積書.xlsx", 0},
    {"a.tar.gz", MB_ATT_ARCHIVE},
    {"請求書.pdf.zip", MB_ATT_ARCHIVE},
    {"setup.EXE", MB_ATT_EXECUTABLE},
    {"invoice.pdf.exe", MB_ATT_EXECUTABLE | MB_ATT_DOUBLE_EXT},
    {"invoice.pdf.exe. .", MB_ATT_EXECUTABLE | MB_ATT_DOUBLE_EXT},
    {"invoice.pdf          .js", MB_ATT_SCRIPT | MB_ATT_DOUBLE_EXT},
    {"invoice\343\200\200\343\200\200\343\200\200.lnk", MB_ATT_SHORTCUT | MB_ATT_DOUBLE_EXT},
    {"invoice" RLO "fdp.exe", MB_ATT_EXECUTABLE | MB_ATT_DOUBLE_EXT | MB_ATT_BIDI_NAME},
    {RLO "gpj.x", MB_ATT_BIDI_NAME},
    {"a.exe/b.txt", 0},
    {"scan.docm", MB_ATT_MACRO},
    {"x.iso", MB_ATT_DISK_IMAGE},
    {"x.library-ms", MB_ATT_SHORTCUT},
    {"x.one", MB_ATT_ONENOTE},
    {"x.html", MB_ATT_HTML},
    {"x.doc.html", MB_ATT_HTML | MB_ATT_DOUBLE_EXT},
    {"v1.2.exe", MB_ATT_EXECUTABLE},
    {"exe", 0},
    {".exe", MB_ATT_EXECUTABLE},
    {"", 0},
    {"\377\376.exe", MB_ATT_EXECUTABLE},
};

static void test_names(void) {
  for (guint i = 0; i < G_N_ELEMENTS(name_rows); i++) {
    g_autoptr(MbArena) arena = mb_arena_new();
    g_test_message("%s", name_rows[i].name);
    g_assert_cmphex(read_bytes(arena, name_rows[i].name, "", 0).flags, ==, name_rows[i].flags);
  }
}

#define ROW(name, bytes, type, flags)                                                              \
  { name, bytes, sizeof(bytes) - 1, type, flags }
#define ZEROS "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
#define PE    "MZ" ZEROS ZEROS

static const struct {
  const char *name, *bytes;
  gsize len;
  const char *type;
  guint flags;
} byte_rows[] = {
    ROW("a.pdf", "%PDF-1.4 x", "application/pdf", 0),
    ROW("a.png", "\x89PNG\r\n\x1a\n", "image/png", 0),
    ROW("a.txt", "MZ is how this text begins, and it goes on for quite a while after that, too.",
        NULL, 0),
    ROW("a.bin", PE, "application/vnd.microsoft.portable-executable", MB_ATT_EXECUTABLE),
    ROW("a.pdf", PE, "application/vnd.microsoft.portable-executable",
        MB_ATT_EXECUTABLE | MB_ATT_TYPE_MISMATCH),
    ROW("a.pdf", "<html><script>1</script>", "text/html", MB_ATT_TYPE_MISMATCH),
    ROW("a.xls", "<html><table>", "text/html", 0),
    ROW("a.doc", "{\\rtf1", "text/rtf", 0),
    ROW("", " \r\n<!-- x --><!DOCTYPE html>", "text/html", MB_ATT_HTML),
    ROW("a.txt", "<html>quoted", "text/html", 0),
    ROW("a.html",
        "\xff\xfe<\0h\0t\0m\0l\0>\0<\0i\0n\0p\0u\0t\0 \0t\0y\0p\0e\0=\0p\0a\0s\0s\0w\0o\0r\0d\0>\0",
        "text/html", MB_ATT_HTML | MB_ATT_PASSWORD_FORM),
    ROW("a.htm", "<script>x=new Blob([atob(y)]);a.download=z;a.click()</script>", "text/html",
        MB_ATT_HTML | MB_ATT_SMUGGLING | MB_ATT_PAGE_ACTS),
    ROW("a.svg", "<?xml version='1.0'?><svg><circle/></svg>", "image/svg+xml", 0),
    ROW("a.svg", "<svg><script>location='x'</script></svg>", "image/svg+xml",
        MB_ATT_HTML | MB_ATT_SCRIPT | MB_ATT_PAGE_ACTS),
    ROW("a.html", "<html><meta http-equiv=refresh content='0;url=https://a.example/'>", "text/html",
        MB_ATT_HTML | MB_ATT_PAGE_ACTS),
    ROW("a.html", "<html><a href='https://a.example/'>x</a>", "text/html", MB_ATT_HTML),
    ROW("a.svg", "<svg><a href='https://a.example/'>x</a></svg>", "image/svg+xml",
        MB_ATT_HTML | MB_ATT_PAGE_ACTS),
    ROW("a", "L\0\0\0\x01\x14\x02\0", "application/x-ms-shortcut", MB_ATT_SHORTCUT),
    ROW("a.txt", "[InternetShortcut]\r\nURL=x", "application/x-mswinurl",
        MB_ATT_SHORTCUT | MB_ATT_TYPE_MISMATCH),
    ROW("a.library-ms", "<?xml version=\"1.0\"?><libraryDescription>",
        "application/windows-library+xml", MB_ATT_SHORTCUT),
    ROW("a.txt", "#!/bin/sh\n", "text/x-script", 0),
    ROW("a.sh", "#!/bin/sh\n", "text/x-script", MB_ATT_SCRIPT),
    ROW("a.zip", "PK\3\4broken", "application/zip", MB_ATT_ARCHIVE | MB_ATT_BROKEN),
    ROW("a.one", "\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1\x53\x78\xd0\x29\x96\xd3",
        "application/onenote", MB_ATT_ONENOTE),
};

static void test_bytes(void) {
  for (guint i = 0; i < G_N_ELEMENTS(byte_rows); i++) {
    g_autoptr(MbArena) arena = mb_arena_new();
    MbAttachment a = read_bytes(arena, byte_rows[i].name, byte_rows[i].bytes, byte_rows[i].len);
    g_test_message("%u %s", i, byte_rows[i].name);
    g_assert_cmpstr(a.detected, ==, byte_rows[i].type);
    g_assert_cmphex(a.flags, ==, byte_rows[i].flags);
  }
}

/* An archive of empty files; names separated by "|". */
static gsize make_archive(char *buf, gsize size, int format, int filter, const char *names,
                          const char *password) {
  struct archive *w = archive_write_new();
  g_auto(GStrv) list = g_strsplit(names, "|", -1);
  size_t used = 0;
  g_assert_cmpint(archive_write_set_format(w, format), ==, ARCHIVE_OK);
  archive_write_add_filter(w, filter);
  archive_write_set_bytes_per_block(w, 0);
  if (password) {
    archive_write_set_options(w, "zip:encryption=traditional");
    archive_write_set_passphrase(w, password);
  }
  g_assert_cmpint(archive_write_open_memory(w, buf, size, &used), ==, ARCHIVE_OK);
  for (char **name = list; *name; name++) {
    struct archive_entry *e = archive_entry_new();
    archive_entry_set_pathname(e, *name);
    archive_entry_set_filetype(e, AE_IFREG);
    archive_entry_set_perm(e, 0644);
    archive_entry_set_size(e, 4);
    archive_write_header(w, e);
    archive_write_data(w, "text", 4);
    archive_entry_free(e);
  }
  archive_write_close(w);
  archive_write_free(w);
  return used;
}

#define ZIP  ARCHIVE_FORMAT_ZIP
#define TAR  ARCHIVE_FORMAT_TAR_USTAR
#define NONE ARCHIVE_FILTER_NONE
#define GZIP ARCHIVE_FILTER_GZIP
#define ARC  MB_ATT_ARCHIVE

static const struct {
  int format, filter;
  const char *names, *password;
  guint flags;
  guint entries;
  const char *bad;
} archive_rows[] = {
    {ZIP, NONE, "a.txt|b/c.pdf", NULL, ARC, 2, NULL},
    {ZIP, NONE, "a.pdf", "pw", ARC | MB_ATT_ENCRYPTED, 1, NULL},
    {ZIP, NONE, "a.txt|b/run.exe", NULL, ARC | MB_ATT_EXECUTABLE | MB_ATT_IN_ARCHIVE, 2,
     "b/run.exe"},
    {ZIP, NONE, "a.pdf.js", NULL, ARC | MB_ATT_SCRIPT | MB_ATT_DOUBLE_EXT | MB_ATT_IN_ARCHIVE, 1,
     "a.pdf.js"},
    {ZIP, NONE, "a.lnk", "pw", ARC | MB_ATT_ENCRYPTED | MB_ATT_SHORTCUT | MB_ATT_IN_ARCHIVE, 1,
     "a.lnk"},
    {ARCHIVE_FORMAT_7ZIP, NONE, "a.vbs", NULL, ARC | MB_ATT_SCRIPT | MB_ATT_IN_ARCHIVE, 1, "a.vbs"},
    {TAR, GZIP, "d/a.c|d/configure.sh", NULL, ARC | MB_ATT_SCRIPT | MB_ATT_IN_ARCHIVE, 2,
     "d/configure.sh"},
    {TAR, GZIP,
     "d/1|d/2|d/3|d/4|d/5|d/6|d/7|d/8|d/9|d/a|d/b|d/c|d/d|d/e|d/f|d/g|d/h|d/i|d/j|d/k|d/x.sh", NULL,
     ARC, 21, NULL},
    {TAR, ARCHIVE_FILTER_XZ, "a.scr", NULL, ARC | MB_ATT_EXECUTABLE | MB_ATT_IN_ARCHIVE, 1,
     "a.scr"},
    {TAR, NONE, "a.txt", NULL, ARC, 1, NULL},
    {ARCHIVE_FORMAT_ISO9660, NONE, "a.lnk", NULL,
     MB_ATT_DISK_IMAGE | MB_ATT_SHORTCUT | MB_ATT_IN_ARCHIVE, 1, "a.lnk"},
    {ZIP, NONE, "[Content_Types].xml|word/document.xml", NULL, 0, 2, NULL},
    {ZIP, NONE, "[Content_Types].xml|xl/vbaProject.bin", NULL, MB_ATT_MACRO, 2, NULL},
    {ZIP, NONE, "META-INF/MANIFEST.MF|A.class", NULL, ARC | MB_ATT_EXECUTABLE, 2, NULL},
    {ZIP, NONE, "\220\277\213\201\217\221.exe", NULL, ARC | MB_ATT_EXECUTABLE | MB_ATT_IN_ARCHIVE,
     1, "請求書.exe"},
};

static void test_archives(void) {
  gsize size = 1024 * 1024;
  g_autofree char *buf = g_malloc(size);
  for (guint i = 0; i < G_N_ELEMENTS(archive_rows); i++) {
    g_autoptr(MbArena) arena = mb_arena_new();
    gsize n = make_archive(buf, size, archive_rows[i].format, archive_rows[i].filter,
                           archive_rows[i].names, archive_rows[i].password);
    MbAttachment a = read_bytes(arena, "attached", buf, n);
    g_test_message("%s", archive_rows[i].names);
    g_assert_cmphex(a.flags, ==, archive_rows[i].flags);
    g_assert_nonnull(a.entries);
    g_assert_cmpuint(a.entries->len, ==, archive_rows[i].entries);
    g_assert_cmpstr(a.bad_entry, ==, archive_rows[i].bad);
  }
}

static void test_many_entries(void) {
  gsize size = 4 * 1024 * 1024;
  g_autoptr(MbArena) arena = mb_arena_new();
  g_autofree char *buf = g_malloc(size);
  g_autoptr(GString) names = g_string_new("a");
  for (int i = 0; i < MB_MAX_ENTRIES; i++)
    g_string_append_printf(names, "|%d", i);
  gsize n = make_archive(buf, size, ZIP, NONE, names->str, NULL);
  MbAttachment a = read_bytes(arena, "a.zip", buf, n);
  g_assert_cmpuint(a.entries->len, ==, MB_MAX_ENTRIES);
  g_assert_cmphex(a.flags, ==, ARC | MB_ATT_LIST_CUT);
}

/* 64 MiB of zeros in a gzip: only the first part is unpacked. */
static void test_bomb(void) {
  gsize size = 1024 * 1024, huge = 64 * 1024 * 1024;
  g_autoptr(MbArena) arena = mb_arena_new();
  g_autofree char *buf = g_malloc(size), *zeros = g_malloc0(huge);
  size_t used = 0;
  struct archive *w = archive_write_new();
  struct archive_entry *e = archive_entry_new();
  archive_write_set_format_raw(w);
  archive_write_add_filter_gzip(w);
  archive_write_open_memory(w, buf, size, &used);
  archive_entry_set_filetype(e, AE_IFREG);
  archive_write_header(w, e);
  archive_write_data(w, zeros, huge);
  archive_write_close(w);
  archive_write_free(w);
  archive_entry_free(e);
  MbAttachment a = read_bytes(arena, "a.gz", buf, used);
  g_assert_cmphex(a.flags, ==, ARC | MB_ATT_LIST_CUT);
  g_assert_cmpuint(mb_arena_used(arena), <, 64 * 1024);
}

static void put_entry(char *file, gsize at, const char *name, guchar type) {
  gsize n = strlen(name);
  for (gsize i = 0; i < n; i++)
    file[at + 2 * i] = name[i];
  file[at + 64] = 2 * (n + 1);
  file[at + 66] = type;
}

static void test_ole(void) {
  g_autoptr(MbArena) arena = mb_arena_new();
  char file[4096] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
  put_entry(file, 1024, "Root Entry", 5);
  put_entry(file, 1152, "WordDocument", 2);
  g_assert_cmphex(read_bytes(arena, "a.doc", file, sizeof file).flags, ==, 0);
  g_assert_cmpstr(read_bytes(arena, "a.doc", file, sizeof file).detected, ==, "application/msword");
  put_entry(file, 1280, "VBA", 1);
  g_assert_cmphex(read_bytes(arena, "a.doc", file, sizeof file).flags, ==, MB_ATT_MACRO);
  put_entry(file, 1408, "EncryptedPackage", 2);
  g_assert_cmphex(read_bytes(arena, "a.docx", file, sizeof file).flags, ==,
                  MB_ATT_MACRO | MB_ATT_ENCRYPTED);
  memcpy(file + 1024 + 80, "\x84\x10\x0c\0\0\0\0\0\xc0\0\0\0\0\0\0\x46", 16);
  g_assert_cmpstr(read_bytes(arena, "a.pdf", file, sizeof file).detected, ==, "application/x-msi");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  mb_charset_preload();
  g_test_add_func("/attachment/names", test_names);
  g_test_add_func("/attachment/bytes", test_bytes);
  g_test_add_func("/attachment/archives", test_archives);
  g_test_add_func("/attachment/many-entries", test_many_entries);
  g_test_add_func("/attachment/bomb", test_bomb);
  g_test_add_func("/attachment/ole", test_ole);
  return g_test_run();
}
