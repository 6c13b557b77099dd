/* Registries over real TLS on loopback: who is not who he says is not read, and what is sent inside
 * the encryption is bounded like anything else. Keys and certificates are made anew each time.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <gnutls/x509.h>
#include <jansson.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "lookup/rdap.h"
#include "lookup/registry-net.h"

#define HOST "rdap.bench.example"
#define YEAR (365 * 86400)

typedef struct {
  gnutls_x509_crt_t cert;
  gnutls_x509_privkey_t key;
  char *pem, *public_pem; /* certificate then key; certificate */
} Identity;

static Identity make(const char *name, gint64 from, gint64 to, const Identity *issuer) {
  Identity id;
  gnutls_datum_t cert, key;
  guint8 serial = 1;
  gnutls_x509_privkey_init(&id.key);
  gnutls_x509_privkey_generate(id.key, GNUTLS_PK_ECDSA,
                               GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0);
  gnutls_x509_crt_init(&id.cert);
  gnutls_x509_crt_set_version(id.cert, 3);
  gnutls_x509_crt_set_serial(id.cert, &serial, 1);
  gnutls_x509_crt_set_key(id.cert, id.key);
  gnutls_x509_crt_set_dn_by_oid(id.cert, GNUTLS_OID_X520_COMMON_NAME, 0, name, strlen(name));
  gnutls_x509_crt_set_subject_alt_name(id.cert, GNUTLS_SAN_DNSNAME, name, strlen(name), 0);
  gnutls_x509_crt_set_activation_time(id.cert, from);
  gnutls_x509_crt_set_expiration_time(id.cert, to);
  gnutls_x509_crt_set_basic_constraints(id.cert, issuer == NULL, -1);
  gnutls_x509_crt_set_key_usage(id.cert,
                                issuer ? GNUTLS_KEY_DIGITAL_SIGNATURE : GNUTLS_KEY_KEY_CERT_SIGN);
  g_assert_cmpint(gnutls_x509_crt_sign2(id.cert, issuer ? issuer->cert : id.cert,
                                        issuer ? issuer->key : id.key, GNUTLS_DIG_SHA256, 0),
                  ==, 0);
  gnutls_x509_crt_export2(id.cert, GNUTLS_X509_FMT_PEM, &cert);
  gnutls_x509_privkey_export2(id.key, GNUTLS_X509_FMT_PEM, &key);
  id.pem = g_strdup_printf("%.*s%.*s", (int)cert.size, cert.data, (int)key.size, key.data);
  id.public_pem = g_strndup((const char *)cert.data, cert.size);
  gnutls_free(cert.data);
  gnutls_free(key.data);
  return id;
}

static void identity_clear(Identity *id) {
  gnutls_x509_crt_deinit(id->cert);
  gnutls_x509_privkey_deinit(id->key);
  g_free(id->pem);
  g_free(id->public_pem);
}

/* ---- the server ---- */

#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/rdap+json\r\n"

static void send_all(GOutputStream *out, const char *text) {
  g_output_stream_write_all(out, text, strlen(text), NULL, NULL, NULL);
}

static void repeat(GOutputStream *out, const char *text, guint n, gulong pause_us) {
  for (guint i = 0; i < n && g_output_stream_write_all(out, text, strlen(text), NULL, NULL, NULL);
       i++)
    g_usleep(pause_us);
}

static void answer(GOutputStream *out, const char *path) {
  g_autofree char *block = g_strnfill(65536, 'a');
  if (strcmp(path, "/drip") == 0) {
    send_all(out, HEAD "\r\n");
    repeat(out, " ", 100, 100000);
  } else if (strcmp(path, "/endless") == 0) {
    send_all(out, HEAD "\r\n");
    repeat(out, block, 100000, 0);
  } else if (strcmp(path, "/header") == 0) {
    send_all(out, HEAD "X: ");
    repeat(out, block, 20 * 16, 0);
  } else if (strcmp(path, "/redirect") == 0) {
    send_all(out, "HTTP/1.1 302 X\r\nLocation: https://127.0.0.1/x\r\nContent-Length: 0\r\n\r\n");
  } else {
    send_all(out, HEAD "Content-Length: 2\r\nConnection: close\r\n\r\n{}");
  }
}

