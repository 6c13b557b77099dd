/* Words that name a job and nobody in particular.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../base/slice.h"

#define MB_ROLE_NAME_MAX 120 /* bytes of the folded name */

/* The whole name (mb_text_fold_name) is made of words for jobs: "IT Service Desk", "総務部人事課". */
gboolean mb_name_is_bare_role(const char *name);
/* A domain's label (lower-case) is made of two such words or more, and of nothing else:
 * "domain-renewal". */
gboolean mb_label_is_job_words(const char *label);
/* A club or a neighbourhood: people who have no company and write from their own mailboxes. */
gboolean mb_names_association(MbSlice name);
