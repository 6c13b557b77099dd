/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export.h"

#include "../language.h"

void mb_export_copy(MbPage *page) {
  const MbChecked *checked = mb_page_checked(page);
  g_autofree char *text = mb_report_to_text(checked->report, mb_words(), FALSE);
  gdk_clipboard_set_text(gtk_widget_get_clipboard(GTK_WIDGET(page)), text);
  mb_page_tell(page, _("The report was copied."));
}

void mb_export_show(MbPage *page) {
}
void mb_export_print(MbPage *page) {
}
void mb_export_investigation(MbPage *page) {
}
