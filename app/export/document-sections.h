/* Between document.c and document-sections.c. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../say.h"
#include "document.h"

typedef struct {
  const MbReport *report;
  const MbCatalogue *words;
  GPtrArray *blocks;
} MbDocument;

/* label: a text of the catalogue; nothing is added without text. */
void mb_document_add(MbDocument *d, MbBlockKind kind, const char *label, const char *text);
void mb_document_heading(MbDocument *d, const char *text);
void mb_document_more(MbDocument *d, guint more); /* "… +n", nothing for 0 */

void mb_document_findings(MbDocument *d);
void mb_document_senders(MbDocument *d);
void mb_document_route(MbDocument *d);
void mb_document_map(MbDocument *d);
void mb_document_chain(MbDocument *d);
void mb_document_authentication(MbDocument *d);
void mb_document_links(MbDocument *d);
void mb_document_attachments(MbDocument *d);
void mb_document_questions(MbDocument *d);
