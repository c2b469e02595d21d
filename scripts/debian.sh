# SPDX-FileCopyrightText: The Semel authors
# SPDX-License-Identifier: Apache-2.0
#
# Installs what a script needs from Debian, where that can be done without asking: as root, with apt-get.

# True when the Debian packages given are installed now; prints apt-get's words only when it fails.
install_from_debian() {
  local log
  command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] || return 1
  printf 'Installing %s from Debian…\n' "$*" >&2
  log=$(mktemp)
  if { apt-get install --yes --no-install-recommends "$@" ||
    { apt-get update && apt-get install --yes --no-install-recommends "$@"; }; } </dev/null >"$log" 2>&1; then
    rm -f "$log"
    return 0
  fi
  tail -n 20 "$log" >&2
  rm -f "$log"
  return 1
}