static gint n_read; /* requests that came in over an encrypted line */

static gboolean serve(GThreadedSocketService *service, GSocketConnection *plain, GObject *source,
                      gpointer certificate) {
  g_autoptr(GIOStream) tls = g_tls_server_connection_new(G_IO_STREAM(plain), certificate, NULL);
  if (!tls || !g_tls_connection_handshake(G_TLS_CONNECTION(tls), NULL, NULL))
    return TRUE;
  g_autoptr(GDataInputStream) in = g_data_input_stream_new(g_io_stream_get_input_stream(tls));
  g_autofree char *line = g_data_input_stream_read_line(in, NULL, NULL, NULL);
  g_auto(GStrv) words = g_strsplit(line ? line : "", " ", 3);
  for (char *more; words[0] && (more = g_data_input_stream_read_line(in, NULL, NULL, NULL));) {
    gboolean end = *g_strchomp(more) == 0;
    g_free(more);
    if (end)
      break;
  }
  if (words[0] && words[1]) {
    g_atomic_int_inc(&n_read);
    answer(g_io_stream_get_output_stream(tls), words[1]);
  }
  g_io_stream_close(tls, NULL, NULL);
  return TRUE;
}

/* As in the program, what has been opened stays open to the end. */
static gpointer keep(gpointer opened) {
  static GPtrArray *all;
  if (!all)
    all = g_ptr_array_new();
  g_ptr_array_add(all, opened);
  return opened;
}

/* A net in which HOST is that server. */
static MbRegistryNet *net_of(const Identity *id, GSocketService **service) {
  g_autofree char *map = NULL;
  gint fd = g_file_open_tmp("miyaburi-XXXXXX.map", &map, NULL);
  g_assert_cmpint(fd, >=, 0);
  close(fd);
  GTlsCertificate *certificate = g_tls_certificate_new_from_pem(id->pem, -1, NULL);
  g_assert_nonnull(certificate);
  *service = keep(g_threaded_socket_service_new(20));
  g_signal_connect_data(*service, "run", G_CALLBACK(serve), certificate,
                        (GClosureNotify)(void (*)(void))g_object_unref, 0);
  guint16 port = g_socket_listener_add_any_inet_port(G_SOCKET_LISTENER(*service), NULL, NULL);
  g_autofree char *line = g_strdup_printf(HOST " 127.0.0.1:%u tls\n", port);
  g_socket_service_start(*service);
  g_assert_true(g_file_set_contents(map, line, -1, NULL));
  MbRegistryNet *net = keep(mb_registry_net_new(NULL, map));
  g_unlink(map);
  return net;
}

/* ---- the client ---- */

typedef struct {
  guint status;
  gsize len;
  char *location;
  gboolean done;
} Fetch;

static void fetched(guint status, const char *location, GBytes *body, gpointer data) {
  Fetch *fetch = data;
  fetch->status = status;
  fetch->len = body ? g_bytes_get_size(body) : 0;
  fetch->location = g_strdup(location);
  fetch->done = TRUE;
}

static Fetch get(MbRegistryNet *net, const char *path) {
  Fetch fetch = {0};
  g_autofree char *url = g_strconcat("https://" HOST, path, NULL);
  mb_rdap_get(net, url, fetched, &fetch);
  while (!fetch.done)
    g_main_context_iteration(NULL, TRUE);
  return fetch;
}

/* The file is read at the first connection. */
static char *trust(const Identity *root) {
  char *path = NULL;
  gint fd = g_file_open_tmp("miyaburi-XXXXXX.pem", &path, NULL);
  g_assert_cmpint(fd, >=, 0);
  close(fd);
  g_assert_true(g_file_set_contents(path, root->public_pem, -1, NULL));
  g_autoptr(GTlsDatabase) database = g_tls_file_database_new(path, NULL);
  g_assert_nonnull(database);
  g_tls_backend_set_default_database(g_tls_backend_get_default(), database);
  return path;
}

