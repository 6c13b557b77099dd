/* What a file name promises, and the tricks to make it promise something else.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "attachment-kind.h"

#define GAP 3 /* blanks in a row in front of the extension that nobody writes by accident */

typedef struct {
  const char *ext;
  MbKind kind;
} Row;

static const Row rows[] = {
    {"exe", MB_KIND_EXECUTABLE},
    {"scr", MB_KIND_EXECUTABLE},
    {"com", MB_KIND_EXECUTABLE},
    {"pif", MB_KIND_EXECUTABLE},
    {"cpl", MB_KIND_EXECUTABLE},
    {"msi", MB_KIND_EXECUTABLE},
    {"msix", MB_KIND_EXECUTABLE},
    {"appx", MB_KIND_EXECUTABLE},
    {"msp", MB_KIND_EXECUTABLE},
    {"dll", MB_KIND_EXECUTABLE},
    {"ocx", MB_KIND_EXECUTABLE},
    {"jar", MB_KIND_EXECUTABLE},
    {"jnlp", MB_KIND_EXECUTABLE},
    {"apk", MB_KIND_EXECUTABLE},
    {"xll", MB_KIND_EXECUTABLE},
    {"wll", MB_KIND_EXECUTABLE},
    {"gadget", MB_KIND_EXECUTABLE},
    {"application", MB_KIND_EXECUTABLE},
    {"appref-ms", MB_KIND_EXECUTABLE},
    {"appinstaller", MB_KIND_EXECUTABLE},
    {"msixbundle", MB_KIND_EXECUTABLE},
    {"appxbundle", MB_KIND_EXECUTABLE},
    {"vsto", MB_KIND_EXECUTABLE},
    {"xbap", MB_KIND_EXECUTABLE},
    {"diagcab", MB_KIND_EXECUTABLE},
    {"wsb", MB_KIND_SCRIPT},
    {"pkg", MB_KIND_EXECUTABLE},
    {"js", MB_KIND_SCRIPT},
    {"jse", MB_KIND_SCRIPT},
    {"vbs", MB_KIND_SCRIPT},
    {"vbe", MB_KIND_SCRIPT},
    {"vb", MB_KIND_SCRIPT},
    {"wsf", MB_KIND_SCRIPT},
    {"wsh", MB_KIND_SCRIPT},
    {"wsc", MB_KIND_SCRIPT},
    {"sct", MB_KIND_SCRIPT},
    {"hta", MB_KIND_SCRIPT},
    {"ps1", MB_KIND_SCRIPT},
    {"psm1", MB_KIND_SCRIPT},
    {"bat", MB_KIND_SCRIPT},
    {"cmd", MB_KIND_SCRIPT},
    {"sh", MB_KIND_SCRIPT},
    {"command", MB_KIND_SCRIPT},
    {"reg", MB_KIND_SCRIPT},
    {"msc", MB_KIND_SCRIPT},
    {"chm", MB_KIND_SCRIPT},
    {"hlp", MB_KIND_SCRIPT},
    {"iqy", MB_KIND_SCRIPT},
    {"slk", MB_KIND_SCRIPT},
    {"settingcontent-ms", MB_KIND_SCRIPT},
    {"lnk", MB_KIND_SHORTCUT},
    {"url", MB_KIND_SHORTCUT},
    {"website", MB_KIND_SHORTCUT},
    {"webloc", MB_KIND_SHORTCUT},
    {"desktop", MB_KIND_SHORTCUT},
    {"scf", MB_KIND_SHORTCUT},
    {"rdp", MB_KIND_SHORTCUT},
    {"library-ms", MB_KIND_SHORTCUT},
    {"searchconnector-ms", MB_KIND_SHORTCUT},
    {"search-ms", MB_KIND_SHORTCUT},
    {"iso", MB_KIND_DISK},
    {"img", MB_KIND_DISK},
    {"vhd", MB_KIND_DISK},
    {"vhdx", MB_KIND_DISK},
    {"udf", MB_KIND_DISK},
    {"dmg", MB_KIND_DISK},
    {"html", MB_KIND_HTML},
    {"htm", MB_KIND_HTML},
    {"shtml", MB_KIND_HTML},
    {"shtm", MB_KIND_HTML},
    {"xhtml", MB_KIND_HTML},
    {"xht", MB_KIND_HTML},
    {"mht", MB_KIND_HTML},
    {"mhtml", MB_KIND_HTML},
    {"svg", MB_KIND_SVG},
    {"one", MB_KIND_ONENOTE},
    {"onepkg", MB_KIND_ONENOTE},
    {"zip", MB_KIND_ARCHIVE},
    {"rar", MB_KIND_ARCHIVE},
    {"7z", MB_KIND_ARCHIVE},
    {"tar", MB_KIND_ARCHIVE},
    {"cab", MB_KIND_ARCHIVE},
    {"lzh", MB_KIND_ARCHIVE},
    {"lha", MB_KIND_ARCHIVE},
    {"arj", MB_KIND_ARCHIVE},
    {"ace", MB_KIND_ARCHIVE},
    {"gz", MB_KIND_PACKED},
    {"tgz", MB_KIND_PACKED},
    {"bz2", MB_KIND_PACKED},
    {"xz", MB_KIND_PACKED},
    {"txz", MB_KIND_PACKED},
    {"zst", MB_KIND_PACKED},
    {"pdf", MB_KIND_PDF},
    {"doc", MB_KIND_DOCUMENT},
    {"docx", MB_KIND_DOCUMENT},
    {"xls", MB_KIND_DOCUMENT},
    {"xlsx", MB_KIND_DOCUMENT},
    {"xlsb", MB_KIND_DOCUMENT},
    {"ppt", MB_KIND_DOCUMENT},
    {"pptx", MB_KIND_DOCUMENT},
    {"rtf", MB_KIND_DOCUMENT},
    {"odt", MB_KIND_DOCUMENT},
    {"ods", MB_KIND_DOCUMENT},
    {"odp", MB_KIND_DOCUMENT},
    {"jtd", MB_KIND_DOCUMENT},
    {"xdw", MB_KIND_DOCUMENT},
    {"docm", MB_KIND_DOCUMENT},
    {"dotm", MB_KIND_DOCUMENT},
    {"xlsm", MB_KIND_DOCUMENT},
    {"xltm", MB_KIND_DOCUMENT},
    {"xlam", MB_KIND_DOCUMENT},
    {"pptm", MB_KIND_DOCUMENT},
    {"potm", MB_KIND_DOCUMENT},
    {"ppsm", MB_KIND_DOCUMENT},
    {"ppam", MB_KIND_DOCUMENT},
    {"jpg", MB_KIND_PICTURE},
    {"jpeg", MB_KIND_PICTURE},
    {"png", MB_KIND_PICTURE},
    {"gif", MB_KIND_PICTURE},
    {"bmp", MB_KIND_PICTURE},
    {"tif", MB_KIND_PICTURE},
    {"tiff", MB_KIND_PICTURE},
    {"webp", MB_KIND_PICTURE},
    {"heic", MB_KIND_PICTURE},
    {"mp3", MB_KIND_PICTURE},
    {"mp4", MB_KIND_PICTURE},
    {"wav", MB_KIND_PICTURE},
    {"mov", MB_KIND_PICTURE},
    {"avi", MB_KIND_PICTURE},
    {"txt", MB_KIND_TEXT},
    {"csv", MB_KIND_TEXT},
    {"log", MB_KIND_TEXT},
    {"xml", MB_KIND_TEXT},
    {"json", MB_KIND_TEXT},
    {"eml", MB_KIND_TEXT},
    {"patch", MB_KIND_TEXT},
    {"diff", MB_KIND_TEXT},
    {"ics", MB_KIND_TEXT},
};

