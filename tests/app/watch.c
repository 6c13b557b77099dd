/* Preloaded into a GTK program, which knows nothing of it. WATCH=frame: prints the time from the
 * process' start to the first painted frame and ends it. WATCH=stall: prints whenever the main thread spent
 * more than 10 ms away from waiting, how long, and when it came back. WATCH=net: the same without the time in
 * which it was ready to run and other programs had the processor; of the time in which it waited for others (the X
 * server, a disk) a tenth counts, because on a busy machine those are late too. SPDX-License-Identifier: GPL-3.0-or-later */
#include <dlfcn.h>
#include <fcntl.h>
#include <gtk/gtk.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

int poll(struct pollfd *fds, nfds_t n, int timeout);
int g_application_run(GApplication *app, int argc, char **argv);

static gint64 busy_since, queued_since, ran_since;
static gboolean watching;

static gboolean on(const char *what) {
  return g_strcmp0(getenv("WATCH"), what) == 0;
}

/* Microseconds that this thread ever ran, and waited for a processor. */
static gint64 queued(gint64 *used) {
  static int fd = -1;
  char text[96] = "";
  guint64 ran = 0, waited = 0;
  *used = 0;
  if (!on("net"))
    return 0;
  if (fd < 0)
    fd = open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
  if (fd < 0 || pread(fd, text, sizeof text - 1, 0) <= 0)
    return 0;
  sscanf(text, "%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, &ran, &waited);
  *used = ran / 1000;
  return waited / 1000;
}

/* The main loop waits in poll; everything between two waits holds the window up. */
int poll(struct pollfd *fds, nfds_t n, int timeout) {
  static int (*next)(struct pollfd *, nfds_t, int);
  gboolean ours = watching && gettid() == getpid();
  if (!next)
    next = dlsym(RTLD_NEXT, "poll");
  gint64 now = ours ? g_get_monotonic_time() : 0;
  if (ours && busy_since && now - busy_since > 10000) {
    gint64 ran, held = now - busy_since - (queued(&ran) - queued_since);
    if (on("net"))
      held = MAX(ran - ran_since, held / 10);
    if (held > 10000)
      fprintf(stderr, "stall %.1f %.3f\n", held / 1000.0, now / 1e6);
  }
  int result = next(fds, n, timeout);
  if (ours) {
    queued_since = queued(&ran_since);
    busy_since = g_get_monotonic_time();
  }
  return result;
}

/* Clock ticks since boot, of this process' exec. */
static double started(void) {
  g_autofree char *stat = NULL;
  unsigned long long ticks = 0;
  g_file_get_contents("/proc/self/stat", &stat, NULL, NULL);
  sscanf(strrchr(stat, ')'),
         ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %llu",
         &ticks);
  return ticks / (double)sysconf(_SC_CLK_TCK);
}

static void on_painted(GdkFrameClock *clock, gpointer data) {
  struct timespec now;
  const char *given = getenv("WATCH_START");
  clock_gettime(CLOCK_BOOTTIME, &now);
  double start = given ? atof(given) : started();
  fprintf(stderr, "frame %.1f\n", (now.tv_sec + now.tv_nsec / 1e9 - start) * 1000);
  _exit(0);
}

static gboolean find_window(gpointer data) {
  g_autoptr(GtkWindow) window = g_list_model_get_item(gtk_window_get_toplevels(), 0);
  GdkFrameClock *clock = window && gtk_widget_get_mapped(GTK_WIDGET(window))
                             ? gtk_widget_get_frame_clock(GTK_WIDGET(window))
                             : NULL;
  if (!clock)
    return G_SOURCE_CONTINUE;
  g_signal_connect(clock, "after-paint", G_CALLBACK(on_painted), NULL);
  return G_SOURCE_REMOVE;
}

int g_application_run(GApplication *app, int argc, char **argv) {
  int (*next)(GApplication *, int, char **) = dlsym(RTLD_NEXT, "g_application_run");
  watching = on("stall") || on("net");
  if (on("frame"))
    g_idle_add_full(G_PRIORITY_HIGH, find_window, NULL, NULL);
  return next(app, argc, argv);
}
