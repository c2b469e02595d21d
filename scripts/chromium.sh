# SPDX-FileCopyrightText: The Semel authors
# SPDX-License-Identifier: Apache-2.0
#
# Finds Chromium for scripts that look at pages, and installs it from Debian where it is missing. Read after debian.sh.

browser_on_path() {
  local name
  for name in chromium chromium-browser google-chrome; do
    command -v "$name" && return
  done
  return 1
}

# Prints the program of Chromium; exit status 3 where there is none.
browser() {
  browser_on_path || { install_from_debian chromium fonts-dejavu-core && browser_on_path; } || {
    printf '%s\n' 'Chromium is not on the PATH. On Debian, as root: apt-get install chromium' >&2
    return 3
  }
}

# Takes a picture of an address: profile folder, address, file, width, height.
picture_of() {
  # Without a sandbox, because it does not start as root, and the pages are our own.
  "$CHROMIUM" --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1 \
    --user-data-dir="$1" --virtual-time-budget=4000 --window-size="$4,$5" --screenshot="$3" "$2" \
    >/dev/null 2>"$1.log" || {
    cat "$1.log" >&2
    return 1
  }
}
