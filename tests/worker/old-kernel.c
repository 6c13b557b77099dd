/* Runs a program as on a kernel that lacks Landlock, seccomp, or both: their calls fail as they do there.
 * usage: old-kernel landlock|seccomp|both PROGRAM ARGUMENT…   SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <seccomp.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(int argc, char **argv) {
  int failed = 0;
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  if (argc < 3 || !filter)
    return 99;
  if (strcmp(argv[1], "seccomp") != 0)
    failed |=
        seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(landlock_create_ruleset), 0);
  if (strcmp(argv[1], "landlock") != 0) {
    failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(seccomp), 0);
    failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EINVAL), SCMP_SYS(prctl), 1,
                               SCMP_A0(SCMP_CMP_EQ, PR_SET_SECCOMP));
  }
  if (failed || seccomp_load(filter) != 0)
    return 99;
  execv(argv[2], argv + 2);
  perror(argv[2]);
  return 99;
}
