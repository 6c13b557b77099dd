/* The loop: judge, and hand every round's whole report on. Parent and judge talk through text only
 * (report/judge.h), so that the judge can move into a process of its own.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "miyaburi.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "report/judge.h"

#define MAX_MAIL_BYTES (50 * 1024 * 1024)

const char *mb_version(void) {
  return MB_VERSION;
}

gboolean mb_init(const char *brands_file, GError **error) {
  g_autofree char *json = NULL;
  gsize len = 0;
  if (brands_file && !g_file_get_contents(brands_file, &json, &len, error))
    return FALSE;
  return mb_judge_preload(json, len, FALSE, error);
}

/* The first line of a round is the report. */
static MbReport *read_round(const char *round, gsize len, const MbRequest *request,
                            GError **error) {
  const char *end = memchr(round, '\n', len);
  MbReport *report = mb_report_from_wire(round, end ? (gsize)(end - round) : len, error);
  if (report && request->file)
    report->file = mb_report_text(report, mb_slice_str(request->file), MB_REPORT_URL_CHARS);
  return report;
}

/* facts.json of everything that was known, for a saved investigation. */
static char *known_facts(const char *facts_json) {
  g_autoptr(MbFacts) facts = mb_facts_new();
  json_t *json = facts_json ? json_loads(facts_json, JSON_REJECT_DUPLICATES, NULL) : NULL;
  if (json)
    mb_facts_load(facts, json, NULL);
  json_decref(json);
  json_t *saved = mb_facts_save(facts);
  char *text = json_dumps(saved, JSON_INDENT(1) | JSON_SORT_KEYS);
  json_decref(saved);
  return text;
}

MbReport *mb_check_mail(GBytes *mail, const MbRequest *request, MbProgress progress, gpointer data,
                        GCancellable *cancellable, GError **error) {
  if (g_cancellable_is_cancelled(cancellable)) {
    g_set_error_literal(error, MB_ERROR, MB_ERROR_CANCELLED, "cancelled");
    return NULL;
  }
  gsize size, len;
  const char *bytes = g_bytes_get_data(mail, &size), *facts = request->facts_json;
  g_autofree char *options = mb_options_to_json(request->options);
  g_autoptr(MbJudge) judge = mb_judge_new(bytes, size, options, FALSE, error);
  if (!judge)
    return NULL;
  g_autofree char *round = mb_judge_round(judge, facts, facts ? strlen(facts) : 0, &len, error);
  MbReport *report = round ? read_round(round, len, request, error) : NULL;
  if (report && request->save_facts)
    *request->save_facts = known_facts(facts);
  if (report && progress)
    progress(report, TRUE, data);
  return report;
}

static GBytes *io_error(GError **error, int number) {
  g_set_error_literal(error, MB_ERROR, MB_ERROR_IO, g_strerror(number));
  return NULL;
}

/* One byte more than a mail may have, so that the judge sees that it was longer. */
static GBytes *read_all(int fd, gsize expected, GError **error) {
  gsize room = MIN(expected, MAX_MAIL_BYTES) + 1;
  g_autoptr(GByteArray) bytes = g_byte_array_sized_new(room);
  while (bytes->len <= MAX_MAIL_BYTES) {
    guint had = bytes->len;
    g_byte_array_set_size(bytes, MIN(had + room, MAX_MAIL_BYTES + 1));
    gssize n = read(fd, bytes->data + had, bytes->len - had);
    int number = errno;
    g_byte_array_set_size(bytes, had + MAX(n, 0));
    if (n < 0 && number != EINTR)
      return io_error(error, number);
    if (n == 0)
      break;
    room = 65536;
  }
  return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}

/* Not blocking on a FIFO or device somebody put in place of a mail (SECURITY section 5). */
GBytes *mb_read_mail_file(const char *path, GError **error) {
  struct stat st;
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0 || fstat(fd, &st) != 0) {
    GBytes *none = io_error(error, errno);
    if (fd >= 0)
      close(fd);
    return none;
  }
  GBytes *mail = S_ISREG(st.st_mode) ? read_all(fd, st.st_size, error)
                                     : io_error(error, S_ISDIR(st.st_mode) ? EISDIR : EINVAL);
  close(fd);
  return mail;
}

GBytes *mb_read_mail_fd(int fd, GError **error) {
  return read_all(fd, 65536, error);
}
