# ./dev run: the main job on a mail, in the user's language.
# SPDX-License-Identifier: GPL-3.0-or-later
run() {
  setup
  build build
  local files=("$@")
  [ $# -gt 0 ] || files=("$root/data/sample/sample.eml")
  (cd "$from" && "$root/build/native-host/miyaburi-check" "${files[@]}" --locale "${LANG:-en}") || [ $? -le 1 ]
  offer_addon
}

# Where Thunderbird looks for one user: add-ons there are found at its next start and wait for that user's yes.
THUNDERBIRD_ID='{3550f703-e582-4d05-9a08-453d09bdfdc6}'
ADDON_ID=addon@miyaburi.github.io

install_addon() {
  if [ "$(id -u)" = 0 ]; then
    meson install -C build >/dev/null
    echo "Installed for everyone: Thunderbird has the button “Check this mail” at its next start."
    return
  fi
  local addons=$HOME/.mozilla/extensions/$THUNDERBIRD_ID hosts=$HOME/.mozilla/native-messaging-hosts
  mkdir -p "$addons" "$hosts"
  cp "build/extension/$ADDON_ID.xpi" "$addons/"
  sed -e "s,@path@,$root/build/native-host/miyaburi-host," -e "s,@id@,$ADDON_ID," extension/native-manifest.json >"$hosts/miyaburi.json"
  echo "Start Thunderbird, open its menu (≡, now with a warning sign), choose “Miyaburi … added to Thunderbird” and press “Enable”."
  echo "メニュー（≡、警告の印付き）から「見破り（Miyaburi）…」を選び、「有効にする」を押してください。"
}

# On a desktop with Thunderbird, when somebody sits there to answer.
offer_addon() {
  [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && [ -t 0 ] && [ -t 1 ] && command -v thunderbird >/dev/null || return 0
  local answer
  read -r -p 'Put “Check this mail” into Thunderbird? [y/N] ' answer || return 0
  case $answer in [yY]*) install_addon ;; esac
}