static const char *const macro_exts[] = {"docm", "dotm", "xlsm", "xltm", "xlam",
                                         "pptm", "potm", "ppsm", "ppam", NULL};

guint mb_kind_flags(MbKind kind) {
  switch (kind) {
  case MB_KIND_EXECUTABLE:
    return MB_ATT_EXECUTABLE;
  case MB_KIND_SCRIPT:
    return MB_ATT_SCRIPT;
  case MB_KIND_SHORTCUT:
    return MB_ATT_SHORTCUT;
  case MB_KIND_DISK:
    return MB_ATT_DISK_IMAGE;
  case MB_KIND_ONENOTE:
    return MB_ATT_ONENOTE;
  case MB_KIND_HTML:
    return MB_ATT_HTML;
  case MB_KIND_ARCHIVE:
  case MB_KIND_PACKED:
    return MB_ATT_ARCHIVE;
  default:
    return 0;
  }
}

/* Blanks of any width, the Braille blank and the Hangul fillers look like nothing. */
static gboolean is_blank_char(gunichar c) {
  return g_unichar_isspace(c) || c == 0x2800 || c == 0x3164 || c == 0x115F || c == 0xFFA0 ||
         c == 0x200B || c == 0xA0;
}

static gboolean is_bidi(gunichar c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F;
}

