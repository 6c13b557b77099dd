/* A saved investigation: the mail, the answers it was judged with, and when. One JSON file, read
 * with suspicion: whoever made it may have changed the answers.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check.h"

gboolean mb_investigation_is(GBytes *file);
/* Replaces the subject's bytes by the mail inside and sets its facts. FALSE when damaged. */
gboolean mb_investigation_open(MbSubject *subject);
/* NULL when the file would be larger than mb_read_mail_file reads. */
GBytes *mb_investigation_write(GBytes *mail, const char *facts, gint64 now);
