/* The desktop app: drop a mail, understand it. SPDX-License-Identifier: GPL-3.0-or-later */
#include "application.h"
#include "language.h"

int main(int argc, char **argv) {
  g_log_writer_default_set_use_stderr(TRUE); /* "-" may read what others print */
  mb_language_init();
  g_autoptr(MbApplication) app = mb_application_new();
  return g_application_run(G_APPLICATION(app), argc, argv);
}
