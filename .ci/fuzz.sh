# ./dev fuzz MINUTES: every target under the sanitizers, as many at a time as there are processors, sharing that time
# (tests/fuzz/fuzz.sh). SPDX-License-Identifier: GPL-3.0-or-later
build_fuzzers() {
  # without fuzzer-no-link the library has no coverage counters and the fuzzer is blind
  CC=clang configure build-fuzz -Dapp=false -Dfuzzers=true -Db_sanitize=address,undefined -Db_lundef=false \
    -Dc_args=-fsanitize=fuzzer-no-link
  ninja -C build-fuzz fuzzers >&2
}

# Seconds a target, so that all together take so many seconds of CPU.
fuzz_share() { # SECONDS
  local targets=(tests/fuzz/fuzz-*.c)
  echo $(($1 / ${#targets[@]} > 0 ? $1 / ${#targets[@]} : 1))
}

fuzz() {
  local minutes=${1:?usage: ./dev fuzz MINUTES} cores
  setup
  build_fuzzers
  cores=$(nproc)
  FUZZ_SECONDS=$(fuzz_share $((minutes * 60 * cores))) \
    meson test -C build-fuzz --no-rebuild --suite fuzz --num-processes "$cores" --verbose
}
