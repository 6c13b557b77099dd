# ./dev fuzz MINUTES: every target under the sanitizers, as many at a time as there are processors, sharing that time. New inputs
# stay in build-fuzz/corpus; a crash is written to build-fuzz/crashes and ends with 1. SPDX-License-Identifier: GPL-3.0-or-later
fuzz_one() { # TARGET SECONDS   its words come in one piece at the end
  local target=$1 seconds=$2 name=${1##*/fuzz-} dict=() log
  log=build-fuzz/crashes/$name.log
  mkdir -p "build-fuzz/corpus/$name"
  [ -f "tests/fuzz/dict/$name.dict" ] && dict=(-dict="tests/fuzz/dict/$name.dict")
  if ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 "$target" -max_total_time="$seconds" \
    -timeout=5 -rss_limit_mb=1024 -print_final_stats=1 "${dict[@]}" -artifact_prefix="build-fuzz/crashes/$name-" \
    "build-fuzz/corpus/$name" "tests/fuzz/seeds/$name" >"$log" 2>&1
  then echo "ok $name: $(grep -a 'number_of_executed_units' "$log" | tr -dc 0-9) inputs in $seconds s"; rm "$log"
  else echo "FAILED $name: see $log"; tail -25 "$log"; return 1; fi
}

fuzz() {
  local minutes=${1:?usage: ./dev fuzz MINUTES} targets seconds cores
  setup
  # without fuzzer-no-link the library has no coverage counters and the fuzzer is blind
  CC=clang build build-fuzz -Dapp=false -Dfuzzers=true -Db_sanitize=address,undefined -Db_lundef=false \
    -Dc_args=-fsanitize=fuzzer-no-link
  mapfile -t targets < <(find build-fuzz/tests/fuzz -maxdepth 1 -type f -name 'fuzz-*' -executable | sort)
  [ ${#targets[@]} -gt 0 ] || { echo "no fuzz target was built" >&2; return 1; }
  cores=$(nproc)
  seconds=$((minutes * 60 * cores / ${#targets[@]}))
  mkdir -p build-fuzz/crashes
  export -f fuzz_one
  printf '%s\0' "${targets[@]}" | xargs -0 -P "$cores" -I{} bash -c 'fuzz_one "$@"' - {} "$((seconds > 0 ? seconds : 1))"
}
