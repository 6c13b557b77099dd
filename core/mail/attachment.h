/* What an attachment is: by its bytes, not by its label; names inside archives (headers only,
 * bounded). SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../base/arena.h"

typedef enum {
  MB_ATT_EXECUTABLE =
      1 << 0, /* PE, ELF, Mach-O, MSI by content, or .exe .scr .com .pif .cpl .msi … by name */
  MB_ATT_SCRIPT = 1 << 1,     /* .js .jse .vbs .wsf .hta .ps1 .bat .cmd .sh … */
  MB_ATT_SHORTCUT = 1 << 2,   /* .lnk .url .desktop .library-ms */
  MB_ATT_DISK_IMAGE = 1 << 3, /* .iso .img .vhd(x) */
  MB_ATT_HTML = 1 << 4,
  MB_ATT_SMUGGLING = 1 << 5,  /* HTML or SVG whose script builds a file */
  MB_ATT_MACRO = 1 << 6,      /* Office file with macros: OLE VBA storage or vbaProject.bin */
  MB_ATT_DOUBLE_EXT = 1 << 7, /* invoice.pdf.exe, also hidden by blanks or bidi */
  MB_ATT_ARCHIVE = 1 << 8,
  MB_ATT_ENCRYPTED = 1 << 9,      /* archive or document that asks for a password */
  MB_ATT_TYPE_MISMATCH = 1 << 10, /* content is of another kind than name and type say */
  MB_ATT_BIDI_NAME = 1 << 11,
  MB_ATT_ONENOTE = 1 << 12,
  MB_ATT_LIST_CUT = 1 << 13,      /* archive not listed to the end */
  MB_ATT_BROKEN = 1 << 14,        /* an archive that could not be read */
  MB_ATT_PASSWORD_FORM = 1 << 15, /* an HTML attachment with a password field */
  MB_ATT_IN_ARCHIVE =
      1 << 16, /* one of the above (script, executable …) stands inside the archive */
  MB_ATT_PAGE_ACTS = 1 << 17, /* a page that runs a script or leads on by itself */
} MbAttFlags;

typedef struct {
  MbSlice name;         /* decoded UTF-8 (RFC 2047 and 2231), may be empty */
  const char *declared; /* MIME type as declared, lower-case */
  const char *detected; /* MIME type by content, or NULL when nothing is known */
  gsize size;           /* decoded bytes */
  guint flags;
  GPtrArray *entries;    /* char* UTF-8 names inside the archive, at most MB_MAX_ENTRIES; NULL if no
                            archive */
  const char *bad_entry; /* the first entry that raised a flag, or NULL */
  int part;
} MbAttachment;

#define MB_MAX_ENTRIES 1000

/* Fills detected, size, flags and entries from name, declared and the decoded bytes. Lives in
 * arena. */
void mb_attachment_read(MbArena *arena, MbAttachment *attachment, MbSlice bytes);
