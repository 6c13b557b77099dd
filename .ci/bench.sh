# ./dev bench [DIR]: CPU ratios of whole offline reports against the bare parse of the same mails, in one alternating run.
# Without DIR the development corpus is taken where there is one, else the mails of the tests.
# SPDX-License-Identifier: GPL-3.0-or-later
bench_mails() { # prints the folder
  if [ -n "${1:-}" ]; then echo "$1"
  elif [ -n "${MIYABURI_CORPUS:-}" ] && [ -f "$MIYABURI_CORPUS/phishing_pot/phishing_pot-dev.tar.xz" ]; then
    rm -rf build-bench/mails && mkdir -p build-bench/mails
    tar -xJf "$MIYABURI_CORPUS/phishing_pot/phishing_pot-dev.tar.xz" -C build-bench/mails
    echo build-bench/mails
  else echo tests; fi
}

bench() {
  setup
  build build-bench -Dapp=false --buildtype=debugoptimized
  ninja -C build-bench native-host/miyaburi-check core/worker/miyaburi-worker core/worker/miyaburi-worker-full tests/bench/bare-parse tests/bench/bare-start >&2
  local dir names=build-bench/names one=build-bench/one.eml status=0 b=build-bench/tests/bench
  dir=$(bench_mails "$@")
  find "$dir" -type f -name '*.eml' -print0 | sort -z >"$names"
  python3 tests/bench/one-mail.py >"$one"
  export XDG_CONFIG_HOME=$PWD/build-bench/no-settings
  python3 tests/bench/alternate.py --names "$names" --limit 2.5 "whole offline report, $dir" \
    "$b/bare-parse" "build-bench/native-host/miyaburi-check --json --offline --files0-from -" || status=1
  # The worker's own start, and what the lock costs a mail.
  ninja -C build-bench tests/worker/worker-same >&2
  tr '\0' '\n' <"$names" | build-bench/tests/worker/worker-same || status=1
  python3 tests/bench/alternate.py --repeat 20 --limit 4 'start to exit, one 21 kB mail' \
    "$b/bare-start" "build-bench/native-host/miyaburi-check --json --offline $one" || status=1
  return $status
}
