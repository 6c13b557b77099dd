/* Inside of the brand table, shared by its loader, its scanner and its host look-up only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "brands.h"
#include "heads.h"
#include "suffix-set.h"

typedef struct {
  const char *text; /* comparison form (mb_brand_compact) or its skeleton */
  guint16 brand;
  guint8 weak;
} MbBrandName;

typedef struct {
  const char *domain;
  guint16 brand;
  guint8 shared;
} MbBrandDomain;

/* Sorted names with, for each, the longest other name that begins it: a text's longest name is
 * found by one binary search and a walk up these links. */
typedef struct {
  const MbBrandName *rows;
  gint16 *parent;
  guint16 *length;
  guint n;
  guint16 first[257]; /* rows by first byte */
  MbHeads heads;
} MbNameIndex;

/* Most labels are told apart by these, without their text. */
typedef struct {
  guint16 length;
  char first, last;
} MbSkeletonEnds;

typedef struct {
  const MbBrand *brands;
  guint n_brands;
  GHashTable *by_id; /* const char* → const MbBrand* */
  MbNameIndex names, skeletons;
  const MbBrandDomain *domains; /* sorted by domain */
  guint n_domains;
  MbSuffixSet by_domain;
  guint16 *house;     /* by brand: brands that share a domain or whose names begin another's */
  MbNameIndex labels; /* second-level labels of own domains */
  char **label_skeletons;
  MbSkeletonEnds *skeleton_ends; /* of label_skeletons */
} MbBrandTable;

/* The rows of data/brands/brands.json as the build made them: a unit of their own, because compilers that
 * follow paths lose themselves in them. */
extern const MbBrand mb_shipped_brands[];
extern const MbBrandName mb_shipped_names[];
extern const MbBrandDomain mb_shipped_domains[];
extern const guint mb_n_shipped_brands, mb_n_shipped_names, mb_n_shipped_domains;

/* The table in use; never NULL (indexes the shipped one at first use). */
const MbBrandTable *mb_brand_table(void);
/* rows must be sorted by text. */
void mb_name_index_build(MbNameIndex *index, const MbBrandName *rows, guint n);
/* The row of the longest name at the start of text, -1 = none. */
int mb_name_index_longest(const MbNameIndex *index, const char *text, gsize len);
/* The row of exactly this text, -1 = none. */
int mb_name_index_find(const MbNameIndex *index, const char *text, gsize len);

/* Text in comparison form, with the places that were an edge before blanks, dots and company forms
 * went. */
typedef struct {
  char *text;
  guint8 *edge; /* by byte of text, and one for its end */
  gsize len;
} MbCompact;
/* folded: mb_text_fold's or mb_text_skeleton's result. Lives in arena. */
MbCompact mb_brand_compact(MbArena *arena, const char *folded);

/* brands.json → rows; strings live for ever (a test seam, loaded once). */
gboolean mb_brands_load(const char *json, gsize len, GArray *brands, GArray *names, GArray *domains,
                        GError **error);
