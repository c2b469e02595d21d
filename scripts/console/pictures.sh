#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Semel authors
# SPDX-License-Identifier: Apache-2.0
#
# Uses the console with its samples in headless Chromium: pictures of every page, wide and 320 pixels narrow, light and
# dark, for people to look at; and keys that are resolved by clicking. Exit status 1 when something is not as it should.
#
#   scripts/console/pictures.sh [FOLDER]     FOLDER is target/console by default
#
# SEMEL names another command than that of this source tree.
set -euo pipefail

ROOT=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
FOLDER=${1:-$ROOT/target/console}
SEMEL=${SEMEL:-$ROOT/semel}
CONSOLE=

say() { printf '%s\n' "$*" >&2; }

. "$ROOT/scripts/debian.sh"
. "$ROOT/scripts/java.sh"
. "$ROOT/scripts/chromium.sh"

stop() { [ -z "$CONSOLE" ] || kill "$CONSOLE" 2>/dev/null || true; }
trap stop EXIT

JDK=$(find_java 21 javac) || { say "no JDK 21 or later found"; exit 3; }
CHROMIUM=$(browser)
rm -rf "$FOLDER"
mkdir -p "$FOLDER"

"$SEMEL" --version >/dev/null || exit 1 # builds, where it has to; that may take minutes
"$SEMEL" console --sample --allow-changes --audit-log "$FOLDER/audit.jsonl" --rate 100000 \
  >"$FOLDER/address" 2>"$FOLDER/console.log" &
CONSOLE=$!
for _ in $(seq 600); do
  [ ! -s "$FOLDER/address" ] || break
  kill -0 "$CONSOLE" 2>/dev/null || { cat "$FOLDER/console.log" >&2; exit 1; }
  sleep 0.2
done
[ -s "$FOLDER/address" ] || { say 'the console printed no address in two minutes'; cat "$FOLDER/console.log" >&2; exit 1; }

"$JDK/bin/java" "$ROOT/scripts/console/Pictures.java" "$CHROMIUM" "$(cat "$FOLDER/address")" "$FOLDER" "$FOLDER/audit.jsonl"
cat "$FOLDER/audit.jsonl"
