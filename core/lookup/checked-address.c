/* libsoup takes what it connects to for the identity that the certificate must have. A bare address
 * would be compared with names only, and every honest server refused; so this is a GNetworkAddress,
 * whose name GIO compares, with the looking up taken out. SPDX-License-Identifier: GPL-3.0-or-later */
#include "checked-address.h"

typedef struct {
  GNetworkAddress parent;
  GSocketAddress *address;
} MbCheckedAddress;
typedef GNetworkAddressClass MbCheckedAddressClass;

static GType mb_checked_address_get_type(void);
static void connectable_init(GSocketConnectableIface *iface);
G_DEFINE_TYPE_WITH_CODE(MbCheckedAddress, mb_checked_address, G_TYPE_NETWORK_ADDRESS,
                        G_IMPLEMENT_INTERFACE(G_TYPE_SOCKET_CONNECTABLE, connectable_init))

static GSocketAddressEnumerator *enumerate(GSocketConnectable *connectable) {
  return g_socket_connectable_enumerate(
      G_SOCKET_CONNECTABLE(((MbCheckedAddress *)connectable)->address));
}

/* Without a proxy, too: it would be told the name. */
static void connectable_init(GSocketConnectableIface *iface) {
  iface->enumerate = enumerate;
  iface->proxy_enumerate = enumerate;
}

static void finalize(GObject *object) {
  g_object_unref(((MbCheckedAddress *)object)->address);
  G_OBJECT_CLASS(mb_checked_address_parent_class)->finalize(object);
}

static void mb_checked_address_class_init(MbCheckedAddressClass *class) {
  G_OBJECT_CLASS(class)->finalize = finalize;
}

static void mb_checked_address_init(MbCheckedAddress *self) {
}

GSocketConnectable *mb_checked_address_new(const char *host, GSocketAddress *address) {
  guint port = g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(address));
  MbCheckedAddress *self =
      g_object_new(mb_checked_address_get_type(), "hostname", host, "port", port, NULL);
  self->address = g_object_ref(address);
  return G_SOCKET_CONNECTABLE(self);
}
