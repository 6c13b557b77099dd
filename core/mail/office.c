/* OLE2 compound files ([MS-CFB] 2.6): directory entries are found where they can stand, every 128
 * bytes, without following the sector chains an attacker wrote.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "attachment-kind.h"

#define ENTRY 128

enum { STORAGE = 1, STREAM = 2, ROOT = 5 };

/* entry's UTF-16LE name equals the ASCII name, its length field and type agree. */
static gboolean is_entry(const char *entry, const char *name, guchar type) {
  gsize n = strlen(name);
  const guchar *u = (const guchar *)entry;
  if (u[66] != type || u[64] + 256u * u[65] != 2 * (n + 1))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (u[2 * i] != (guchar)name[i] || u[2 * i + 1])
      return FALSE;
  return u[2 * n] == 0 && u[2 * n + 1] == 0;
}

static const struct {
  const char *name;
  guchar type;
  guint flags;
  const char *mime;
} entries[] = {
    {"VBA", STORAGE, MB_ATT_MACRO, NULL},
    {"_VBA_PROJECT", STREAM, MB_ATT_MACRO, NULL},
    {"_VBA_PROJECT_CUR", STORAGE, MB_ATT_MACRO, NULL},
    {"EncryptedPackage", STREAM, MB_ATT_ENCRYPTED, "application/vnd.ms-office"},
    {"WordDocument", STREAM, 0, "application/msword"},
    {"Workbook", STREAM, 0, "application/vnd.ms-excel"},
    {"Book", STREAM, 0, "application/vnd.ms-excel"},
    {"PowerPoint Document", STREAM, 0, "application/vnd.ms-powerpoint"},
    {"__nameid_version1.0", STORAGE, 0, "application/vnd.ms-outlook"},
};

/* {000C1084-0000-0000-C000-000000000046} and …1082: installer database and merge module. */
static gboolean is_installer(const char *entry) {
  static const char tail[] = "\x10\x0c\0\0\0\0\0\xc0\0\0\0\0\0\0\x46";
  return is_entry(entry, "Root Entry", ROOT) &&
         ((guchar)entry[80] == 0x84 || (guchar)entry[80] == 0x82) &&
         memcmp(entry + 81, tail, 15) == 0;
}

/* The first stream usually begins in the first sector: Word's FIB and Excel's BOF tell there
 * whether a password is asked for ([MS-DOC] 2.5.2, [MS-XLS] 2.4.117). */
static gboolean is_encrypted(MbSlice b) {
  if (b.len < 1024)
    return FALSE;
  const guchar *p = (const guchar *)b.data + 512;
  if (p[0] == 0xEC && p[1] == 0xA5)
    return p[0x0B] & 1;
  if (p[0] == 0x09 && p[1] == 0x08) {
    gsize next = 4 + (gsize)p[2] + 256 * p[3];
    return next < 64 && p[next] == 0x2F && p[next + 1] == 0;
  }
  return FALSE;
}

guint mb_ole_read(MbSlice bytes, const char **type) {
  guint flags = is_encrypted(bytes) ? MB_ATT_ENCRYPTED : 0;
  for (gsize at = 512; at + ENTRY <= bytes.len; at += ENTRY) {
    const char *entry = bytes.data + at;
    if (entry[66] != STORAGE && entry[66] != STREAM && entry[66] != ROOT)
      continue;
    if (is_installer(entry)) {
      *type = "application/x-msi";
      return flags | MB_ATT_EXECUTABLE;
    }
    for (guint i = 0; i < G_N_ELEMENTS(entries); i++)
      if (is_entry(entry, entries[i].name, entries[i].type)) {
        flags |= entries[i].flags;
        if (entries[i].mime)
          *type = entries[i].mime;
      }
  }
  return flags;
}
