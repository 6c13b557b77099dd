/* What a mail program or an mbox file put around or into the mail since it was received, taken off
 * again. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../base/arena.h"

typedef struct {
  MbSlice received; /* inside the given bytes, or in arena when quoting had to be undone */
  gsize start;      /* offset of the received mail in the given bytes */
  guint undone;     /* MbUndo of message.h */
  GArray *removed;  /* gsize: offsets in given of every ">" taken out, ascending; NULL = none */
} MbUndone;

/* Drops, at the very top only: a BOM, an mbox "From " line, the lines Thunderbird writes in front
 * of stored mail. Only after an mbox line, ">From " is unquoted (mboxrd) and the separator's empty
 * line at the end dropped. given must outlive the result. */
MbUndone mb_undo(MbArena *arena, MbSlice given);
/* Offset in the given bytes of offset in received. */
gsize mb_undone_offset(const MbUndone *undone, gsize offset);
