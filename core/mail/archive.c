/* Names inside archives, through libarchive: headers only, at most MB_MAX_ENTRIES of them. A
 * compressed tar has to be unpacked to be listed, so only its first megabytes are looked at.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "attachment-kind.h"

#include "charset.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#define MAX_UNPACKED (8 * 1024 * 1024)
#define MAX_NAME     1024
#define RUNS         (MB_ATT_EXECUTABLE | MB_ATT_SCRIPT | MB_ATT_SHORTCUT | MB_ATT_DISK_IMAGE)
#define FEW          3
#define TREE         20 /* entries from which on an archive of folders is a source tree */

typedef struct {
  gboolean page;
  gboolean content_types, word, excel, powerpoint, odf, manifest, macro, tree_script, folders;
  const char *script;
  const char *inside; /* the name of this archive where it lies in another one */
  gsize unpacked;
} Seen;

/* libarchive gives no name at all where the locale cannot hold it, and workers run in the C locale. */
static locale_t utf8_locale(void) {
  static gsize ready;
  static locale_t locale;
  if (g_once_init_enter(&ready)) {
    locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    g_once_init_leave(&ready, 1);
  }
  return locale ? locale : LC_GLOBAL_LOCALE;
}

/* Old Japanese zip programs write names as Windows has them. */
static MbSlice utf8_name(MbArena *arena, MbSlice name) {
  return !name.len || g_utf8_validate(name.data, name.len, NULL)
             ? name
             : mb_charset_to_utf8(arena, name, "cp932", NULL, NULL);
}

static MbSlice entry_name(MbArena *arena, struct archive_entry *entry) {
  const char *raw = archive_entry_pathname(entry);
  if (!raw)
    raw = archive_entry_pathname_utf8(entry);
  MbSlice name = mb_slice_str(raw);
  name.len = MIN(name.len, MAX_NAME);
  return mb_arena_slice(arena, utf8_name(arena, name));
}

static MbSlice joined(MbArena *arena, const char *archive, MbSlice name) {
  g_autofree char *path = g_strconcat(archive, "/", name.data, NULL);
  return mb_arena_slice(arena, mb_slice_str(path));
}

static gboolean ends_in(const char *name, const char *end) {
  gsize n = strlen(name), m = strlen(end);
  return n >= m && g_ascii_strcasecmp(name + n - m, end) == 0;
}

/* Names that tell what the zip really is. */
static void note_package(Seen *seen, const char *name) {
  seen->content_types |= g_str_equal(name, "[Content_Types].xml");
  seen->word |= g_str_has_prefix(name, "word/");
  seen->excel |= g_str_has_prefix(name, "xl/");
  seen->powerpoint |= g_str_has_prefix(name, "ppt/");
  seen->odf |= g_str_equal(name, "mimetype");
  seen->manifest |= g_str_equal(name, "META-INF/MANIFEST.MF");
  seen->macro |= ends_in(name, "vbaProject.bin") || g_str_has_prefix(name, "xl/macrosheets/");
}

static void note_entry(MbAttachment *att, Seen *seen, MbFileKind kind, MbSlice name) {
  guint bad = kind.flags & (MB_ATT_EXECUTABLE | MB_ATT_SHORTCUT | MB_ATT_DISK_IMAGE |
                            MB_ATT_DOUBLE_EXT | MB_ATT_BIDI_NAME | MB_ATT_ONENOTE);
  note_package(seen, name.data);
  seen->folders |= strchr(name.data, '/') != NULL;
  att->flags |= kind.flags & MB_ATT_MACRO;
  seen->page |= (kind.flags & MB_ATT_HTML) != 0;
  if (kind.flags & MB_ATT_SCRIPT && !seen->script)
    seen->script = name.data;
  if (!bad)
    return;
  att->flags |= bad | MB_ATT_IN_ARCHIVE;
  if (!att->bad_entry)
    att->bad_entry = name.data;
}

/* Scripts lie around in every source tree; alone or among a few files they are there to be run. */
static void judge_scripts(MbAttachment *att, const Seen *seen) {
  if (!seen->script || (seen->folders && att->entries->len > TREE))
    return;
  att->flags |= MB_ATT_SCRIPT | MB_ATT_IN_ARCHIVE;
  if (!att->bad_entry)
    att->bad_entry = seen->script;
}

