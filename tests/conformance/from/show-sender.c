/* Prints our reading of the sender, one line of JSON for each line of input: a header block in
 * base64. SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/address.h"

#include <jansson.h>
#include <stdio.h>

static json_t *text(MbSlice s) {
  return json_stringn(s.len ? s.data : "", s.len);
}

static json_t *readings(const MbSenders *senders) {
  json_t *list = json_array();
  for (guint i = 0; i < senders->readings->len; i++) {
    const MbSenderReading *r = &g_array_index(senders->readings, MbSenderReading, i);
    json_t *one = json_object();
    json_object_set_new(one, "reader", json_string(r->reader));
    json_object_set_new(one, "name", text(r->mailbox.name));
    json_object_set_new(one, "address", text(r->mailbox.address));
    json_object_set_new(one, "domain", json_string(r->mailbox.domain ? r->mailbox.domain : ""));
    json_array_append_new(list, one);
  }
  return list;
}

/* The field that Thunderbird takes, and its first mailbox, with an address or without. */
static void add_thunderbird(json_t *out, MbArena *arena, const MbSenders *senders) {
  const MbSenderReading *first =
      senders->readings->len ? &g_array_index(senders->readings, MbSenderReading, 0) : NULL;
  if (!first || !g_str_equal(first->reader, "thunderbird")) {
    json_object_set_new(out, "n", json_integer(senders->n_from ? 0 : -1));
    if (senders->n_from) {
      json_object_set_new(out, "name", json_string(""));
      json_object_set_new(out, "email", json_string(""));
    }
    return;
  }
  const MbAddressList *list = mb_address_parse(arena, first->header->value);
  json_object_set_new(out, "n", json_integer(list->mailboxes->len));
  static const MbMailbox nobody;
  const MbMailbox *m =
      list->mailboxes->len ? &g_array_index(list->mailboxes, MbMailbox, 0) : &nobody;
  json_object_set_new(out, "name", text(m->name));
  json_object_set_new(out, "email", text(m->address));
}

static void show(MbSlice block) {
  g_autoptr(MbArena) arena = mb_arena_new();
  g_autoptr(MbHeaders) headers = mb_headers_scan(block);
  const MbSenders *senders = mb_senders_read(arena, headers);
  json_t *out = json_object();
  add_thunderbird(out, arena, senders);
  json_object_set_new(out, "flags", json_integer(senders->flags));
  json_object_set_new(out, "ambiguous", json_boolean(senders->ambiguous));
  json_object_set_new(out, "readings", readings(senders));
  json_dumpf(out, stdout, JSON_COMPACT);
  putchar('\n');
  json_decref(out);
}

int main(void) {
  g_autofree char *line = NULL;
  size_t room = 0;
  for (ssize_t n; (n = getline(&line, &room, stdin)) > 0;) {
    gsize len = 0;
    g_autofree guchar *block = g_base64_decode(g_strchomp(line), &len);
    show(mb_slice((char *)block, len));
  }
  return 0;
}
