#!/bin/sh
# ./dev addon as a user runs it, and as root runs it, where nothing of it stays: a mount namespace with overlays on /usr and
# on the source tree, loopback network only. usage: command.sh SOURCE BUILD NODE SCRIPT
# Needs root and overlay mounts; without them it says so and is skipped. SPDX-License-Identifier: GPL-3.0-or-later
set -eu
skip() { echo "1..0 # SKIP $1"; exit 0; }
[ "$(id -u)" = 0 ] || skip "a mount namespace over /usr needs root"
work=$(mktemp -d /tmp/miyaburi-command.XXXXXX)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
mkdir "$work/layers"
unshare -m -n sh -c '
  source=$1 build=$2 node=$3 script=$4 work=$5
  over() { # PLACE NAME
    mkdir -p "$work/layers/$2/upper" "$work/layers/$2/work" &&
      mount -t overlay overlay -o "lowerdir=$1,upperdir=$work/layers/$2/upper,workdir=$work/layers/$2/work" "$1" 2>/dev/null
  }
  entered() { # opens the folders above the source, such as /root, to the ordinary user of the test
    for up in $(python3 -c "import pathlib, sys; print(*reversed(list(map(str, pathlib.Path(sys.argv[1]).parents))))" "$source"); do
      runuser -u nobody -- test -x "$up" || { over "$up" "up$(echo "$up" | tr / _)" && chmod o+x "$up"; } || return 1
    done
  }
  mount -t tmpfs tmpfs "$work/layers" && over /usr usr && entered && over "$source" source || { echo "1..0 # SKIP no overlay mounts here"; exit 0; }
  ip link set lo up
  cd "$source" # the overlay, no longer what lies below it
  [ "$build" = "$source/build" ] || { rm -rf build && ln -s "$build" build; }
  exec "$node" "$script" "$source" "$work"' sh "$@" "$work"
