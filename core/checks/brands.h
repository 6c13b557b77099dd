/* The brand table: which names belong to whom, and which hosts are theirs, their customers' or
 * anybody's. Rules: data/brands/README.md. Embedded, folded at build time; another table can be
 * loaded as test seam.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../base/arena.h"

typedef struct _MbBrand {
  const char *id, *category;
  const char *name; /* as people say it: the first name */
} MbBrand;

/* Once a process, before any lock: indexes the shipped table, or json's (brands.json form) instead
 * of it. */
gboolean mb_brands_preload(const char *json, gsize len, GError **error);
const MbBrand *mb_brand_by_id(const char *id);

typedef enum {
  MB_HOST_UNKNOWN,
  MB_HOST_OWN,     /* a brand's own */
  MB_HOST_SHARED,  /* a brand's customers have mailboxes, hosts or pages here */
  MB_HOST_HOSTING, /* anybody can publish here */
} MbHostKind;

/* Longest suffix over all lists; at equal length hosting and shared beat own. host normalised, may
 * be NULL. *brand (may be NULL) gets the first brand of that suffix, or NULL. */
MbHostKind mb_brands_host(const char *host, const MbBrand **brand);
/* host is this brand's own by the same rule (a domain may belong to several). */
gboolean mb_brand_owns(const MbBrand *brand, const char *host);
/* One of the brand's own domains, the shortest; NULL = none is known. */
const char *mb_brand_domain(const MbBrand *brand);
/* Same house: both brands share a domain (楽天 and 楽天カード). */
gboolean mb_brands_related(const MbBrand *a, const MbBrand *b);
/* Some related brand owns the host: "leads outside its domains" is the negation of this. */
gboolean mb_brand_house_owns(const MbBrand *brand, const char *host);

/* Some related brand lists the host among its own domains, even where customers or anybody can publish there too: such
 * a place proves nothing for the brand, and nothing against it. */
gboolean mb_brand_house_lists(const MbBrand *brand, const char *host);

typedef struct {
  const MbBrand *brand;
  MbSlice match;      /* in the folded text, for tests; lives in arena */
  gboolean weak;      /* by a weak name, in a place where those count */
  gboolean begins;    /* the name stands first in the text, or first after a bracket or sign */
  gboolean whole;     /* and nothing but generic words and company forms follows */
  gboolean lookalike; /* only by look-alike characters (Аmazon with Cyrillic А) */
} MbBrandHit;

typedef enum {
  MB_SCAN_NAME, /* a display name: weak names count where they are the name or begin it */
  MB_SCAN_TEXT, /* subject, signature, link text: strong names only */
} MbBrandScan;

/* All brands named in utf8, longest name first at each place, in order. MbBrandHit; free the array
 * only. */
GArray *mb_brands_scan(MbArena *arena, MbSlice utf8, MbBrandScan scan);

typedef enum {
  MB_ALIKE_NONE,
  MB_ALIKE_SAME,     /* the brand's own label, elsewhere: amazon.example */
  MB_ALIKE_EDIT,     /* one letter more, less, other or swapped; labels of 6 letters and more */
  MB_ALIKE_SKELETON, /* looks the same: kag0ya, аmazon */
} MbAlike;

/* A domain's second-level label against the brands' own. label is lower-case ASCII or decoded
 * UTF-8; *brand may be NULL. */
MbAlike mb_brands_alike(const char *label, const MbBrand **brand);
/* The same between two labels, for the user's own domains. */
MbAlike mb_labels_alike(const char *label, const char *own);
/* A brand's label as a whole piece between hyphens or dots of a foreign host
 * ("xserver-vps.kiriiku.jp", "amazon-co-jp.example"), NULL = none. */
const MbBrand *mb_brands_in_host(const char *host);
/* The label is an ordinary word besides ("office", "family"): it names nobody by itself. */
gboolean mb_brand_label_is_word(const char *label);
