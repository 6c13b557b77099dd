# ./dev bench [DIR]: what a report costs, each figure with its limit and OK or MISSED. CPU ratios come from one alternating
# run each, so that other work on the machine hits both sides alike; the clock (two workers) wants an idle machine.
# Without DIR the development corpus is taken where there is one, else the mails of the tests.
# SPDX-License-Identifier: GPL-3.0-or-later
bench_set() { # SET: unpacks that set of the corpus and prints the folder, or nothing
  local archive=${MIYABURI_CORPUS:-/nonexistent}/$1/$1-dev.tar.xz
  [ -f "$archive" ] || return 0
  rm -rf "build-bench/mails/$1" && mkdir -p "build-bench/mails/$1"
  tar -xJf "$archive" -C "build-bench/mails/$1"
  echo "build-bench/mails/$1"
}

bench_names() { # DIR FILE
  find "$1" -type f -name '*.eml' -print0 | sort -z >"$2"
}

bench_build() {
  setup
  build build-bench -Dapp=false --buildtype=debugoptimized
  ninja -C build-bench native-host/miyaburi-check core/worker/miyaburi-{worker,worker-full,picture-worker} \
    tests/bench/bare-{parse,start} tests/worker/worker-same data/country-as.mmdb >&2
}

# Each line of output is one figure.
bench() {
  bench_build
  local dir=${1:-} names=build-bench/names other=build-bench/names-other status=0 b=build-bench/tests/bench t=tests/bench
  local check="build-bench/native-host/miyaburi-check --offline --exit-zero" folder set
  export XDG_CONFIG_HOME=$PWD/build-bench/no-settings
  [ -n "$dir" ] || dir=$(bench_set phishing_pot)
  bench_names "${dir:-tests}" "$names"
  python3 $t/alternate.py --names "$names" --limit 2.5 "whole report against bare parse, ${dir:-tests}" \
    "$b/bare-parse" "$check --json --files0-from -" || status=1
  for set in ham japanese_lists; do
    folder=$(bench_set $set)
    [ -n "$folder" ] || continue
    bench_names "$folder" "$other"
    python3 $t/alternate.py --names "$other" "the same, $folder" "$b/bare-parse" "$check --json --files0-from -" || status=1
  done
  python3 $t/one-mail.py >build-bench/one.eml
  python3 $t/alternate.py --repeat 20 --limit 4 'start to exit, one 21 kB mail' \
    "$b/bare-start" "$check --json build-bench/one.eml" || status=1
  python3 $t/lock.py build-bench/tests/worker/worker-same "$names" || status=1
  cat "$names" "$names" "$names" "$names" >"$other"
  python3 $t/workers.py "$other" "$check --json --files0-from -" || status=1
  python3 tests/batch/bounces.py password 9000 >build-bench/bounces.mbox
  python3 $t/alternate.py --mails 9000 --limit 2.7 --memory 64 '9,000 bounces against bare parse' \
    "$b/bare-parse build-bench/bounces.mbox" "$check --summary build-bench/bounces.mbox" || status=1
  python3 $t/growth.py build-bench build-bench/native-host/miyaburi-check || status=1
  python3 $t/rspamd.py "$names" "$check --json --files0-from -" || status=1
  return $status
}
