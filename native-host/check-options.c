/* Command line and settings become one MbOptions: the settings first, what is said here on top.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-options.h"

typedef struct {
  gboolean offline, resolve_link_hosts, history;
  char *allow, *now, *contacts, *facts;
  char **own_domains, **own_addresses, **trust_servers, **trust_results_below, **services,
      **link_hosts;
} Raw;

const MbCatalogue *mb_command_catalogue(void) {
  static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    const char *value = g_getenv(names[i]);
    if (value && *value)
      return mb_catalogue_get(value);
  }
  return mb_catalogue_get("en");
}

static const char *translate(const char *text, gpointer data) {
  return mb_tr(data, text);
}

/* What is remembered of senders. */
static void add_history_options(GOptionContext *context, MbCommand *c, Raw *r) {
  GOptionEntry entries[] = {
      {"history", 0, 0, G_OPTION_ARG_NONE, &r->history,
       N_("Use what is remembered of senders, and remember these"), NULL},
      {"know", 0, 0, G_OPTION_ARG_STRING_ARRAY, &c->know,
       N_("Remember that you know the person with this address"), "ADDRESS"},
      {"forget-history", 0, 0, G_OPTION_ARG_NONE, &c->clear_history,
       N_("Erase what is remembered of senders"), NULL},
      {NULL},
  };
  g_option_context_add_main_entries(context, entries, NULL);
}

/* What is said of many mails at once. */
static void add_many_options(GOptionContext *context, MbCommand *c) {
  GOptionEntry entries[] = {
      {"files0-from", 0, 0, G_OPTION_ARG_FILENAME, &c->files_from,
       N_("Read NUL-separated file names from FILE (- for standard input)"), "FILE"},
      {"summary", 0, 0, G_OPTION_ARG_NONE, &c->summary,
       N_("What many mails have in common, instead of a report for each"), NULL},
      {"csv", 0, 0, G_OPTION_ARG_NONE, &c->csv, N_("One line a mail, for spreadsheets"), NULL},
      {"resume-from", 0, 0, G_OPTION_ARG_FILENAME, &c->resume_from,
       N_("With --json: leave out the mails whose reports are in FILE already"), "FILE"},
      {NULL},
  };
  g_option_context_add_main_entries(context, entries, NULL);
}

/* What is asked of others, and what is known already. */
static void add_lookup_options(GOptionContext *context, MbCommand *c, Raw *r) {
  GOptionEntry entries[] = {
      {"offline", 0, 0, G_OPTION_ARG_NONE, &r->offline, N_("Ask nobody, whatever is allowed"),
       NULL},
      {"allow", 0, 0, G_OPTION_ARG_STRING, &r->allow,
       N_("Allow look-ups: dns, registries, blocklists"), "LIST"},
      {"dns", 0, 0, G_OPTION_ARG_STRING, &c->dns_server,
       N_("Ask this name server (allows look-ups in it)"), "HOST:PORT"},
      {"resolve-link-hosts", 0, 0, G_OPTION_ARG_NONE, &r->resolve_link_hosts,
       N_("Ask where the full link hosts stand; the sender may notice. One mail only"), NULL},
      {"resolve-link-host", 0, 0, G_OPTION_ARG_STRING_ARRAY, &r->link_hosts,
       N_("The same for this host alone. One mail only"), "HOST"},
      {"facts", 0, 0, G_OPTION_ARG_FILENAME, &r->facts, N_("Answers known beforehand"), "FILE"},
      {"save-facts", 0, 0, G_OPTION_ARG_FILENAME, &c->save_facts,
       N_("Keep all answers in FILE. One mail only"), "FILE"},
      {NULL},
  };
  g_option_context_add_main_entries(context, entries, NULL);
}

