#!/bin/sh
# Installs the build into a folder, and runs install.mjs where that folder's files lie over the system's: a mount
# namespace with an overlay on /usr, loopback network only. usage: install.sh BUILD NODE SCRIPT
# Needs root and overlay mounts; without them it says so and is skipped. SPDX-License-Identifier: GPL-3.0-or-later
set -eu
build=$1 node=$2 script=$3
skip() { echo "1..0 # SKIP $1"; exit 0; }
[ "$(id -u)" = 0 ] || skip "a mount namespace over /usr needs root"
work=$(mktemp -d /tmp/miyaburi-install.XXXXXX)
trap 'rm -rf "$work"' EXIT
DESTDIR=$work/stage meson install --no-rebuild -C "$build" >"$work/log" 2>&1 || { tail -20 "$work/log" >&2; exit 1; }
mkdir "$work/layers"
unshare -m -n sh -c '
  mount -t tmpfs tmpfs "$1/layers" && mkdir "$1/layers/upper" "$1/layers/work" &&
    mount -t overlay overlay -o lowerdir=/usr,upperdir="$1/layers/upper",workdir="$1/layers/work" /usr 2>/dev/null ||
    { echo "1..0 # SKIP no overlay mounts here"; exit 0; }
  ip link set lo up
  exec "$2" "$3" "$1/stage" "$1"' sh "$work" "$node" "$script"
