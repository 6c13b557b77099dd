/* A loopback WHOIS and RDAP server that plays tests/registry/index.json, and a few that misbehave.
 * Every server name of the index gets a port of its own; the map file says which.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <jansson.h>
#include <string.h>
#include <unistd.h>

typedef struct {
  GSocketService *service;
  json_t *index;
  char *folder, *map_file;
  GString *map;
  GMutex lock;
  GPtrArray *log; /* char*, "server query" as they came in */
} Loopback;

static char *loopback_file(const Loopback *lb, const char *name, gsize *len) {
  g_autofree char *path = g_build_filename(lb->folder, name, NULL);
  char *bytes = NULL;
  *len = 0;
  g_file_get_contents(path, &bytes, len, NULL);
  return bytes;
}

static void loopback_add(Loopback *lb, const char *server) {
  g_autofree char *seen = g_strdup_printf("%s ", server);
  g_autofree char *line = g_strdup_printf("\n%s", seen);
  if (g_str_has_prefix(lb->map->str, seen) || strstr(lb->map->str, line))
    return;
  GObject *name = g_object_new(G_TYPE_OBJECT, NULL);
  g_object_set_data_full(name, "server", g_strdup(server), g_free);
  guint16 port = g_socket_listener_add_any_inet_port(G_SOCKET_LISTENER(lb->service), name, NULL);
  g_assert_cmpint(port, >, 0);
  g_string_append_printf(lb->map, "%s 127.0.0.1:%u\n", server, port);
  g_object_unref(name);
}

static const json_t *loopback_find(const Loopback *lb, const char *server, const char *member,
                                   const char *value) {
  size_t i;
  json_t *entry;
  json_array_foreach(lb->index, i, entry) {
    const char *s = json_string_value(json_object_get(entry, "server"));
    const char *v = json_string_value(json_object_get(entry, member));
    if (v && g_ascii_strcasecmp(s, server) == 0 && g_ascii_strcasecmp(v, value) == 0)
      return entry;
  }
  return NULL;
}

static void loopback_send(GOutputStream *out, const char *bytes, gsize len) {
  g_output_stream_write_all(out, bytes, len, NULL, NULL, NULL);
}

/* Until the client has had enough. */
static void loopback_forever(GOutputStream *out, const char *piece, gulong pause_us) {
  while (g_output_stream_write_all(out, piece, strlen(piece), NULL, NULL, NULL))
    g_usleep(pause_us);
}

#define JSON_HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/rdap+json\r\n"

static gboolean loopback_misbehave(GOutputStream *out, const char *path) {
  if (strcmp(path, "/drip") == 0) {
    loopback_send(out, JSON_HEAD "\r\n", strlen(JSON_HEAD "\r\n"));
    loopback_forever(out, " ", 100000);
  } else if (strcmp(path, "/endless") == 0) {
    loopback_send(out, JSON_HEAD "\r\n", strlen(JSON_HEAD "\r\n"));
    loopback_forever(out, "                                                                ", 0);
  } else if (strcmp(path, "/silent") == 0) {
    g_usleep(5 * G_USEC_PER_SEC);
  } else if (strcmp(path, "/html") == 0) {
    static const char html[] =
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\n{}";
    loopback_send(out, html, strlen(html));
  } else if (strcmp(path, "/header") == 0) {
    loopback_send(out, JSON_HEAD "X: ", strlen(JSON_HEAD "X: "));
    for (int i = 0; i < 20 * 16; i++) {
      g_autofree char *block = g_strnfill(65536, 'a');
      loopback_send(out, block, 65536);
    }
  } else if (strcmp(path, "/gzip") ==
             0) { /* "{" and blanks, compressed: not unpacked by the client */
    static const char gzip[] =
        JSON_HEAD "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\x1f\x8b\x08";
    loopback_send(out, gzip, sizeof gzip - 1);
  } else {
    return FALSE;
  }
  return TRUE;
}

