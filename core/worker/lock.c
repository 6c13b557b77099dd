/* The order matters: limits, then no_new_privs (which Landlock and seccomp ask for), then Landlock,
 * then seccomp, behind which none of the others could be set up any more.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "lock.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Sanitizers map terabytes, start threads and look at themselves at the end: in such a build only
 * what does not stand in their way is locked, and the rest counts as done. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) ||                         \
    __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

#define MAX_MEMORY (1024ul * 1024 * 1024)
#define MAX_CPU    20 /* seconds of the whole life; the parent ends it before that */

gboolean mb_lock_prepare(int keep, int parent) {
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN); /* no file may grow, and standard error may be one */
  if (syscall(SYS_close_range, keep + 1, ~0u, 0) != 0)
    for (int fd = keep + 1; fd < 1024; fd++)
      close(fd);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  return getppid() == parent;
}

static gboolean limit(int what, rlim_t value) {
  struct rlimit r = {value, value};
  return setrlimit(what, &r) == 0;
}

static gboolean set_limits(void) {
  gboolean ok = limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NPROC, 0) &&
                limit(RLIMIT_MEMLOCK, 0) && limit(RLIMIT_CPU, MAX_CPU);
  return ok && (SANITIZED || limit(RLIMIT_AS, MAX_MEMORY));
}

/* Debian 12's header knows only the first field; the kernel takes the size to tell. */
typedef struct {
  guint64 fs, net, scoped;
} Ruleset;

/* Landlock "nothing": every right the running kernel can take away, and no exception. */
static gboolean landlock_nothing(void) {
  int abi = syscall(SYS_landlock_create_ruleset, NULL, 0, 1 /* VERSION */);
  if (abi < 1)
    return FALSE;
  static const guint8 fs_bits[] = {0, 13, 14, 15, 15, 16};
  Ruleset rules = {.fs = (G_GUINT64_CONSTANT(1) << fs_bits[MIN(abi, 5)]) - 1};
  gsize size = sizeof rules.fs;
  if (abi >= 4) {
    rules.net = 3; /* bind and connect */
    size += sizeof rules.net;
  }
  if (abi >= 6) {
    rules.scoped = 3; /* abstract sockets and signals */
    size += sizeof rules.scoped;
  }
  int fd = syscall(SYS_landlock_create_ruleset, &rules, size, 0);
  if (fd < 0)
    return FALSE;
  gboolean ok = syscall(SYS_landlock_restrict_self, fd, 0) == 0;
  close(fd);
  return ok;
}

/* Calls that libraries make to have a look around: they fail like in an empty system. */
static const int denied[] = {
    SCMP_SYS(open),       SCMP_SYS(openat),     SCMP_SYS(stat),   SCMP_SYS(fstat),
    SCMP_SYS(newfstatat), SCMP_SYS(lstat),      SCMP_SYS(statx),  SCMP_SYS(access),
    SCMP_SYS(faccessat),  SCMP_SYS(faccessat2), SCMP_SYS(ioctl),  SCMP_SYS(readlink),
    SCMP_SYS(readlinkat), SCMP_SYS(fcntl),      SCMP_SYS(lseek),  SCMP_SYS(getcwd),
    SCMP_SYS(uname),      SCMP_SYS(sysinfo),    SCMP_SYS(statfs), SCMP_SYS(sched_getaffinity),
};

static const int allowed[] = {
    SCMP_SYS(munmap),
    SCMP_SYS(brk),
    SCMP_SYS(futex),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(getrandom),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(sched_yield),
    SCMP_SYS(restart_syscall),
};

/* Memory may never be made executable. */
static int allow_memory(scmp_filter_ctx filter) {
  struct scmp_arg_cmp no_exec = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
  struct scmp_arg_cmp anonymous = SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS);
  return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2, no_exec, anonymous) |
         seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, no_exec) |
         seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mremap), 0) |
         seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(madvise), 0);
}

static int allow_talk(scmp_filter_ctx filter, int keep) {
  return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(read), 1, SCMP_A0(SCMP_CMP_EQ, keep)) |
         seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(write), 1, SCMP_A0(SCMP_CMP_EQ, keep)) |
         seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(write), 1, SCMP_A0(SCMP_CMP_EQ, 2));
}

static gboolean seccomp_nothing(int keep) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
  if (!filter)
    return FALSE;
  int failed = allow_talk(filter, keep) | allow_memory(filter);
  for (guint i = 0; i < G_N_ELEMENTS(allowed); i++)
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
  for (guint i = 0; i < G_N_ELEMENTS(denied); i++)
    failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), denied[i], 0);
  gboolean ok = !failed && seccomp_load(filter) == 0;
  seccomp_release(filter);
  return ok;
}

guint mb_lock_close(int keep) {
  guint bits = MB_LOCK_DIES;
  if (set_limits())
    bits |= MB_LOCK_LIMITS;
  if (SANITIZED || prctl(PR_SET_DUMPABLE, 0) == 0)
    bits |= MB_LOCK_NOT_DUMPABLE;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
    bits |= MB_LOCK_NO_PRIVILEGES;
  if (SANITIZED)
    return bits | MB_LOCK_LANDLOCK | MB_LOCK_SECCOMP;
  if (landlock_nothing())
    bits |= MB_LOCK_LANDLOCK;
  if (seccomp_nothing(keep))
    bits |= MB_LOCK_SECCOMP;
  return bits;
}
