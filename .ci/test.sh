# ./dev test: builds with warnings as errors and runs every suite, then the same under the sanitizers.
# SPDX-License-Identifier: GPL-3.0-or-later
run_tests() {
  setup
  build build-test --werror
  local args=()
  for s in "$@"; do args+=(--suite "$s"); done
  meson test -C build-test --print-errorlogs --num-processes 2 "${args[@]}"
  [ $# -gt 0 ] && return
  build build-asan --werror -Db_sanitize=address,undefined -Db_lundef=false
  ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
    meson test -C build-asan --print-errorlogs --num-processes 2 --no-suite once
}