/* Without what Windows drops at the end of a name, and only the part behind the last slash. */
static MbSlice base_name(MbSlice name) {
  while (name.len) {
    const char *last = g_utf8_find_prev_char(name.data, name.data + name.len);
    gunichar c = last ? g_utf8_get_char(last) : 0;
    if (!last || (c != '.' && !is_blank_char(c)))
      break;
    name.len = last - name.data;
  }
  for (gsize i = name.len; i > 0; i--)
    if (name.data[i - 1] == '/' || name.data[i - 1] == '\\')
      return mb_slice(name.data + i, name.len - i);
  return name;
}

/* The text behind the last dot; *rest what stands in front of the dot. */
static MbSlice extension(MbSlice name, MbSlice *rest) {
  for (gsize i = name.len; i > 0; i--)
    if (name.data[i - 1] == '.') {
      *rest = mb_slice(name.data, i - 1);
      return mb_slice(name.data + i, name.len - i);
    }
  *rest = name;
  return MB_SLICE_NONE;
}

static const Row *find_row(MbSlice ext) {
  for (guint i = 0; ext.len && ext.len < 20 && i < G_N_ELEMENTS(rows); i++)
    if (mb_slice_is(ext, rows[i].ext))
      return &rows[i];
  return NULL;
}

/* Blanks in a row right before the end of s. */
static gsize blanks_at_end(MbSlice s) {
  gsize n = 0;
  while (s.len) {
    const char *last = g_utf8_find_prev_char(s.data, s.data + s.len);
    if (!last || !is_blank_char(g_utf8_get_char(last)))
      break;
    s.len = last - s.data;
    n++;
  }
  return n;
}

static gboolean has_bidi(MbSlice s) {
  for (gsize i = 0; i < s.len; i = g_utf8_next_char(s.data + i) - s.data)
    if ((s.data[i] & 0x80) && is_bidi(g_utf8_get_char(s.data + i)))
      return TRUE;
  return FALSE;
}

/* "invoice.pdf.exe": a harmless extension in front of one that runs. */
static gboolean is_double(MbKind last, MbSlice rest, gboolean bidi) {
  gboolean runs = last == MB_KIND_EXECUTABLE || last == MB_KIND_SCRIPT ||
                  last == MB_KIND_SHORTCUT || last == MB_KIND_DISK || last == MB_KIND_HTML;
  if (!runs)
    return FALSE;
  if (last != MB_KIND_HTML && (bidi || blanks_at_end(rest) >= GAP))
    return TRUE;
  MbSlice front;
  const Row *row = find_row(extension(base_name(rest), &front));
  if (!row || !front.len)
    return FALSE;
  return row->kind == MB_KIND_PDF || row->kind == MB_KIND_DOCUMENT ||
         row->kind == MB_KIND_PICTURE || (row->kind == MB_KIND_TEXT && last != MB_KIND_HTML);
}

MbFileKind mb_kind_of_name(MbSlice name) {
  MbFileKind kind = {MB_KIND_NONE, 0, NULL};
  MbSlice rest, base;
  g_autofree char *valid = NULL;
  if (!g_utf8_validate(name.data, name.len, NULL)) {
    valid = g_utf8_make_valid(name.data, name.len);
    name = mb_slice_str(valid);
  }
  base = base_name(name);
  MbSlice ext = extension(base, &rest);
  const Row *row = find_row(ext);
  gboolean bidi = has_bidi(name);
  if (bidi)
    kind.flags |= MB_ATT_BIDI_NAME;
  if (!row)
    return kind;
  kind.kind = row->kind;
  kind.flags |= mb_kind_flags(row->kind);
  if (is_double(row->kind, rest, bidi))
    kind.flags |= MB_ATT_DOUBLE_EXT;
  if (g_strv_contains(macro_exts, row->ext))
    kind.flags |= MB_ATT_MACRO;
  return kind;
}
