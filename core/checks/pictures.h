/* QR codes in the pictures of a mail: which pictures are worth a question, and the links that the
 * answers give. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check.h"

#define MB_MAX_PICTURES_ASKED 16

/* Before each round: asks for every picture and puts the links of those already read into
 * message->links (place MB_PLACE_QR), where they are judged like any other. */
void mb_pictures_merge(MbMessage *message, MbFacts *facts);
