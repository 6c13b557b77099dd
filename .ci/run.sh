# ./dev run: the main job on a mail, in the user's language.
# SPDX-License-Identifier: GPL-3.0-or-later
run() {
  setup
  build build
  local files=("$@")
  [ $# -gt 0 ] || files=("$root/data/sample/sample.eml")
  (cd "$from" && "$root/build/native-host/miyaburi-check" "${files[@]}" --locale "${LANG:-en}") || [ $? -le 1 ]
}