static void distrust(char *path) {
  g_unlink(path);
  g_free(path);
}

static void expect(const Identity *id, gboolean read, const char *what) {
  GSocketService *service;
  MbRegistryNet *net = net_of(id, &service);
  gint before = g_atomic_int_get(&n_read);
  Fetch fetch = get(net, "/domain/a.example");
  if ((fetch.status == 200 && fetch.len == 2) != read || (!read && fetch.status))
    g_error("%s: status %u, %u bytes", what, fetch.status, (guint)fetch.len);
  g_assert_cmpint(g_atomic_int_get(&n_read) > before, ==, read); /* not even asked */
  g_socket_service_stop(service);
}

static void test_identities(void) {
  gint64 now = g_get_real_time() / G_USEC_PER_SEC;
  Identity root = make("Bench root", now - YEAR, now + YEAR, NULL),
           other = make("Other root", now - YEAR, now + YEAR, NULL),
           good = make(HOST, now - 86400, now + 86400, &root),
           stranger = make(HOST, now - 86400, now + 86400, &other),
           expired = make(HOST, now - YEAR, now - 86400, &root),
           early = make(HOST, now + 86400, now + YEAR, &root),
           name = make("rdap.else.example", now - 86400, now + 86400, &root),
           itself = make(HOST, now - 86400, now + 86400, NULL);
  char *trusted = trust(&root);
  expect(&good, TRUE, "good");
  expect(&stranger, FALSE, "of another authority");
  expect(&expired, FALSE, "expired");
  expect(&early, FALSE, "not valid yet");
  expect(&name, FALSE, "of another name");
  expect(&itself, FALSE, "signed by itself");
  distrust(trusted);
  Identity *all[] = {&root, &other, &good, &stranger, &expired, &early, &name, &itself};
  for (guint i = 0; i < G_N_ELEMENTS(all); i++)
    identity_clear(all[i]);
}

/* The client's own clock ends them at 3 s; a loaded machine may see that late. */
static void test_faults(void) {
  static const char *const paths[] = {"/drip", "/endless", "/header"};
  gint64 now = g_get_real_time() / G_USEC_PER_SEC;
  Identity root = make("Bench root", now - YEAR, now + YEAR, NULL),
           good = make(HOST, now - 86400, now + 86400, &root);
  GSocketService *service;
  struct rusage before, after;
  char *trusted = trust(&root);
  MbRegistryNet *net = net_of(&good, &service);
  Fetch redirect = get(net, "/redirect");
  g_assert_cmpuint(redirect.status, ==, 302);
  char *host = NULL;
  g_assert_false(
      mb_rdap_url_is_safe(redirect.location, &host)); /* an address is no server's name */
  g_free(redirect.location);
  getrusage(RUSAGE_SELF, &before);
  gint64 start = g_get_monotonic_time();
  for (guint i = 0; i < G_N_ELEMENTS(paths); i++) {
    Fetch fetch = get(net, paths[i]);
    if (fetch.status || fetch.len)
      g_error("%s: status %u, %u bytes", paths[i], fetch.status, (guint)fetch.len);
  }
  g_assert_cmpint(g_get_monotonic_time() - start, <, 30 * G_USEC_PER_SEC);
  getrusage(RUSAGE_SELF, &after);
#ifndef __SANITIZE_ADDRESS__ /* which keeps freed memory for a while */
  g_assert_cmpint(after.ru_maxrss - before.ru_maxrss, <, 32 * 1024);
#endif
  distrust(trusted);
  g_socket_service_stop(service);
  identity_clear(&good);
  identity_clear(&root);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/registry-tls/identities", test_identities);
  g_test_add_func("/registry-tls/faults", test_faults);
  return g_test_run();
}
