/* A host by name whose address has been found and checked already: the connection goes there, while
 * the certificate is still held against the name. SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Free with g_object_unref. address is referenced. */
GSocketConnectable *mb_checked_address_new(const char *host, GSocketAddress *address);
