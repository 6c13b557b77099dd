/* The raw mail, with evidence marked in it. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "source-text.h"

#define MB_TYPE_SOURCE_VIEW (mb_source_view_get_type())
G_DECLARE_FINAL_TYPE(MbSourceView, mb_source_view, MB, SOURCE_VIEW, AdwBin)

/* source must stay until another one, or NULL, is set. */
void mb_source_view_set_source(MbSourceView *self, const MbSourceText *source);
/* FALSE when that part is not shown. */
gboolean mb_source_view_mark(MbSourceView *self, gint64 offset, guint64 length);
