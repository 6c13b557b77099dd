/* Between the address parser and the readings of the sender.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "address-text.h"

MbAddressList *mb_address_parse_text(MbArena *arena, const MbAddressText *text);
/* Fills address, local and domain; what is odd about them is added to *flags. */
void mb_mailbox_set_address(MbArena *arena, MbMailbox *mailbox, MbSlice address, guint *flags);
/* The first mailbox of a value that keeps to RFC 5322 (obsolete forms included); FALSE when the
 * value does not. */
gboolean mb_address_strict(MbArena *arena, MbSlice value, MbMailbox *mailbox);
