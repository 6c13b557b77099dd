/* Making, filling and comparing reports. Everything a report says in words of the mail goes through
 * mb_report_text, so that no raw byte of the mail leaves the judge.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-rows.h"

/* Texts beyond this are cut to a few characters: the report stays readable and bounded whatever the
 * mail. */
#define MAX_REPORT_BYTES (2 * 1024 * 1024)
/* Not above the field table's own limits. */
#define MAX_FINDINGS    512
#define MAX_EVIDENCE    64
#define MAX_NOT_CHECKED 512

static const char *const verdict_names[] = {
    [MB_VERDICT_ERROR] = "error",           [MB_VERDICT_LEGITIMATE] = "legitimate",
    [MB_VERDICT_GENUINE] = "genuine",       [MB_VERDICT_UNKNOWN] = "unknown",
    [MB_VERDICT_SUSPICIOUS] = "suspicious", [MB_VERDICT_HIJACKED] = "hijacked",
    [MB_VERDICT_SPOOFED] = "spoofed",
};

const char *mb_verdict_name(MbVerdict verdict) {
  return verdict_names[verdict];
}

gboolean mb_verdict_is_warning(MbVerdict verdict) {
  return verdict == MB_VERDICT_ERROR || verdict >= MB_VERDICT_SUSPICIOUS;
}

MbReport *mb_report_new(void) {
  MbReport *report = g_new0(MbReport, 1);
  report->arena = mb_arena_new();
  mb_row_init_lists(report, &mb_row_report);
  report->boundary = -1;
  return report;
}

void mb_report_free(MbReport *report) {
  if (!report)
    return;
  mb_row_clear(report, &mb_row_report);
  mb_arena_free(report->arena);
  g_free(report);
}

MbReport *mb_report_new_error(const char *file, const char *reason, const char *detail) {
  MbReport *report = mb_report_new();
  report->verdict = MB_VERDICT_ERROR;
  report->partial = TRUE;
  report->file = mb_report_str(report, file);
  report->kind = "ordinary";
  report->checked_by = "nobody";
  mb_report_set_sentence(report, &report->sentence, "sentence.error", NULL);
  mb_report_add_reason(report, NULL, reason, "detail", detail, NULL);
  mb_report_set_sentence(report, &report->action, "action.treat-as-dangerous", NULL);
  return report;
}

/* Printable ASCII only, as nearly all is. */
static gboolean is_plain(MbSlice s) {
  const guint64 each = 0x0101010101010101u;
  gsize i = 0;
  for (guint64 v; i + 8 <= s.len; i += 8) {
    memcpy(&v, s.data + i, sizeof v);
    if (((v - each * 0x20) | (v + each) | v) & each * 0x80)
      return FALSE;
  }
  for (; i < s.len; i++)
    if ((guchar)(s.data[i] - 0x20) >= 0x5f)
      return FALSE;
  return TRUE;
}

const char *mb_report_text(MbReport *report, MbSlice utf8, gsize max_chars) {
  if (!utf8.data)
    return NULL;
  if (!max_chars)
    max_chars = MB_REPORT_LINE_CHARS;
  if (mb_arena_used(report->arena) > MAX_REPORT_BYTES)
    max_chars = MIN(max_chars, 16);
  if (utf8.len <= max_chars && is_plain(utf8))
    return mb_arena_strndup(report->arena, utf8.data, utf8.len);
  g_autofree char *inert = mb_text_inert(utf8, max_chars);
  return mb_arena_strndup(report->arena, inert, strlen(inert));
}

const char *mb_report_str(MbReport *report, const char *utf8) {
  return mb_report_text(report, mb_slice_str(utf8), 0);
}

static void set_sentence(MbReport *report, MbSentence *sentence, const char *id, va_list args) {
  sentence->id = mb_report_str(report, id);
  g_clear_pointer(&sentence->args, g_ptr_array_unref);
  for (const char *key; (key = va_arg(args, const char *));) {
    const char *value = va_arg(args, const char *);
    if (!sentence->args)
      sentence->args = g_ptr_array_new();
    g_ptr_array_add(sentence->args, (gpointer)mb_report_str(report, key));
    g_ptr_array_add(sentence->args, (gpointer)mb_report_str(report, value ? value : ""));
  }
}

void mb_report_set_sentence(MbReport *report, MbSentence *sentence, const char *id, ...) {
  va_list args;
  va_start(args, id);
  set_sentence(report, sentence, id, args);
  va_end(args);
}

void mb_report_add_reason(MbReport *report, const char *finding, const char *id, ...) {
  if (report->reasons->len >= 3)
    return;
  MbReportReason reason = {.finding = mb_report_str(report, finding)};
  va_list args;
  va_start(args, id);
  set_sentence(report, &reason.text, id, args);
  va_end(args);
  g_array_append_val(report->reasons, reason);
}

MbReportFinding *mb_report_add_finding(MbReport *report, const char *id, const char *family,
                                       const char *leaning) {
  if (report->findings->len >= MAX_FINDINGS)
    return NULL;
  MbReportFinding *finding = mb_arena_new0(report->arena, MbReportFinding);
  finding->id = mb_report_str(report, id);
  finding->family = mb_report_str(report, family);
  finding->leaning = mb_report_str(report, leaning);
  finding->evidence = g_array_new(FALSE, TRUE, sizeof(MbReportEvidence));
  g_ptr_array_add(report->findings, finding);
  return finding;
}

void mb_report_add_evidence(MbReport *report, MbReportFinding *finding, const char *label,
                            MbSlice value, gint64 offset, guint64 length) {
  if (finding->evidence->len >= MAX_EVIDENCE)
    return;
  value = mb_slice_trim(value);
  /* A folded header or lines of a body read as one line. */
  g_autofree char *flat =
      value.len && memchr(value.data, '\n', value.len) ? mb_text_squeeze(value) : NULL;
  const char *text = mb_report_text(report, flat ? mb_slice_str(flat) : value, MB_REPORT_URL_CHARS);
  MbReportEvidence evidence = {mb_report_str(report, label), text ? text : "", offset, length};
  g_array_append_val(finding->evidence, evidence);
}

void mb_report_add_not_checked(MbReport *report, const char *id) {
  if (report->not_checked->len >= MAX_NOT_CHECKED)
    return;
  for (guint i = 0; i < report->not_checked->len; i++)
    if (g_str_equal(report->not_checked->pdata[i], id))
      return;
  g_ptr_array_add(report->not_checked, (gpointer)mb_report_str(report, id));
}

gboolean mb_report_equal(const MbReport *a, const MbReport *b) {
  return mb_row_equal(a, b, &mb_row_report);
}
