/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "request-json.h"

#include <string.h>

#define LONG 4096 /* below this Jansson may read it all */

static const char name[] = "\"data\":\"";

/* The text between the quotes of the first "data" member; no escape can stand in base64. A name that
 * only ends in these bytes leaves the request without the member, and with it without a piece. */
static gboolean find_data(const char *json, gsize len, MbPiece *piece) {
  const char *start = len < LONG ? NULL : memmem(json, len, name, sizeof name - 1);
  if (!start)
    return FALSE;
  start += sizeof name - 1;
  const char *end = memchr(start, '"', json + len - start);
  if (!end || memchr(start, '\\', end - start))
    return FALSE;
  *piece = (MbPiece){start, end - start};
  return TRUE;
}

/* Jansson's error text quotes the input: it is neither logged nor returned. */
static json_t *parse(const char *json, gsize len) {
  return json_loadb(json, len, JSON_REJECT_DUPLICATES, NULL);
}

json_t *mb_request_parse(const char *json, gsize len, MbPiece *piece) {
  MbPiece lifted;
  gboolean found = find_data(json, len, &lifted);
  json_t *request;
  if (found) {
    g_autoptr(GString) rest = g_string_new_len(json, lifted.text - json);
    const char *after = lifted.text + lifted.len;
    g_string_append_len(rest, after, json + len - after);
    request = parse(rest->str, rest->len);
  } else {
    request = parse(json, len);
  }
  json_t *data = json_object_get(request, "data");
  const char *text = json_string_value(data);
  *piece = (MbPiece){text ? text : "", text ? json_string_length(data) : 0};
  if (found && text && !piece->len)
    *piece = lifted;
  return request;
}
