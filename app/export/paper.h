/* The report on paper, by the system's print dialog or as a PDF.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "miyaburi.h"

/* Shows the print dialog. report may go away afterwards. */
void mb_paper_print(const MbReport *report, const MbCatalogue *words, GtkWindow *parent);
/* NULL with an error when it could not be drawn. parent may be NULL. */
GBytes *mb_paper_pdf(const MbReport *report, const MbCatalogue *words, GtkWindow *parent,
                     GError **error);