static void loopback_http(Loopback *lb, const char *server, GDataInputStream *in,
                          GOutputStream *out, const char *request) {
  g_auto(GStrv) words = g_strsplit(request, " ", 3);
  const char *path = words[0] && words[1] ? words[1] : "/";
  for (char *line; (line = g_data_input_stream_read_line(in, NULL, NULL, NULL));) {
    gboolean end = *g_strchomp(line) == 0;
    g_free(line);
    if (end)
      break;
  }
  if (loopback_misbehave(out, path))
    return;
  const json_t *entry = loopback_find(lb, server, "path", path);
  const char *location =
      json_string_value(json_object_get(json_object_get(entry, "headers"), "Location"));
  gsize len = 0;
  g_autofree char *body =
      entry ? loopback_file(lb, json_string_value(json_object_get(entry, "file")), &len) : NULL;
  g_autofree char *head = g_strdup_printf(
      "HTTP/1.1 %d X\r\nContent-Type: %s\r\nContent-Length: %u\r\nConnection: close\r\n%s%s%s\r\n",
      entry ? (int)json_integer_value(json_object_get(entry, "status")) : 404,
      entry ? json_string_value(json_object_get(entry, "content_type")) : "text/plain", (guint)len,
      location ? "Location: " : "", location ? location : "", location ? "\r\n" : "");
  loopback_send(out, head, strlen(head));
  loopback_send(out, body, len);
}

static void loopback_whois(Loopback *lb, const char *server, GOutputStream *out,
                           const char *query) {
  if (strcmp(server, "whois.endless.example") == 0) {
    loopback_forever(out, "remarks: x\n", 0);
    return;
  }
  const json_t *entry = loopback_find(lb, server, "query", query);
  gsize len = 0;
  g_autofree char *body =
      entry ? loopback_file(lb, json_string_value(json_object_get(entry, "file")), &len) : NULL;
  if (entry)
    loopback_send(out, body, len);
  else
    loopback_send(out, "No match\r\n", 10);
}

static gboolean loopback_run(GThreadedSocketService *service, GSocketConnection *connection,
                             GObject *source, gpointer data) {
  Loopback *lb = data;
  const char *server = g_object_get_data(source, "server");
  g_autoptr(GDataInputStream) in =
      g_data_input_stream_new(g_io_stream_get_input_stream(G_IO_STREAM(connection)));
  GOutputStream *out = g_io_stream_get_output_stream(G_IO_STREAM(connection));
  g_autofree char *line = g_data_input_stream_read_line(in, NULL, NULL, NULL);
  if (!line)
    return TRUE;
  g_strchomp(line);
  g_mutex_lock(&lb->lock);
  g_ptr_array_add(lb->log, g_strdup_printf("%s %s", server, line));
  g_mutex_unlock(&lb->lock);
  if (g_str_has_prefix(line, "GET "))
    loopback_http(lb, server, in, out, line);
  else
    loopback_whois(lb, server, out, line);
  return TRUE;
}

static Loopback *loopback_start(void) {
  Loopback *lb = g_new0(Loopback, 1);
  lb->folder = g_build_filename(g_getenv("MIYABURI_SOURCE"), "tests", "registry", NULL);
  gsize len;
  g_autofree char *text = loopback_file(lb, "index.json", &len);
  lb->index = json_loadb(text, len, 0, NULL);
  g_assert_nonnull(lb->index);
  lb->log = g_ptr_array_new_with_free_func(g_free);
  lb->map = g_string_new(NULL);
  lb->service = g_threaded_socket_service_new(20);
  g_signal_connect(lb->service, "run", G_CALLBACK(loopback_run), lb);
  size_t i;
  json_t *entry;
  json_array_foreach(lb->index, i, entry)
      loopback_add(lb, json_string_value(json_object_get(entry, "server")));
  loopback_add(lb, "rdap.bad.example");
  loopback_add(lb, "whois.endless.example");
  int fd = g_file_open_tmp("registry-map-XXXXXX", &lb->map_file, NULL);
  g_assert_cmpint(fd, >=, 0);
  close(fd);
  g_assert_true(g_file_set_contents(lb->map_file, lb->map->str, -1, NULL));
  g_socket_service_start(lb->service);
  return lb;
}