/* Sorted by use: how to report, whom to trust, drafts, tests. */
static GOptionContext *new_context(MbCommand *c, Raw *r) {
  GOptionEntry entries[] = {
      {"json", 0, 0, G_OPTION_ARG_NONE, &c->json, N_("One JSON object a line"), NULL},
      {"locale", 0, 0, G_OPTION_ARG_STRING, &c->locale, N_("Language of the report: en, ja"),
       "LOCALE"},
      {"exit-zero", 0, 0, G_OPTION_ARG_NONE, &c->exit_zero, N_("End with 0 whatever was found"),
       NULL},
      {"own-domain", 0, 0, G_OPTION_ARG_STRING_ARRAY, &r->own_domains, N_("A domain of your own"),
       "DOMAIN"},
      {"own-address", 0, 0, G_OPTION_ARG_STRING_ARRAY, &r->own_addresses,
       N_("An address of your own"), "ADDRESS"},
      {"trust-server", 0, 0, G_OPTION_ARG_STRING_ARRAY, &r->trust_servers,
       N_("A mail server you trust: name, address or range"), "SERVER"},
      {"trust-results-below", 0, 0, G_OPTION_ARG_STRING_ARRAY, &r->trust_results_below,
       N_("A server whose results count below its own Received line"), "NAME"},
      {"customer-of", 0, 0, G_OPTION_ARG_STRING_ARRAY, &r->services,
       N_("A company whose customer you are"), "BRAND"},
      {"contacts", 0, 0, G_OPTION_ARG_FILENAME, &r->contacts,
       N_("People you know: one “Name <address>” a line"), "FILE"},
      {"now", 0, 0, G_OPTION_ARG_STRING, &r->now, N_("Judge as of this time"), "RFC3339"},
      {"draft", 0, 0, G_OPTION_ARG_STRING, &c->draft,
       N_("Write a report to network, registrar, council, centre or brand; nothing is sent"),
       "WHOM"},
      {"eml", 0, 0, G_OPTION_ARG_NONE, &c->eml, N_("The draft as a mail file"), NULL},
      {"arf", 0, 0, G_OPTION_ARG_NONE, &c->arf, N_("With a part for machines (RFC 5965)"), NULL},
      {"show-recipient", 0, 0, G_OPTION_ARG_NONE, &c->show_recipient,
       N_("Leave your own addresses in the draft"), NULL},
      {"clear-cache", 0, 0, G_OPTION_ARG_NONE, &c->clear_cache, N_("Forget all remembered answers"),
       NULL},
      {"list-checks", 0, 0, G_OPTION_ARG_NONE, &c->list_checks, N_("List all checks"), NULL},
      {"version", 0, 0, G_OPTION_ARG_NONE, &c->version, N_("Show the version"), NULL},
      {"registry-map", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &c->registry_map, NULL,
       NULL},
      {"geo", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &c->geo_file, NULL, NULL},
      {"brands", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &c->brands, NULL, NULL},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &c->files, NULL, NULL},
      {NULL},
  };
  GOptionContext *context = g_option_context_new("FILE…");
  g_option_context_set_translate_func(context, translate, (gpointer)mb_command_catalogue(), NULL);
  g_option_context_add_main_entries(context, entries, NULL);
  add_lookup_options(context, c, r);
  add_many_options(context, c);
  add_history_options(context, c, r);
  g_option_group_set_translate_func(g_option_context_get_main_group(context), translate,
                                    (gpointer)mb_command_catalogue(), NULL);
  g_option_context_set_summary(context,
                               N_("Tells whether mails are spoofed or legitimate, and why."));
  return context;
}

static gboolean add_domains(GPtrArray *to, char **texts, char **message) {
  for (; texts && *texts; texts++) {
    char *domain = mb_domain_normalise(mb_slice_str(*texts));
    if (!domain) {
      *message = g_strdup_printf("not a domain: %s", *texts);
      return FALSE;
    }
    g_ptr_array_add(to, domain);
  }
  return TRUE;
}

static void add_lower(GPtrArray *to, char **texts) {
  for (; texts && *texts; texts++)
    g_ptr_array_add(to, g_ascii_strdown(*texts, -1));
}

/* By name or id; what is not in the table cannot be named by a mail either. */
static void add_services(GPtrArray *to, char **texts) {
  for (; texts && *texts; texts++) {
    char *id = mb_service_id(*texts);
    g_ptr_array_add(to, id ? id : g_ascii_strdown(*texts, -1));
  }
}

/* "Name <addr>" or "addr"; '#' begins a comment line. An address book lists people one wrote to. */
static void add_contact(GPtrArray *contacts, char *line) {
  g_strstrip(line);
  if (!*line || *line == '#')
    return;
  char *open = strrchr(line, '<'), *close = open ? strchr(open, '>') : NULL;
  MbContact *contact = g_new0(MbContact, 1);
  if (close) {
    *open = *close = '\0';
    contact->name = g_strdup(g_strstrip(line));
  }
  contact->address = g_ascii_strdown(close ? open + 1 : line, -1);
  contact->wrote_to = TRUE;
  g_ptr_array_add(contacts, contact);
}

static gboolean read_file(const char *path, char **text, char **message) {
  g_autoptr(GError) error = NULL;
  if (!path || g_file_get_contents(path, text, NULL, &error))
    return TRUE;
  *message = g_strdup(error->message);
  return FALSE;
}

/* Refused here, once, instead of for every mail. */
static gboolean read_facts(const char *path, char **text, char **message) {
  if (!read_file(path, text, message) || !*text)
    return !*message;
  g_autoptr(MbFacts) facts = mb_facts_new();
  json_t *json = json_loads(*text, JSON_REJECT_DUPLICATES, NULL);
  gboolean ok = json && mb_facts_load(facts, json, NULL);
  json_decref(json);
  if (!ok)
    *message = g_strdup_printf("not a facts file: %s", path);
  return ok;
}

static gboolean add_contacts(GPtrArray *contacts, const char *path, char **message) {
  g_autofree char *text = NULL;
  if (!read_file(path, &text, message))
    return FALSE;
  g_auto(GStrv) lines = g_strsplit(text ? text : "", "\n", -1);
  for (char **line = lines; *line; line++)
    add_contact(contacts, *line);
  return TRUE;
}

