/* Workers ready for the next mail. Thread-safe. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "process.h"

/* Both before the first mail; other than what is found by itself, for tests. NULL = as found. */
void mb_worker_pool_set_program(const char *program);
void mb_worker_pool_set_brands(GBytes *brands);

/* An idle worker or a new one, for the caller alone. full: none but a full one will do. */
MbWorkerProcess *mb_worker_pool_take(gboolean full, GError **error);
/* Back for the next mail, or ended when it has read enough of them. */
void mb_worker_pool_give(MbWorkerProcess *process);
/* Ends all that are idle. */
void mb_worker_pool_clear(void);
