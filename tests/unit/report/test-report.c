/* The wire form: every field of every struct survives, every field counts in the comparison, and
 * nothing but what the writer writes is read. Driven by the field table, so that a new field is
 * tested at once. SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/report-rows.h"

static guint counter;

static const char *next_text(MbReport *r) {
  g_autofree char *text = g_strdup_printf("text %u \"quoted\\\" 見破り \x01\x7f", counter++);
  return mb_arena_strndup(r->arena, text, strlen(text));
}

static void fill_row(MbReport *r, gpointer base, const MbRow *row);

static void fill_list(MbReport *r, gpointer base, const MbField *f) {
  for (guint i = 0; i < MIN(3, f->max); i++) {
    gpointer item = mb_arena_alloc(r->arena, f->row->size);
    mb_row_init_lists(item, f->row);
    fill_row(r, item, f->row);
    if (f->kind == MB_FIELD_ROWS)
      g_array_append_vals(MB_AT(base, f, GArray *), item, 1);
    else
      g_ptr_array_add(MB_AT(base, f, GPtrArray *), item);
  }
}

static void fill_strings(MbReport *r, GPtrArray *strings) {
  for (guint i = 0; i < 4; i++)
    g_ptr_array_add(strings, (gpointer)next_text(r));
}

static void fill_field(MbReport *r, gpointer base, const MbField *f) {
  switch (f->kind) {
  case MB_FIELD_TEXT:
  case MB_FIELD_ID:
  case MB_FIELD_LABEL:
    MB_AT(base, f, const char *) = next_text(r);
    break;
  case MB_FIELD_INT:
    MB_AT(base, f, int) = 1;
    break;
  case MB_FIELD_UINT:
    MB_AT(base, f, guint) = G_MAXUINT - counter++;
    break;
  case MB_FIELD_ENUM:
    MB_AT(base, f, guint) = f->max;
    break;
  case MB_FIELD_BOOL:
    MB_AT(base, f, gboolean) = TRUE;
    break;
  case MB_FIELD_U64:
    MB_AT(base, f, guint64) = G_MAXUINT64 - counter++;
    break;
  case MB_FIELD_STRINGS:
    fill_strings(r, MB_AT(base, f, GPtrArray *));
    break;
  case MB_FIELD_SENTENCE:
    MB_AT(base, f, MbSentence).id = next_text(r);
    MB_AT(base, f, MbSentence).args = g_ptr_array_new();
    fill_strings(r, MB_AT(base, f, MbSentence).args);
    break;
  case MB_FIELD_ROWS:
  case MB_FIELD_ROWPTRS:
    fill_list(r, base, f);
    break;
  default:
    MB_AT(base, f, gint64) = G_MININT64 + counter++;
  }
}

static void fill_row(MbReport *r, gpointer base, const MbRow *row) {
  for (guint i = 0; i < row->n_fields; i++)
    fill_field(r, base, &row->fields[i]);
}

static MbReport *full_report(void) {
  counter = 0;
  MbReport *r = mb_report_new();
  fill_row(r, r, &mb_row_report);
  return r;
}

static void test_round_trip(void) {
  g_autoptr(MbReport) full = full_report(), empty = mb_report_new();
  MbReport *reports[] = {full, empty};
  for (guint i = 0; i < 2; i++) {
    gsize len, len2;
    g_autofree char *wire = mb_report_to_wire(reports[i], &len);
    g_autoptr(MbReport) back = mb_report_from_wire(wire, len, NULL);
    g_assert_nonnull(back);
    g_assert_true(mb_report_equal(reports[i], back));
    g_autofree char *again = mb_report_to_wire(back, &len2);
    g_assert_cmpmem(wire, len, again, len2);
  }
  g_assert_false(mb_report_equal(full, empty));
}

/* Changes one value in place. */
static void change(MbReport *r, gpointer base, const MbField *f) {
  switch (f->kind) {
  case MB_FIELD_TEXT:
  case MB_FIELD_ID:
  case MB_FIELD_LABEL:
    MB_AT(base, f, const char *) = "changed";
    break;
  case MB_FIELD_BOOL:
    MB_AT(base, f, gboolean) = FALSE;
    break;
  case MB_FIELD_INT:
  case MB_FIELD_UINT:
  case MB_FIELD_ENUM:
    MB_AT(base, f, guint)--;
    break;
  case MB_FIELD_STRINGS:
    MB_AT(base, f, GPtrArray *)->pdata[3] = (gpointer) "changed";
    break;
  case MB_FIELD_SENTENCE:
    MB_AT(base, f, MbSentence).args->pdata[1] = (gpointer) "changed";
    break;
  case MB_FIELD_ROWS:
    g_array_set_size(MB_AT(base, f, GArray *), MB_AT(base, f, GArray *)->len - 1);
    break;
  case MB_FIELD_ROWPTRS:
    g_ptr_array_set_size(MB_AT(base, f, GPtrArray *), MB_AT(base, f, GPtrArray *)->len - 1);
    break;
  default:
    MB_AT(base, f, guint64)++;
  }
}

