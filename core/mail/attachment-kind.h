/* What kind of thing a file is, once by its name and once by its bytes.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "attachment.h"

typedef enum {
  MB_KIND_NONE, /* nothing known, or plain text */
  MB_KIND_DOCUMENT,
  MB_KIND_PICTURE, /* also sound and film */
  MB_KIND_PDF,
  MB_KIND_TEXT,
  MB_KIND_HTML,
  MB_KIND_SVG,
  MB_KIND_ARCHIVE,
  MB_KIND_PACKED, /* one compressed stream: a tar inside, or a single file */
  MB_KIND_DISK,
  MB_KIND_ONENOTE,
  MB_KIND_SHORTCUT,
  MB_KIND_SCRIPT,
  MB_KIND_EXECUTABLE,
  MB_KIND_OLE, /* by content only: container of old Office files, MSI, Outlook messages */
} MbKind;

typedef struct {
  MbKind kind;
  guint flags; /* MbAttFlags the name or content raises by itself */
  const char *type;
} MbFileKind;

/* By the last extension, blanks and dots at the end ignored as Windows does. flags holds also
 * double extension and bidi characters. */
MbFileKind mb_kind_of_name(MbSlice name);
MbFileKind mb_kind_of_bytes(MbSlice bytes);
guint mb_kind_flags(MbKind kind);

/* OLE2: MSI, macros, encryption. Returns flags, sets *type. */
guint mb_ole_read(MbSlice bytes, const char **type);

/* Names inside; fills entries, bad_entry and flags, and *type where the archive turns out to be a
 * document or program. */
void mb_archive_read(MbArena *arena, MbAttachment *attachment, MbSlice bytes, MbKind kind,
                     const char **type);
