#!/usr/bin/env bash
# One target for FUZZ_SECONDS, from its seeds on, by chance or as FUZZ_SEED has it. New inputs stay in the build's corpus; a crash, a hang of 5 s or
# 1 GiB of memory under the sanitizers ends with 1 and leaves its input in the build's crashes.
# usage: fuzz.sh TARGET SEEDS BUILD_DIR [DICT]      SPDX-License-Identifier: GPL-3.0-or-later
set -euo pipefail
target=$1 seeds=$2 build=$3 dict=${4:-}
name=${target##*/fuzz-}
mkdir -p "$build/corpus/$name" "$build/crashes"
export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if "$target" -seed="${FUZZ_SEED:-0}" -max_total_time="${FUZZ_SECONDS:?}" -timeout=5 -rss_limit_mb=1024 -print_final_stats=1 ${dict:+-dict="$dict"} \
  -artifact_prefix="$build/crashes/$name-" "$build/corpus/$name" "$seeds" >"$log" 2>&1
then
  inputs=$(grep -a number_of_executed_units "$log" | tr -dc 0-9)
  echo "$name: $inputs inputs in $FUZZ_SECONDS s"
  [ "$inputs" -gt 100 ] # fewer would be no fuzzing
else
  tail -40 "$log"
  exit 1
fi