static void test_every_field_counts(void) {
  static const MbRow *const rows[] = {&mb_row_finding, &mb_row_evidence, &mb_row_sender,
                                      &mb_row_hop,     &mb_row_link,     &mb_row_attachment,
                                      &mb_row_auth,    &mb_row_asked};
  for (guint i = 0; i < mb_row_report.n_fields; i++) {
    g_autoptr(MbReport) a = full_report(), b = full_report();
    g_assert_true(mb_report_equal(a, b));
    const MbField *f = &mb_row_report.fields[i];
    GArray *shortened = f->kind == MB_FIELD_ROWS ? MB_AT(b, f, GArray *) : NULL;
    for (guint k = 0; shortened && k < shortened->len; k++)
      mb_row_clear(shortened->data + k * f->row->size, f->row);
    for (guint k = 0; f->kind == MB_FIELD_ROWPTRS && k < 3; k++)
      mb_row_clear(MB_AT(b, f, GPtrArray *)->pdata[k], f->row);
    change(b, b, f);
    g_assert_false(mb_report_equal(a, b));
  }
  for (guint k = 0; k < G_N_ELEMENTS(rows); k++)
    for (guint i = 0; i < rows[k]->n_fields; i++) {
      const MbField *f = &rows[k]->fields[i];
      if (f->kind == MB_FIELD_ROWS)
        continue;
      g_autoptr(MbReport) r = mb_report_new();
      gpointer a = mb_arena_alloc(r->arena, rows[k]->size),
               b = mb_arena_alloc(r->arena, rows[k]->size);
      mb_row_init_lists(a, rows[k]), mb_row_init_lists(b, rows[k]);
      fill_row(r, a, rows[k]);
      counter = 0;
      g_assert_false(mb_row_equal(a, b, rows[k]));
      mb_row_clear(b, rows[k]);
      memcpy(b, a, rows[k]->size);
      g_assert_true(mb_row_equal(a, b, rows[k]));
      if (f->kind != MB_FIELD_STRINGS) {
        change(r, b, f);
        g_assert_false(mb_row_equal(a, b, rows[k]));
      }
      mb_row_clear(a, rows[k]);
    }
}

static void refuse(const char *wire, gsize len) {
  g_autoptr(GError) error = NULL;
  g_assert_null(mb_report_from_wire(wire, len, &error));
  g_assert_error(error, MB_ERROR, MB_ERROR_BAD_REQUEST);
}

static void test_cut_or_longer_is_refused(void) {
  g_autoptr(MbReport) r = full_report();
  gsize len;
  g_autofree char *wire = mb_report_to_wire(r, &len);
  for (gsize i = 0; i < len; i++)
    refuse(wire, i);
  g_autofree char *longer = g_strconcat(wire, " ", NULL);
  refuse(longer, len + 1);
}

