/* Puts a link together: its address taken apart, wrappings taken off, what it shows.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "link.h"

#include "link-text.h"
#include "link-unwrap.h"
#include "../base/domain.h"

#define MAX_LAYERS 3

/* Takes off up to MAX_LAYERS wrappings; url is then the innermost one that could be read. */
static void unwrap(MbArena *arena, MbLink *link, MbUrl *url) {
  for (guint i = 0; i < MAX_LAYERS; i++) {
    MbSlice target;
    MbWrap kind = mb_link_unwrap(arena, url, &target);
    if (kind == MB_WRAP_NONE)
      return;
    if (!link->wrapper)
      link->wrapper = url->host;
    if (kind == MB_WRAP_OPAQUE)
      return;
    link->flags |= url->flags | MB_URL_UNWRAPPED;
    link->target = target;
    mb_url_read(arena, target, url);
  }
}

void mb_link_read(MbArena *arena, MbLink *link) {
  MbUrl url;
  link->target = link->url;
  link->flags = 0;
  link->wrapper = link->domain = link->text_host = NULL;
  mb_url_read(arena, link->url, &url);
  unwrap(arena, link, &url);
  link->scheme = url.scheme;
  link->host = url.host;
  link->flags |= url.flags;
  if (link->place == MB_PLACE_TEXT && link->host)
    link->flags &= ~MB_URL_RELATIVE; /* "www.a.example" in plain text */
  if (link->host && !(url.flags & MB_URL_IP_LITERAL))
    link->domain = mb_domain_organisation(link->host);
  link->text_host = mb_link_text_host(arena, link->text);
}
