#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Semel authors
# SPDX-License-Identifier: Apache-2.0
#
# Writes the reports of a proof that holds and of two that are broken, and takes pictures of them with headless Chromium,
# for people to look at.
#
#   scripts/prover/pictures.sh [FOLDER]     FOLDER is target/prover by default
set -euo pipefail

ROOT=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
FOLDER=${1:-$ROOT/target/prover}
ORDER=order-42=$ROOT/scripts/outside/order-42.txt

say() { printf '%s\n' "$*" >&2; }

. "$ROOT/scripts/debian.sh"
. "$ROOT/scripts/java.sh"
. "$ROOT/scripts/chromium.sh"

JDK=$(find_java 21 javac) || { say "no JDK 21 or later found"; exit 3; }
CHROMIUM=$(browser)
rm -rf "$FOLDER"
mkdir -p "$FOLDER/classes"
FOLDER=$(cd -P "$FOLDER" && pwd)

"$ROOT/semel" --help >/dev/null # builds it
CLASS_PATH=$ROOT/cli/target/classes:$(cat "$ROOT"/cli/target/launcher-class-path* | tr '\n' ':')
"$JDK/bin/javac" -proc:none -d "$FOLDER/classes" -cp "$CLASS_PATH" "$ROOT"/scripts/outside/src/test/java/com/acme/*.java

# Proves a handler and takes pictures of its report: name, exit status, handler, options.
report() {
  local name=$1 wanted=$2 status=0
  "$ROOT/semel" prove --class-path "$FOLDER/classes" --handler "com.acme.$3" --event "$ORDER" "${@:4}" \
    --report "$FOLDER/$name.html" || status=$?
  [ "$status" -eq "$wanted" ] || { say "exit status $status, not $wanted: $name"; exit 1; }
  picture_of "$FOLDER/chromium" "file://$FOLDER/$name.html" "$FOLDER/$name-wide.png" 1280 800
  picture_of "$FOLDER/chromium" "file://$FOLDER/$name.html" "$FOLDER/$name-narrow.png" 500 900
}

report held 0 OrdersProof --rule oneKey:charge --rule recovers:charge
report broken 1 NaiveProof --rule exactlyOnce:charge
report unfinished 4 OrdersProof --rule oneKey:charge --histories 20
say "The pictures are in $FOLDER"
