# ./dev soak MINUTES: 1,000 kills of workers in the middle of checks, then the host left open with a check every 2 s for that
# long. Ends with 1 when one check was not answered, or memory or descriptors grew. SPDX-License-Identifier: GPL-3.0-or-later
soak() {
  local minutes=${1:?usage: ./dev soak MINUTES}
  setup
  build build-bench -Dapp=false --buildtype=debugoptimized
  ninja -C build-bench native-host/miyaburi-host core/worker/miyaburi-worker core/worker/miyaburi-worker-full >&2
  MIYABURI_SOURCE=$root python3 tests/host/soak.py build-bench/native-host/miyaburi-host 1000 $((minutes * 60))
}
