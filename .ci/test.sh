# ./dev test: builds with warnings as errors and runs every suite, then the same under the sanitizers, and 300 s of fuzzing.
# SPDX-License-Identifier: GPL-3.0-or-later

# A tool that is missing would turn tests into nothing: that is a failure.
need_tools() {
  local tool missing=() PATH=$PATH:/usr/sbin:/sbin
  for tool in clang clang-format clang-tidy parallel strace unshare readelf msgfmt xgettext msgmerge nm python3 node git ip \
    xvfb-run xauth xdotool xclip openbox dbus-run-session convert import pdftotext thunderbird dovecot nsd; do
    command -v "$tool" >/dev/null || missing+=("$tool")
  done
  python3 -c 'import jsonschema' 2>/dev/null || missing+=(python3-jsonschema)
  [ ${#missing[@]} = 0 ] || { echo "missing: ${missing[*]}" >&2; return 1; }
}

run_suites() { # DIR LOG OPTION…   runs meson test and adds its log to the summary
  local dir=$1 log=$2; shift 2
  rm -f "$dir/meson-logs/$log.json"
  meson test -C "$dir" --logbase "$log" --print-errorlogs --num-processes 2 "$@" || status=1
  logs+=("$dir/meson-logs/$log.json")
}

run_tests() {
  setup
  need_tools
  local args=() logs=() status=0 s
  for s in "$@"; do args+=(--suite "$s"); done
  build build-test --werror
  run_suites build-test testlog "${args[@]}"
  if [ $# = 0 ]; then
    build build-asan --werror -Db_sanitize=address,undefined -Db_lundef=false
    export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
    # Leaks are looked for where one program tests one module: in programs whose threads end with them the leak
    # finder itself complains of threads it cannot stop.
    ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1 run_suites build-asan modules --suite unit --suite fuzz --no-suite once
    ASAN_OPTIONS=detect_leaks=0:strict_string_checks=1 run_suites build-asan programs --no-suite unit --no-suite fuzz --no-suite once
  fi
  if [ $# = 0 ]; then
    . .ci/fuzz.sh
    build_fuzzers
    # the same inputs each time, so that a change is to blame for what is found; chance belongs to ./dev fuzz
    FUZZ_SEED=1 FUZZ_SECONDS=$(fuzz_share 300) run_suites build-fuzz fuzz --no-rebuild --suite fuzz
  fi
  python3 .ci/summary.py "${logs[@]}" || status=1
  return $status
}
