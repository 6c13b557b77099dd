/* What the network module is to the program that opens it: a table of sources, one a kind of
 * question. All functions are called in the asking thread, with its main context as thread default.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lookup.h"

/* One question on its way; several sessions may wait for it. */
typedef struct _MbFlight MbFlight;
const MbQuestion *mb_flight_question(const MbFlight *flight);

/* The asking thread's side, handed to the module (which links nothing of the program). */
typedef struct {
  GMainContext *context;
  const MbLookupConfig *config; /* strings live as long as the thread */
  const MbQuestion *(*question)(const MbFlight *flight);
  /* Exactly once a flight, at any time, also from within ask. answer holds the one answer and is
   * taken over; NULL: there is none to be had, the question stays open. keep: seconds it may be
   * remembered, 0 = not at all (failures that may pass). whom: who gave it, copied. */
  void (*deliver)(MbFlight *flight, MbFacts *answer, guint32 keep, const char *whom);
} MbSourceEnv;

typedef struct {
  MbQuestionKind kind;
  gpointer (*open)(const MbSourceEnv *env); /* once, at the first question; NULL = not usable */
  void (*ask)(gpointer source, MbFlight *flight);
} MbSource;

/* The module's only symbol: a NULL-terminated table. The first source of a kind that opens is asked.
 */
#define MB_LOOKUP_SOURCES "mb_lookup_sources"
typedef const MbSource *const *(*MbLookupSources)(void);
