/* Mails of an mbox file, one after the other, with constant memory however large the file is.
 * Source: RFC 4155 for the separator; mboxo and mboxrd differ in quoting only, which the reading of
 * the mail undoes; mboxcl2 does not quote and counts with Content-Length instead.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Fills at most len bytes; 0 = end, -1 = *error is set. */
typedef gssize (*MbMboxRead)(gpointer data, char *to, gsize len, GError **error);

typedef struct _MbMbox MbMbox;

/* data must outlive the mbox. */
MbMbox *mb_mbox_new(MbMboxRead read, gpointer data);
void mb_mbox_free(MbMbox *mbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MbMbox, mb_mbox_free)

/* The next mail with its separator line, or NULL at the end or on an error. A mail is cut one byte
 * above the size that is judged, so that the judge says so. */
GBytes *mb_mbox_next(MbMbox *mbox, GError **error);
/* The text begins like an mbox: a separator and then a header field. */
gboolean mb_mbox_looks_like(const char *text, gsize len);
