/* One list for each thing that may have happened already. SPDX-License-Identifier: GPL-3.0-or-later */
#include "aftermath.h"

static const MbAftermath rows[] = {
    {"not-opened", N_("You only read it"),
     N_("Nothing has happened. Click nothing, do not answer, and delete the mail or pass it to "
        "your "
        "administrator.")},
    {"clicked", N_("You clicked a link"),
     N_("Close the page and type nothing in. If something was downloaded, do not open it; tell "
        "your "
        "administrator and have the computer checked for viruses.")},
    {"typed", N_("You typed a password or a card number"),
     N_("Change the password at once on the real site, also wherever you use the same one, and "
        "tell "
        "your administrator. For card or account numbers, call your bank or card company now.")},
    {"attachment", N_("You opened an attachment"),
     N_("Take the computer off the network (cable and Wi-Fi), leave it switched on, and call your "
        "administrator.")},
};

const MbAftermath *mb_aftermath(const MbReport *report, guint *n) {
  gboolean warned = mb_verdict_is_warning(report->verdict);
  *n = warned ? G_N_ELEMENTS(rows) : 0;
  return warned ? rows : NULL;
}
