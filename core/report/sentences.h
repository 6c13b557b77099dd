/* The words of reports: ids and their fixed texts. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* English text with "{name}" for arguments, as the catalogue knows it; NULL = unknown id. */
const char *mb_sentence_source(const char *id);