static struct archive *new_reader(void) {
  struct archive *a = archive_read_new();
  archive_read_support_format_zip(a);
  archive_read_support_format_7zip(a);
  archive_read_support_format_rar(a);
  archive_read_support_format_rar5(a);
  archive_read_support_format_iso9660(a);
  archive_read_support_format_tar(a);
  archive_read_support_format_cab(a);
  archive_read_support_format_lha(a);
  return a;
}

static void list(MbArena *arena, struct archive *a, MbAttachment *att, Seen *seen);

/* An archive in the archive is looked into, too, but no deeper. */
static void list_inside(MbArena *arena, struct archive *a, MbAttachment *att, Seen *outer,
                        MbSlice name) {
  gsize room = MAX_UNPACKED - outer->unpacked, len = 0;
  gssize n = 0;
  if (outer->inside || !room) {
    att->flags |= MB_ATT_LIST_CUT;
    return;
  }
  Seen seen = {.inside = name.data};
  g_autofree char *data = g_malloc(room);
  while (len < room && (n = archive_read_data(a, data + len, room - len)) > 0)
    len += n;
  outer->unpacked += len;
  struct archive *inner = new_reader();
  if (n < 0 || len == room || archive_read_open_memory(inner, data, len) != ARCHIVE_OK)
    att->flags |= MB_ATT_LIST_CUT;
  else
    list(arena, inner, att, &seen);
  archive_read_free(inner);
  judge_scripts(att, &seen);
}

static void list(MbArena *arena, struct archive *a, MbAttachment *att, Seen *seen) {
  struct archive_entry *entry;
  int result;
  while ((result = archive_read_next_header(a, &entry)) == ARCHIVE_OK || result == ARCHIVE_WARN) {
    if (att->entries->len >= MB_MAX_ENTRIES) {
      att->flags |= MB_ATT_LIST_CUT;
      break;
    }
    MbSlice name = entry_name(arena, entry);
    if (archive_entry_is_encrypted(entry))
      att->flags |= MB_ATT_ENCRYPTED;
    if (archive_entry_filetype(entry) == AE_IFDIR)
      continue;
    if (!name.len) { /* it may be anything */
      att->flags |= MB_ATT_LIST_CUT;
      continue;
    }
    MbFileKind kind = mb_kind_of_name(name);
    if (seen->inside)
      name = joined(arena, seen->inside, name);
    g_ptr_array_add(att->entries, (gpointer)name.data);
    note_entry(att, seen, kind, name);
    if (kind.kind == MB_KIND_ARCHIVE)
      list_inside(arena, a, att, seen, name);
  }
  const char *error = archive_error_string(a);
  if (archive_read_has_encrypted_entries(a) == 1 || (error && strstr(error, "ncrypt")))
    att->flags |= MB_ATT_ENCRYPTED;
  else if (result != ARCHIVE_EOF && !(att->flags & MB_ATT_LIST_CUT))
    att->flags |= att->entries->len ? MB_ATT_LIST_CUT : MB_ATT_BROKEN;
}

/* The first MAX_UNPACKED bytes of a compressed stream; caller frees. */
static char *unpack(MbSlice bytes, gsize *len, gboolean *more) {
  struct archive *a = archive_read_new();
  struct archive_entry *entry;
  char *out = NULL;
  gssize n;
  *len = 0;
  archive_read_support_format_raw(a);
  archive_read_support_filter_gzip(a);
  archive_read_support_filter_bzip2(a);
  archive_read_support_filter_xz(a);
  archive_read_support_filter_zstd(a);
  if (archive_read_open_memory(a, bytes.data, bytes.len) == ARCHIVE_OK &&
      archive_read_next_header(a, &entry) == ARCHIVE_OK) {
    out = g_malloc(MAX_UNPACKED);
    while (*len < MAX_UNPACKED && (n = archive_read_data(a, out + *len, MAX_UNPACKED - *len)) > 0)
      *len += n;
    *more = *len == MAX_UNPACKED;
  }
  archive_read_free(a);
  return out;
}

static const char *package_type(MbAttachment *att, const Seen *seen) {
  const char *type = NULL;
  if (seen->content_types && seen->word)
    type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  else if (seen->content_types && seen->excel)
    type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  else if (seen->content_types && seen->powerpoint)
    type = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
  else if (seen->odf)
    type = "application/vnd.oasis.opendocument";
  if (type) {
    att->flags &= ~(guint)MB_ATT_ARCHIVE;
    att->flags |= seen->macro ? MB_ATT_MACRO : 0;
  } else if (seen->manifest) {
    type = "application/java-archive";
    att->flags |= MB_ATT_EXECUTABLE;
  }
  return type;
}

