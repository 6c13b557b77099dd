/* One WHOIS question (RFC 3912): a line out, everything until the end in, ten seconds, 64 KiB.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "registry-net.h"

#include "whois.h"

#define CHUNK 4096

typedef struct {
  char *line;
  GSocketClient *client;
  GSocketConnection *connection;
  GByteArray *bytes;
  GCancellable *cancellable;
  GSource *timer;
  MbWhoisDone done;
  gpointer data;
} Ask;

/* What came before a silence is an answer too: some servers never close. */
static void finish(Ask *ask) {
  g_autoptr(GBytes) bytes =
      ask->bytes->len || (ask->connection && !g_cancellable_is_cancelled(ask->cancellable))
          ? g_bytes_new(ask->bytes->data, ask->bytes->len)
          : NULL;
  ask->done(bytes, ask->data);
  g_source_destroy(ask->timer);
  g_source_unref(ask->timer);
  g_clear_object(&ask->connection);
  g_clear_object(&ask->client);
  g_object_unref(ask->cancellable);
  g_byte_array_unref(ask->bytes);
  g_free(ask->line);
  g_free(ask);
}

static void read_on(Ask *ask);

static void on_read(GObject *stream, GAsyncResult *result, gpointer data) {
  Ask *ask = data;
  g_autoptr(GBytes) chunk = g_input_stream_read_bytes_finish(G_INPUT_STREAM(stream), result, NULL);
  gsize n = 0;
  gconstpointer bytes = chunk ? g_bytes_get_data(chunk, &n) : NULL;
  if (n)
    g_byte_array_append(ask->bytes, bytes, MIN(n, MB_WHOIS_MAX - ask->bytes->len));
  if (n && ask->bytes->len < MB_WHOIS_MAX)
    read_on(ask);
  else
    finish(ask);
}

static void read_on(Ask *ask) {
  GInputStream *in = g_io_stream_get_input_stream(G_IO_STREAM(ask->connection));
  g_input_stream_read_bytes_async(in, CHUNK, G_PRIORITY_DEFAULT, ask->cancellable, on_read, ask);
}

static void on_written(GObject *stream, GAsyncResult *result, gpointer data) {
  Ask *ask = data;
  if (g_output_stream_write_all_finish(G_OUTPUT_STREAM(stream), result, NULL, NULL))
    read_on(ask);
  else
    finish(ask);
}

static void on_connected(GObject *client, GAsyncResult *result, gpointer data) {
  Ask *ask = data;
  ask->connection = g_socket_client_connect_finish(G_SOCKET_CLIENT(client), result, NULL);
  if (!ask->connection) {
    finish(ask);
    return;
  }
  GOutputStream *out = g_io_stream_get_output_stream(G_IO_STREAM(ask->connection));
  g_output_stream_write_all_async(out, ask->line, strlen(ask->line), G_PRIORITY_DEFAULT,
                                  ask->cancellable, on_written, ask);
}

static void on_address(GSocketAddress *address, gpointer data) {
  Ask *ask = data;
  if (!address || g_cancellable_is_cancelled(ask->cancellable)) {
    finish(ask);
    return;
  }
  ask->client = g_socket_client_new();
  g_socket_client_set_enable_proxy(ask->client, FALSE);
  g_socket_client_connect_async(ask->client, G_SOCKET_CONNECTABLE(address), ask->cancellable,
                                on_connected, ask);
}

void mb_whois_ask(MbRegistryNet *net, const char *server, const char *query, MbWhoisDone done,
                  gpointer data) {
  Ask *ask = g_new0(Ask, 1);
  ask->line = g_strconcat(query, "\r\n", NULL);
  ask->bytes = g_byte_array_new();
  ask->cancellable = g_cancellable_new();
  ask->timer = mb_registry_net_timer(net, MB_WHOIS_MS, ask->cancellable);
  ask->done = done;
  ask->data = data;
  mb_registry_net_find(net, server, 43, ask->cancellable, on_address, ask);
}