/* The wire with its nth occurrence of `from` replaced. */
static void refuse_with(const char *from, const char *to) {
  g_autoptr(MbReport) r = mb_report_new();
  r->file = "F";
  g_autofree char *wire = mb_report_to_wire(r, NULL);
  g_assert_nonnull(strstr(wire, from));
  g_auto(GStrv) parts = g_strsplit(wire, from, 2);
  g_autofree char *changed = g_strjoinv(to, parts);
  refuse(changed, strlen(changed));
}

static void test_hostile_wire(void) {
  static const char *const strings[] = {
      "\"\xff\"", "\"\xc0\x80\"", "\"\\u0000\"", "\"\\u0080\"", "\"\\ud800\"", "\"\\n\"",
      "\"a\nb\"", "\"",           "\"\\\"",      "nul",         "NULL",        "7",
      "[]",       "{}",           "\"a\"\"b\"",
  };
  for (guint i = 0; i < G_N_ELEMENTS(strings); i++)
    refuse_with("\"F\"", strings[i]);
  refuse_with("\"F\",0", "\"F\",7");
  refuse_with("\"F\",0", "\"F\",-1");
  refuse_with("\"F\",0", "\"F\",00");
  refuse_with("\"F\",0", "\"F\",99999999999999999999999");
  refuse_with("\"F\",0,0", "\"F\",0,2");
  refuse_with(",[],-1,", ",[],0,"); /* boundary beyond the hops */
  refuse_with("miyaburi-report-1", "miyaburi-report-0");
  refuse("", 0);
  refuse("[", 1);
}

/* A list longer than its limit, and megabytes of brackets: refused without building them. */
static void test_floods(void) {
  g_autoptr(MbReport) r = mb_report_new();
  for (guint i = 0; i < 513; i++)
    g_ptr_array_add(r->not_checked, (gpointer) "x");
  gsize len;
  g_autofree char *wire = mb_report_to_wire(r, &len);
  refuse(wire, len);
  gsize n = 8 * 1024 * 1024;
  g_autofree char *flood = g_malloc(n);
  memset(flood, '[', n);
  refuse(flood, n);
  g_autoptr(GString) big = g_string_new("[\"");
  for (guint i = 0; i < 20000; i++)
    g_string_append_c(big, 'a');
  refuse(big->str, big->len);
}

/* What an ordinary mail's report costs to hand over, in microseconds (printed, not judged). */
static void test_cost(void) {
  g_autoptr(MbReport) r = full_report();
  gint64 start = g_get_monotonic_time();
  gsize len = 0;
  for (guint i = 0; i < 1000; i++) {
    g_autofree char *wire = mb_report_to_wire(r, &len);
    g_autoptr(MbReport) back = mb_report_from_wire(wire, len, NULL);
    g_assert_nonnull(back);
  }
  g_test_message("%zu bytes written and read in %.1f us", len,
                 (g_get_monotonic_time() - start) / 1000.0);
}

static void test_filling(void) {
  g_autoptr(MbReport) r = mb_report_new();
  g_assert_cmpstr(mb_report_str(r, "plain"), ==, "plain");
  g_assert_null(mb_report_str(r, NULL));
  g_assert_null(strchr(mb_report_str(r, "a\x1b[31mb"), 0x1b));
  g_autofree char *longer = g_strnfill(5000, 'x');
  g_assert_cmpuint(strlen(mb_report_str(r, longer)), <, MB_REPORT_LINE_CHARS + 8);
  for (guint i = 0; i < 5; i++)
    mb_report_add_reason(r, "a.b", "sentence.trap", NULL);
  g_assert_cmpuint(r->reasons->len, ==, 3);
  mb_report_add_not_checked(r, "dns");
  mb_report_add_not_checked(r, "dns");
  g_assert_cmpuint(r->not_checked->len, ==, 1);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/report/round-trip", test_round_trip);
  g_test_add_func("/report/every-field-counts", test_every_field_counts);
  g_test_add_func("/report/cut-or-longer", test_cut_or_longer_is_refused);
  g_test_add_func("/report/hostile-wire", test_hostile_wire);
  g_test_add_func("/report/floods", test_floods);
  g_test_add_func("/report/filling", test_filling);
  g_test_add_func("/report/cost", test_cost);
  return g_test_run();
}
