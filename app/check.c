/* The thread in which a mail is read and judged. SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include <errno.h>
#include <sys/stat.h>

#include "investigation.h"
#include "language.h"

typedef struct {
  MbSubject *subject;
  GPtrArray *link_hosts;
  MbCheckProgress progress;
} Job;

typedef struct {
  GTask *task;
  MbReport *report;
} Round;

MbSubject *mb_subject_new(const char *name, const char *path, GBytes *mail) {
  MbSubject *subject = g_atomic_rc_box_new0(MbSubject);
  subject->name = g_strdup(name);
  subject->path = g_strdup(path);
  subject->mail = mail ? g_bytes_ref(mail) : NULL;
  return subject;
}

MbSubject *mb_subject_ref(MbSubject *subject) {
  return g_atomic_rc_box_acquire(subject);
}

static void subject_clear(gpointer data) {
  MbSubject *subject = data;
  g_free(subject->name);
  g_free(subject->path);
  g_free(subject->facts);
  g_clear_pointer(&subject->mail, g_bytes_unref);
}

void mb_subject_unref(MbSubject *subject) {
  g_atomic_rc_box_release_full(subject, subject_clear);
}

void mb_checked_free(MbChecked *checked) {
  if (!checked)
    return;
  g_clear_pointer(&checked->report, mb_report_free);
  g_clear_pointer(&checked->source, mb_source_text_free);
  g_clear_pointer(&checked->mail, g_bytes_unref);
  g_free(checked->facts);
  g_free(checked->saved_name);
  g_free(checked);
}

static void job_free(gpointer data) {
  Job *job = data;
  mb_subject_unref(job->subject);
  g_ptr_array_unref(job->link_hosts);
  g_free(job);
}

/* A clear answer for what is no file with a mail in it; NULL = go on and read. */
static const char *not_readable(const char *path) {
  struct stat st;
  if (stat(path, &st) != 0)
    return errno == ENOENT   ? N_("There is no such file any more.")
           : errno == EACCES ? N_("You may not read this file.")
                             : N_("The file could not be reached.");
  if (S_ISDIR(st.st_mode))
    return N_("This is a folder. Drop the mails that are in it.");
  if (S_ISFIFO(st.st_mode) || S_ISSOCK(st.st_mode))
    return N_("This is a pipe between programs, not a file.");
  if (!S_ISREG(st.st_mode))
    return N_("This is a device, not a file.");
  return access(path, R_OK) != 0 ? N_("You may not read this file.") : NULL;
}

static MbReport *error_report(MbSubject *subject, const char *why) {
  return mb_report_new_error(subject->name, "error.io", mb_tr(mb_words(), why));
}

static MbReport *read_mail(MbSubject *subject) {
  const char *why = subject->mail ? NULL : not_readable(subject->path);
  if (why)
    return error_report(subject, why);
  if (!subject->mail)
    subject->mail = mb_read_mail_file(subject->path, NULL);
  if (!subject->mail)
    return error_report(subject, N_("The disk or its owner refused it."));
  if (!subject->facts && mb_investigation_is(subject->mail) && !mb_investigation_open(subject))
    return error_report(subject, N_("This saved investigation is damaged."));
  return NULL;
}

static gboolean deliver(gpointer data) {
  Round *round = data;
  Job *job = g_task_get_task_data(round->task);
  if (!g_cancellable_is_cancelled(g_task_get_cancellable(round->task)))
    job->progress(g_steal_pointer(&round->report), g_task_get_source_object(round->task));
  return G_SOURCE_REMOVE;
}

static void round_free(gpointer data) {
  Round *round = data;
  g_object_unref(round->task);
  g_clear_pointer(&round->report, mb_report_free);
  g_free(round);
}

/* Each round's report goes to the main thread as a copy of its own. */
static void on_round(const MbReport *report, gboolean final, gpointer data) {
  gsize len;
  if (final)
    return;
  g_autofree char *wire = mb_report_to_wire(report, &len);
  MbReport *copy = mb_report_from_wire(wire, len, NULL);
  if (!copy)
    return;
  if (report->file)
    copy->file = mb_report_str(copy, report->file);
  Round *round = g_new0(Round, 1);
  round->task = g_object_ref(data);
  round->report = copy;
  g_main_context_invoke_full(NULL, G_PRIORITY_DEFAULT, deliver, round, round_free);
}

static MbOptions *options_of(const Job *job) {
  g_autoptr(MbSettings) settings = mb_settings_load(NULL);
  MbOptions *options = mb_options_new();
  mb_settings_apply(settings, NULL, options);
  options->now = g_get_real_time() / G_USEC_PER_SEC;
  for (guint i = 0; options->allow & MB_ALLOW_DNS && i < job->link_hosts->len; i++)
    g_ptr_array_add(options->link_hosts, g_strdup(job->link_hosts->pdata[i]));
  if (job->subject->facts) { /* a saved investigation is looked at as it was: nobody is asked */
    options->allow = 0;
    options->history = FALSE;
    options->now = job->subject->facts_now;
  }
  return options;
}

static MbReport *judge(Job *job, GTask *task, MbChecked *checked, GError **error) {
  g_autoptr(MbOptions) options = options_of(job);
  MbRequest request = {.options = options,
                       .file = job->subject->name,
                       .local_places = TRUE,
                       .facts_json = job->subject->facts,
                       .save_facts = &checked->facts};
  return mb_check_mail(job->subject->mail, &request, on_round, task, g_task_get_cancellable(task),
                       error);
}

static void run(GTask *task, gpointer source, gpointer data, GCancellable *cancellable) {
  static GMutex once;
  static gboolean ready;
  Job *job = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(MbChecked) checked = g_new0(MbChecked, 1);
  g_mutex_lock(&once);
  ready = ready || mb_init(NULL, NULL);
  g_mutex_unlock(&once);
  checked->report = read_mail(job->subject);
  if (!checked->report) {
    checked->report = judge(job, task, checked, &error);
    if (g_error_matches(error, MB_ERROR, MB_ERROR_CANCELLED))
      return g_task_return_error(task, g_steal_pointer(&error));
    if (!checked->report)
      checked->report = mb_report_new_error(job->subject->name, "error.worker", NULL);
    checked->mail = g_bytes_ref(job->subject->mail);
    checked->from_saved = job->subject->facts != NULL;
    checked->source = mb_source_text_new(checked->mail, checked->report);
  }
  g_task_return_pointer(task, g_steal_pointer(&checked), (GDestroyNotify)mb_checked_free);
}

void mb_check_async(MbSubject *subject, const GPtrArray *link_hosts, GObject *owner,
                    MbCheckProgress progress, GCancellable *cancellable, GAsyncReadyCallback done) {
  Job *job = g_new0(Job, 1);
  job->subject = mb_subject_ref(subject);
  job->link_hosts = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < link_hosts->len; i++)
    g_ptr_array_add(job->link_hosts, g_strdup(link_hosts->pdata[i]));
  job->progress = progress;
  g_autoptr(GTask) task = g_task_new(owner, cancellable, done, NULL);
  g_task_set_task_data(task, job, job_free);
  g_task_run_in_thread(task, run);
}

MbChecked *mb_check_finish(GAsyncResult *result, GError **error) {
  return g_task_propagate_pointer(G_TASK(result), error);
}
