/* Options as the judge gets them, and the questions asked of them most.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "options.h"

#include "domain.h"

static void contact_free(gpointer data) {
  MbContact *c = data;
  g_free(c->name);
  g_free(c->address);
  g_free(c);
}

MbContact *mb_contact_new(const char *name, const char *address, gboolean wrote_to) {
  MbContact *c = g_new0(MbContact, 1);
  c->name = g_strdup(name);
  c->address = g_strdup(address);
  c->wrote_to = wrote_to;
  return c;
}

MbOptions *mb_options_new(void) {
  MbOptions *o = g_new0(MbOptions, 1);
  o->own_domains = g_ptr_array_new_with_free_func(g_free);
  o->own_addresses = g_ptr_array_new_with_free_func(g_free);
  o->trust_servers = g_ptr_array_new_with_free_func(g_free);
  o->trust_results_below = g_ptr_array_new_with_free_func(g_free);
  o->contacts = g_ptr_array_new_with_free_func(contact_free);
  o->link_hosts = g_ptr_array_new_with_free_func(g_free);
  o->services = g_ptr_array_new_with_free_func(g_free);
  return o;
}

static void copy_strings(GPtrArray *to, const GPtrArray *from) {
  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add(to, g_strdup(from->pdata[i]));
}

MbOptions *mb_options_copy(const MbOptions *options) {
  MbOptions *o = mb_options_new();
  o->now = options->now;
  o->allow = options->allow;
  o->quiet = options->quiet;
  o->resolve_link_hosts = options->resolve_link_hosts;
  o->require_lock = options->require_lock;
  o->history = options->history;
  copy_strings(o->own_domains, options->own_domains);
  copy_strings(o->own_addresses, options->own_addresses);
  copy_strings(o->trust_servers, options->trust_servers);
  copy_strings(o->trust_results_below, options->trust_results_below);
  copy_strings(o->link_hosts, options->link_hosts);
  copy_strings(o->services, options->services);
  for (guint i = 0; i < options->contacts->len; i++) {
    const MbContact *c = options->contacts->pdata[i];
    g_ptr_array_add(o->contacts, mb_contact_new(c->name, c->address, c->wrote_to));
  }
  return o;
}

void mb_options_free(MbOptions *o) {
  if (!o)
    return;
  g_ptr_array_unref(o->own_domains);
  g_ptr_array_unref(o->own_addresses);
  g_ptr_array_unref(o->trust_servers);
  g_ptr_array_unref(o->trust_results_below);
  g_ptr_array_unref(o->contacts);
  g_ptr_array_unref(o->services);
  g_ptr_array_unref(o->link_hosts);
  g_free(o);
}

gboolean mb_options_is_own_domain(const MbOptions *options, const char *domain) {
  for (guint i = 0; i < options->own_domains->len; i++)
    if (mb_domain_is_under(domain, options->own_domains->pdata[i]))
      return TRUE;
  for (guint i = 0; domain && i < options->own_addresses->len; i++) {
    const char *at = strrchr(options->own_addresses->pdata[i], '@');
    if (at && strcmp(at + 1, domain) == 0)
      return TRUE;
  }
  return FALSE;
}

gboolean mb_options_is_own_address(const MbOptions *options, const char *address) {
  for (guint i = 0; address && i < options->own_addresses->len; i++)
    if (g_ascii_strcasecmp(options->own_addresses->pdata[i], address) == 0)
      return TRUE;
  return FALSE;
}
