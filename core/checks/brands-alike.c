/* Look-alike labels: skeleton, one edit, and a brand's label as a piece of a foreign host.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "brands-table.h"

#include "../base/text.h"

#define MIN_EDIT_LABEL 6

/* Labels that are ordinary words: as a piece of a host they name nobody. */
static const char *const ordinary[] = {
    "banco",    "booking", "box",      "canada",       "chase",   "coin",   "correos",
    "courts",   "customs", "digital",  "discover",     "energia", "excite", "family",
    "free",     "global",  "internet", "keio",         "ledger",  "line",   "live",
    "meta",     "mixi",    "mobile",   "next",         "office",  "online", "orange",
    "post",     "poste",   "promise",  "recruit",      "sakura",  "slack",  "sony",
    "square",   "star",    "steam",    "steampowered", "stripe",  "target", "teams",
    "telegram", "tohoku",  "tokyo",    "uber",         "visa",    "wise",   "zoom",
};

/* One insertion, deletion, substitution or swap of neighbours between a and b. */
static gboolean one_edit(const char *a, gsize na, const char *b, gsize nb) {
  if (na > nb)
    return one_edit(b, nb, a, na);
  if (nb - na > 1)
    return FALSE;
  gsize i = 0;
  while (i < na && a[i] == b[i])
    i++;
  if (na != nb)
    return memcmp(a + i, b + i + 1, na - i) == 0;
  if (i == na)
    return FALSE;
  if (memcmp(a + i + 1, b + i + 1, na - i - 1) == 0)
    return TRUE;
  return i + 1 < na && a[i] == b[i + 1] && a[i + 1] == b[i] &&
         memcmp(a + i + 2, b + i + 2, na - i - 2) == 0;
}

static MbAlike compare(const char *label, MbSlice skeleton, const char *own, MbSlice own_skeleton) {
  if (strcmp(label, own) == 0)
    return MB_ALIKE_SAME;
  if (own_skeleton.len >= 4 && mb_slice_equal(skeleton, own_skeleton))
    return MB_ALIKE_SKELETON;
  if (own_skeleton.len >= MIN_EDIT_LABEL &&
      one_edit(skeleton.data, skeleton.len, own_skeleton.data, own_skeleton.len))
    return MB_ALIKE_EDIT;
  return MB_ALIKE_NONE;
}

MbAlike mb_labels_alike(const char *label, const char *own) {
  g_autofree char *a = mb_text_skeleton(label);
  g_autofree char *b = mb_text_skeleton(own);
  return compare(label, mb_slice_str(a), own, mb_slice_str(b));
}

/* Both ends differ: more than one edit lies between. */
static gboolean are_far(const char *a, gsize na, MbSkeletonEnds b) {
  return na && b.length && a[0] != b.first && a[na - 1] != b.last;
}

MbAlike mb_brands_alike(const char *label, const MbBrand **brand) {
  const MbBrandTable *t = mb_brand_table();
  const MbNameIndex *labels = &t->labels;
  int same = mb_name_index_find(labels, label, strlen(label));
  if (same >= 0) {
    if (brand)
      *brand = &t->brands[labels->rows[same].brand];
    return MB_ALIKE_SAME;
  }
  g_autofree char *skeleton = mb_text_skeleton(label);
  gsize n = strlen(skeleton);
  MbAlike best = MB_ALIKE_NONE;
  for (guint i = 0; i < labels->n && best != MB_ALIKE_SKELETON; i++) {
    if (labels->length[i] + 1u < n || labels->length[i] > n + 1)
      continue;
    if (are_far(skeleton, n, t->skeleton_ends[i]))
      continue;
    MbSlice own = mb_slice(t->label_skeletons[i], t->skeleton_ends[i].length);
    MbAlike alike = compare(label, mb_slice(skeleton, n), labels->rows[i].text, own);
    if (alike > best) {
      best = alike;
      if (brand)
        *brand = &t->brands[labels->rows[i].brand];
    }
  }
  return best;
}

static gboolean is_ordinary(const char *word, gsize len) {
  for (guint i = 0; i < G_N_ELEMENTS(ordinary); i++)
    if (strlen(ordinary[i]) == len && memcmp(ordinary[i], word, len) == 0)
      return TRUE;
  return FALSE;
}

gboolean mb_brand_label_is_word(const char *label) {
  return is_ordinary(label, strlen(label));
}

/* A brand's name as a word of the host; a label such as "family" that is no brand's name is only a word. */
static const MbBrand *named_by(const MbBrandTable *t, const char *word, gsize len) {
  int row = len >= 5 && !is_ordinary(word, len) ? mb_name_index_find(&t->names, word, len) : -1;
  return row >= 0 ? &t->brands[t->names.rows[row].brand] : NULL;
}

const MbBrand *mb_brands_in_host(const char *host) {
  const MbBrandTable *t = mb_brand_table();
  for (const char *p = host; p && *p;) {
    gsize n = strcspn(p, ".-");
    const MbBrand *brand = named_by(t, p, n);
    if (brand)
      return brand;
    p += n + (p[n] != '\0');
  }
  return NULL;
}
