/* Hides in a quoted header who the reader is, from those whom a report goes to and those they pass
 * it on to. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report.h"

/* Addresses (char*, lower-case, owned) of the reader: his own, and those the mail was delivered to.
 * header: lines ended CR LF. */
GPtrArray *mb_abuse_readers(const MbReport *report, const GPtrArray *own, const char *header);
/* Fields made of tokens or recipients lose their value, and addresses of pages all behind the host. */
void mb_abuse_mask_fields(GString *header);
/* Every occurrence of the readers' addresses becomes ***: plain, as part of a bounce address, in
 * percent signs, hexadecimal, base64, or as a digest. */
void mb_abuse_mask_readers(GString *text, const GPtrArray *readers);
