/* The check tool's command line (CONTRACT "Exit status of miyaburi-check").
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "miyaburi.h"

typedef struct {
  char *draft; /* whom to tell, or NULL */
  gboolean eml, arf, show_recipient;
  gboolean json, exit_zero, clear_cache, clear_history, list_checks, version, summary, csv;
  char *locale, *save_facts;
  char **know;       /* addresses the user says he knows */
  char **files;      /* names on the command line, "-" = standard input */
  char *files_from;  /* "-" or a file of NUL-separated names, or NULL */
  char *resume_from; /* JSON lines of an earlier run, or NULL */
  char *brands;
  MbOptions *options;
  char *facts_json;
  char *dns_server, *registry_map, *geo_file;
} MbCommand;

/* NULL with an error text for people in *message (g_free) on a usage error. */
MbCommand *mb_command_parse(int argc, char **argv, char **message);
void mb_command_free(MbCommand *command);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MbCommand, mb_command_free)

/* The language of help and messages of the tool itself. */
const MbCatalogue *mb_command_catalogue(void);
