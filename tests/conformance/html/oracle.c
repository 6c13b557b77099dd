/* Compares the links our tokenizer finds with those of gumbo, an HTML5 tree builder, over files of
 * UTF-8 HTML: how many distinct http links of a part does gumbo see and we do not? Gumbo serves as
 * test oracle only. SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/html.h"

#include <gumbo.h>

#define SHOWN 20 /* missed links that are named */

typedef struct {
  gsize parts, links, missed;

} Tally;

static char *clean_url(const char *text, gsize len) {
  MbSlice s = mb_slice(text, len);
  while (s.len && (guchar)s.data[0] <= ' ')
    s.data++, s.len--;
  while (s.len && (guchar)s.data[s.len - 1] <= ' ')
    s.len--;
  GString *out = g_string_new(NULL);
  for (gsize i = 0; i < s.len; i++)
    if (s.data[i] == '\r') { /* the input stream's line ends, which gumbo has normalised */
      g_string_append_c(out, '\n');
      i += i + 1 < s.len && s.data[i + 1] == '\n';
    } else {
      g_string_append_c(out, s.data[i]);
    }
  return g_string_free(out, FALSE);
}

static void note(GHashTable *found, const char *text, gsize len) {
  g_autofree char *url = clean_url(text, len);
  if (g_ascii_strncasecmp(url, "http:", 5) == 0 || g_ascii_strncasecmp(url, "https:", 6) == 0)
    g_hash_table_add(found, g_steal_pointer(&url));
}

static void gumbo_attributes(GHashTable *found, const GumboVector *attributes) {
  static const char *const names[] = {"href",       "src",        "action", "formaction",
                                      "background", "xlink:href", "poster", "lowsrc"};
  for (guint i = 0; i < attributes->length; i++) {
    const GumboAttribute *a = attributes->data[i];
    for (guint j = 0; j < G_N_ELEMENTS(names); j++)
      if (g_ascii_strcasecmp(a->name, names[j]) == 0)
        note(found, a->value, strlen(a->value));
  }
}

static void gumbo_links(GHashTable *found, const GumboNode *root) {
  g_autoptr(GPtrArray) open = g_ptr_array_new();
  g_ptr_array_add(open, (gpointer)root);
  while (open->len) {
    const GumboNode *node = g_ptr_array_steal_index_fast(open, open->len - 1);
    if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE)
      continue;
    gumbo_attributes(found, &node->v.element.attributes);
    for (guint i = 0; i < node->v.element.children.length; i++)
      g_ptr_array_add(open, node->v.element.children.data[i]);
  }
}

static void compare(Tally *tally, const char *name, const char *data, gsize len) {
  g_autoptr(MbArena) arena = mb_arena_new();
  g_autoptr(GHashTable) theirs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) ours = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  MbHtml *html = mb_html_read(arena, mb_slice(data, len));
  for (guint i = 0; i < html->links->len; i++) {
    MbHtmlLink *link = &g_array_index(html->links, MbHtmlLink, i);
    note(ours, link->url.data, link->url.len);
  }
  GumboOutput *tree = gumbo_parse_with_options(&kGumboDefaultOptions, data, len);
  gumbo_links(theirs, tree->root);
  gumbo_destroy_output(&kGumboDefaultOptions, tree);
  GHashTableIter iter;
  gpointer url;
  g_hash_table_iter_init(&iter, theirs);
  while (g_hash_table_iter_next(&iter, &url, NULL)) {
    tally->links++;
    if (g_hash_table_contains(ours, url))
      continue;
    tally->missed++;

    g_printerr("# missed in %s: %s\n", name, (char *)url);
  }
  tally->parts++;
}

/* oracle NAME PER-MILLE FOLDER: one line of TAP. */
int main(int argc, char **argv) {
  Tally tally = {0};
  if (argc != 4)
    return 2;
  g_autoptr(GDir) dir = g_dir_open(argv[3], 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name(dir));) {
    g_autofree char *path = g_build_filename(argv[3], name, NULL), *data = NULL;
    gsize len;
    if (g_file_get_contents(path, &data, &len, NULL))
      compare(&tally, name, data, len);
  }
  gboolean good = tally.links && tally.missed * 1000 <= tally.links * (1000 - atoi(argv[2]));
  g_print("%s - %s: %zu HTML parts, %zu links by gumbo, %zu not seen by us\n",
          good ? "ok" : "not ok", argv[1], tally.parts, tally.links, tally.missed);
  return good ? 0 : 1;
}
