/* One mail program on the other end: reads its requests, checks every field, answers.
 * native-host/README.md is the protocol. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks.h"
#include "mails.h"
#include "request-json.h"

typedef struct {
  MbMails *mails;
  MbChecks *checks;
  MbBatches *batches;
  char *locale;
  MbPiece piece; /* of the request at hand */
  MbAnswerFunc send;
  gpointer data;
} MbSession;

void mb_session_init(MbSession *session, MbAnswerFunc send, gpointer data);
/* One request as it came; always answered unless it is a mail piece that fits. */
void mb_session_request(MbSession *session, const char *json, gsize len);
