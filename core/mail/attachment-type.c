/* What a file is by its first bytes. Only kinds that matter to a judge, plus the common harmless
 * ones. SPDX-License-Identifier: GPL-3.0-or-later */
#include "attachment-kind.h"

#define SNIFF 1024

typedef struct {
  gsize offset;
  const char *magic;
  gsize len;
  MbKind kind;
  const char *type;
} Magic;

#define M(offset, magic, kind, type)                                                               \
  { offset, magic, sizeof(magic) - 1, MB_KIND_##kind, type }

static const Magic magics[] = {
    M(0,
      "\x7f"
      "ELF",
      EXECUTABLE, "application/x-executable"),
    M(0, "\xfe\xed\xfa\xce", EXECUTABLE, "application/x-mach-binary"),
    M(0, "\xfe\xed\xfa\xcf", EXECUTABLE, "application/x-mach-binary"),
    M(0, "\xce\xfa\xed\xfe", EXECUTABLE, "application/x-mach-binary"),
    M(0, "\xcf\xfa\xed\xfe", EXECUTABLE, "application/x-mach-binary"),
    M(0, "\xca\xfe\xba\xbe", EXECUTABLE, "application/java-vm"),
    M(0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE, "application/x-ole-storage"),
    M(0, "\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1\x53\x78\xd0\x29\x96\xd3", ONENOTE,
      "application/onenote"),
    M(0, "L\0\0\0\x01\x14\x02\0", SHORTCUT, "application/x-ms-shortcut"),
    M(0, "ITSF", SCRIPT, "application/vnd.ms-htmlhelp"),
    M(0, "PK\3\4", ARCHIVE, "application/zip"),
    M(0, "PK\5\6", ARCHIVE, "application/zip"),
    M(0, "PK00PK\3\4", ARCHIVE, "application/zip"),
    M(0, "Rar!\x1a\7", ARCHIVE, "application/vnd.rar"),
    M(0, "7z\xbc\xaf\x27\x1c", ARCHIVE, "application/x-7z-compressed"),
    M(0, "MSCF\0\0\0\0", ARCHIVE, "application/vnd.ms-cab-compressed"),
    M(2, "-lh", ARCHIVE, "application/x-lzh-compressed"),
    M(2, "-lz", ARCHIVE, "application/x-lzh-compressed"),
    M(257, "ustar", ARCHIVE, "application/x-tar"),
    M(7, "**ACE**", ARCHIVE, "application/x-ace-compressed"),
    M(0, "\x1f\x8b\x08", PACKED, "application/gzip"),
    M(0, "BZh", PACKED, "application/x-bzip2"),
    M(0,
      "\xfd"
      "7zXZ\0",
      PACKED, "application/x-xz"),
    M(0, "\x28\xb5\x2f\xfd", PACKED, "application/zstd"),
    M(32769, "CD001", DISK, "application/x-iso9660-image"),
    M(34817, "CD001", DISK, "application/x-iso9660-image"),
    M(32769, "BEA01", DISK, "application/x-iso9660-image"), /* UDF alone */
    M(0, "conectix", DISK, "application/x-vhd"),
    M(0, "vhdxfile", DISK, "application/x-vhdx"),
    M(0, "%PDF-", PDF, "application/pdf"),
    M(0, "{\\rt", DOCUMENT, "text/rtf"),
    M(0, "\x89PNG\r\n", PICTURE, "image/png"),
    M(0, "\xff\xd8\xff", PICTURE, "image/jpeg"),
    M(0, "GIF8", PICTURE, "image/gif"),
    M(0, "II*\0", PICTURE, "image/tiff"),
    M(0, "MM\0*", PICTURE, "image/tiff"),
    M(8, "WEBP", PICTURE, "image/webp"),
    M(0, "ID3", PICTURE, "audio/mpeg"),
    M(4, "ftyp", PICTURE, "video/mp4"),
    M(0, "[InternetShortcut]", SHORTCUT, "application/x-mswinurl"),
    M(0, "[Desktop Entry]", SHORTCUT, "application/x-desktop"),
};

static const char *const html_starts[] = {"<!doctype html", "<html", "<head",   "<body", "<script",
                                          "<iframe",        "<meta", "<title",  "<form", "<style",
                                          "<table",         "<div",  "<center", "<a ",   "<img"};

static guint32 le32(const char *p) {
  const guchar *u = (const guchar *)p;
  return u[0] | u[1] << 8 | u[2] << 16 | (guint32)u[3] << 24;
}

static gboolean at(MbSlice b, gsize offset, const char *magic, gsize len) {
  return offset + len <= b.len && memcmp(b.data + offset, magic, len) == 0;
}

/* A text may begin with "MZ" as well: ask for the PE header, or for zeros as no text has them. */
static gboolean is_dos_program(MbSlice b) {
  if (b.len < 64 || memcmp(b.data, "MZ", 2) != 0)
    return FALSE;
  return at(b, le32(b.data + 0x3c), "PE\0\0", 4) || memchr(b.data, 0, 64) != NULL;
}

/* Floppy and hard-disk images without a signature of their own: a boot sector. */
static gboolean is_boot_sector(MbSlice b) {
  return b.len >= 4096 && at(b, 510, "\x55\xaa", 2) &&
         (at(b, 54, "FAT", 3) || at(b, 82, "FAT32", 5) || at(b, 3, "NTFS    ", 8));
}

/* The beginning as plain letters: BOM, zeros (of UTF-16), blanks and XML heads left out. */
static gsize text_head(MbSlice b, char head[static SNIFF + 1]) {
  gsize n = 0;
  for (gsize i = 0; i < b.len && i < 4 * SNIFF && n < SNIFF; i++) {
    guchar c = b.data[i];
    if (c == 0 || (n == 0 && (c <= ' ' || c >= 0xef)) || (n == 0 && (c == 0xbb || c == 0xbf)))
      continue;
    head[n++] = g_ascii_tolower(c);
  }
  head[n] = 0;
  return n;
}

/* Behind comments and "<?xml …?>", which may stand in front of everything. */
static const char *skip_prolog(const char *p) {
  for (;;) {
    while (g_ascii_isspace(*p))
      p++;
    const char *end = NULL;
    if (g_str_has_prefix(p, "<!--"))
      end = strstr(p, "-->");
    else if (g_str_has_prefix(p, "<?"))
      end = strstr(p, "?>");
    if (!end)
      return p;
    p = strchr(end, '>') + 1;
  }
}

static MbFileKind kind_of_text(MbSlice b) {
  char head[SNIFF + 1] = "";
  text_head(b, head);
  const char *p = skip_prolog(head);
  for (guint i = 0; i < G_N_ELEMENTS(html_starts); i++)
    if (g_str_has_prefix(p, html_starts[i]))
      return (MbFileKind){MB_KIND_HTML, 0, "text/html"};
  if (g_str_has_prefix(p, "<svg") || g_str_has_prefix(p, "<!doctype svg"))
    return (MbFileKind){MB_KIND_SVG, 0, "image/svg+xml"};
  if (g_str_has_prefix(p, "<librarydescription") || g_str_has_prefix(p, "<searchconnectordesc"))
    return (MbFileKind){MB_KIND_SHORTCUT, MB_ATT_SHORTCUT, "application/windows-library+xml"};
  if (g_str_has_prefix(p, "<job") || g_str_has_prefix(p, "<package>"))
    return (MbFileKind){MB_KIND_SCRIPT, MB_ATT_SCRIPT, "text/x-wsf"};
  if (g_str_has_prefix(head, "#!/") || g_str_has_prefix(head, "@echo off"))
    return (MbFileKind){MB_KIND_SCRIPT, MB_ATT_SCRIPT, "text/x-script"};
  return (MbFileKind){MB_KIND_NONE, 0, NULL};
}

MbFileKind mb_kind_of_bytes(MbSlice b) {
  if (is_dos_program(b))
    return (MbFileKind){MB_KIND_EXECUTABLE, MB_ATT_EXECUTABLE,
                        "application/vnd.microsoft.portable-executable"};
  for (guint i = 0; i < G_N_ELEMENTS(magics); i++)
    if (at(b, magics[i].offset, magics[i].magic, magics[i].len) &&
        (magics[i].offset != 2 || at(b, 6, "-", 1))) /* "-lh5-" */
      return (MbFileKind){magics[i].kind, mb_kind_flags(magics[i].kind), magics[i].type};
  if (is_boot_sector(b) ||
      (b.len > 512 && (at(b, b.len - 512, "conectix", 8) || at(b, b.len - 512, "koly", 4))))
    return (MbFileKind){MB_KIND_DISK, MB_ATT_DISK_IMAGE, "application/x-raw-disk-image"};
  if (b.len && memmem(b.data, MIN(b.len, SNIFF), "%PDF-", 5)) /* readers allow some junk first */
    return (MbFileKind){MB_KIND_PDF, 0, "application/pdf"};
  return b.len ? kind_of_text(b) : (MbFileKind){MB_KIND_NONE, 0, NULL};
}