static gboolean set_now(MbOptions *options, const char *text, char **message) {
  if (!text)
    return TRUE;
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
  g_autoptr(GDateTime) when = g_date_time_new_from_iso8601(text, utc);
  if (when)
    options->now = g_date_time_to_unix(when);
  else
    *message = g_strdup_printf("not a time: %s", text);
  return when != NULL;
}

static gboolean is_batch(const MbCommand *c) {
  return c->files_from || (c->files && g_strv_length(c->files) > 1);
}

/* CONTRACT "Consent": off unless the settings or --allow say otherwise; --offline beats all. Registries and
 * block lists forbid bulk use, so a batch never asks them. */
static gboolean set_allow(MbCommand *c, const Raw *r, char **message) {
  guint said = 0;
  if (r->allow && (!mb_allow_parse(r->allow, &said) || !said)) {
    *message = g_strdup_printf("not a list of dns, registries, blocklists: %s", r->allow);
    return FALSE;
  }
  c->options->allow |= said | (c->dns_server ? MB_ALLOW_DNS : 0);
  if (is_batch(c))
    c->options->allow &= MB_ALLOW_DNS;
  if (r->offline)
    c->options->allow = 0;
  c->options->resolve_link_hosts = r->resolve_link_hosts && !r->offline;
  if (r->offline)
    g_ptr_array_set_size(c->options->link_hosts, 0);
  return TRUE;
}

static gboolean fill_options(MbCommand *c, const Raw *r, char **message) {
  g_autoptr(MbSettings) settings = mb_settings_load(NULL);
  c->options = mb_options_new();
  mb_settings_apply(settings, NULL, c->options);
  c->options->history = r->history; /* a script gets the same answer every time */
  if (!c->locale && !c->json && *settings->language)
    c->locale = g_strdup(settings->language);
  add_lower(c->options->own_addresses, r->own_addresses);
  add_lower(c->options->trust_servers, r->trust_servers);
  add_lower(c->options->trust_results_below, r->trust_results_below);
  add_services(c->options->services, r->services);
  return add_domains(c->options->own_domains, r->own_domains, message) &&
         add_domains(c->options->link_hosts, r->link_hosts, message) &&
         add_contacts(c->options->contacts, r->contacts, message) &&
         set_now(c->options, r->now, message) && set_allow(c, r, message) &&
         read_facts(r->facts, &c->facts_json, message);
}

static const char *misuse(const MbCommand *c, const Raw *r) {
  if (c->list_checks || c->version || c->clear_cache || c->clear_history || c->know)
    return NULL;
  if (!c->files && !c->files_from)
    return N_("No mail was named. Try --help.");
  if (c->files && c->files_from)
    return N_("Name files either here or with --files0-from.");
  MbTell whom;
  if (c->draft && (is_batch(c) || c->summary || c->csv || !mb_tell_parse(c->draft, &whom)))
    return N_("--draft is for one mail, and to network, registrar, council, centre or brand.");
  if (c->csv && (c->json || c->summary))
    return N_("--csv goes with neither --json nor --summary.");
  if (c->resume_from && (!c->json || c->summary || c->draft || c->save_facts))
    return N_("--resume-from goes with --json, one report a mail.");
  if ((is_batch(c) || c->summary || c->csv) &&
      (r->resolve_link_hosts || r->link_hosts || c->save_facts))
    return N_("--resolve-link-hosts and --save-facts are for one mail only.");
  return NULL;
}

static void raw_clear(Raw *r) {
  g_free(r->allow);
  g_free(r->now);
  g_free(r->contacts);
  g_free(r->facts);
  g_strfreev(r->own_domains);
  g_strfreev(r->own_addresses);
  g_strfreev(r->trust_servers);
  g_strfreev(r->trust_results_below);
  g_strfreev(r->services);
  g_strfreev(r->link_hosts);
}

MbCommand *mb_command_parse(int argc, char **argv, char **message) {
  g_autoptr(MbCommand) command = g_new0(MbCommand, 1);
  Raw raw = {0};
  g_autoptr(GError) error = NULL;
  g_autoptr(GOptionContext) context = new_context(command, &raw);
  gboolean ok = g_option_context_parse(context, &argc, &argv, &error);
  const char *wrong = ok ? misuse(command, &raw) : NULL;
  if (!ok)
    *message = g_strdup(error->message);
  else if (wrong)
    *message = g_strdup(mb_tr(mb_command_catalogue(), wrong));
  ok = ok && !wrong && fill_options(command, &raw, message);
  raw_clear(&raw);
  return ok ? g_steal_pointer(&command) : NULL;
}

void mb_command_free(MbCommand *command) {
  if (!command)
    return;
  g_free(command->locale);
  g_free(command->save_facts);
  g_free(command->draft);
  g_strfreev(command->know);
  g_strfreev(command->files);
  g_free(command->files_from);
  g_free(command->resume_from);
  g_free(command->brands);
  g_clear_pointer(&command->options, mb_options_free);
  g_free(command->facts_json);
  g_free(command->dns_server);
  g_free(command->registry_map);
  g_free(command->geo_file);
  g_free(command);
}