static gboolean has_entry(const MbAttachment *att, const char *name) {
  for (guint i = 0; i < att->entries->len; i++)
    if (g_str_equal(att->entries->pdata[i], name))
      return TRUE;
  return FALSE;
}

/* A place where a zip names a file (APPNOTE 4.3.7, 4.3.12). */
typedef struct {
  char mark[5];
  guint len_at, name_at;
} NamePlace;

/* Programs that unpack read a zip from its end or from its beginning, and a forged one tells each of
 * them another story. libarchive lists one of them; here is what stands in the other places, where it
 * is of a kind that runs. */
static void note_other_names(MbArena *arena, MbAttachment *att, MbSlice bytes,
                             const NamePlace *place) {
  const char *p = bytes.data, *end = bytes.data + bytes.len;
  Seen seen = {0};
  for (guint n = 0; n < MB_MAX_ENTRIES && (p = memmem(p, end - p, place->mark, 4)); n++, p += 4) {
    if (end - p < (gssize)place->name_at)
      break;
    gsize len = (guint8)p[place->len_at] | (guint8)p[place->len_at + 1] << 8;
    if (!len || len > MAX_NAME || len > (gsize)(end - p) - place->name_at)
      continue;
    MbSlice name = mb_arena_slice(arena, utf8_name(arena, mb_slice(p + place->name_at, len)));
    MbFileKind kind = mb_kind_of_name(name);
    if (kind.flags & RUNS && !has_entry(att, name.data))
      note_entry(att, &seen, kind, name);
  }
  judge_scripts(att, &seen);
}

static void list_bytes(MbArena *arena, MbAttachment *att, MbSlice bytes, const char **type) {
  Seen seen = {0};
  struct archive *a = new_reader();
  if (archive_read_open_memory(a, bytes.data, bytes.len) == ARCHIVE_OK)
    list(arena, a, att, &seen);
  else
    att->flags |= MB_ATT_BROKEN;
  archive_read_free(a);
  judge_scripts(att, &seen);
  static const NamePlace places[] = {{"PK\3\4", 26, 30}, {"PK\1\2", 28, 46}};
  for (guint i = 0; i < G_N_ELEMENTS(places); i++)
    if (!(att->flags & MB_ATT_IN_ARCHIVE))
      note_other_names(arena, att, bytes, &places[i]);
  if (seen.page && !seen.folders && att->entries->len <= FEW) /* no saved site */
    att->flags |= MB_ATT_HTML | MB_ATT_IN_ARCHIVE;
  const char *package = package_type(att, &seen);
  if (package)
    *type = package;
}

static void list_packed(MbArena *arena, MbAttachment *att, MbSlice bytes, const char **type) {
  gsize len;
  gboolean more = FALSE;
  g_autofree char *data = unpack(bytes, &len, &more);
  if (!data) {
    att->flags |= MB_ATT_BROKEN;
    return;
  }
  MbSlice inner = mb_slice(data, len);
  MbFileKind kind = mb_kind_of_bytes(inner);
  if (kind.kind == MB_KIND_ARCHIVE && g_str_equal(kind.type, "application/x-tar"))
    list_bytes(arena, att, inner, type);
  else if (kind.flags & (MB_ATT_EXECUTABLE | MB_ATT_SHORTCUT | MB_ATT_DISK_IMAGE))
    att->flags |= kind.flags | MB_ATT_IN_ARCHIVE;
  att->flags |= more ? MB_ATT_LIST_CUT : 0;
}

static void free_entries(gpointer entries) {
  g_ptr_array_unref(entries);
}

void mb_archive_read(MbArena *arena, MbAttachment *attachment, MbSlice bytes, MbKind kind,
                     const char **type) {
  locale_t before = uselocale(utf8_locale());
  attachment->entries = mb_arena_own(arena, g_ptr_array_new(), free_entries);
  if (kind == MB_KIND_PACKED)
    list_packed(arena, attachment, bytes, type);
  else
    list_bytes(arena, attachment, bytes, type);
  uselocale(before);
}
