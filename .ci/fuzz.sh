# ./dev fuzz MINUTES: every target in turn under the sanitizers, sharing that time. New inputs stay in build-fuzz/corpus;
# a crash is written to build-fuzz/crashes and ends with 1. SPDX-License-Identifier: GPL-3.0-or-later
fuzz() {
  local minutes=${1:?usage: ./dev fuzz MINUTES} targets name seconds dict status=0
  setup
  # without fuzzer-no-link the library has no coverage counters and the fuzzer is blind
  CC=clang build build-fuzz -Dapp=false -Dfuzzers=true -Db_sanitize=address,undefined -Db_lundef=false \
    -Dc_args=-fsanitize=fuzzer-no-link
  mapfile -t targets < <(find build-fuzz/tests/fuzz -maxdepth 1 -type f -name 'fuzz-*' -executable | sort)
  [ ${#targets[@]} -gt 0 ] || { echo "no fuzz target was built" >&2; return 1; }
  seconds=$((minutes * 60 / ${#targets[@]}))
  mkdir -p build-fuzz/crashes
  for target in "${targets[@]}"; do
    name=${target##*/fuzz-}
    mkdir -p "build-fuzz/corpus/$name"
    dict=(); [ -f "tests/fuzz/dict/$name.dict" ] && dict=(-dict="tests/fuzz/dict/$name.dict")
    echo "== $name: $seconds s" >&2
    ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 "$target" -max_total_time="$seconds" \
      -timeout=5 -rss_limit_mb=1024 -print_final_stats=1 "${dict[@]}" -artifact_prefix="build-fuzz/crashes/$name-" \
      "build-fuzz/corpus/$name" "tests/fuzz/seeds/$name" 2>&1 | tail -25 || status=1
    [ "${PIPESTATUS[0]}" = 0 ] || status=1
  done
  return $status
}
