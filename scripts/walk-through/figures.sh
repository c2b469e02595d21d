#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Semel authors
# SPDX-License-Identifier: Apache-2.0
#
# figures.sh: measures the platform on this machine: its start, its memory without functions, and what an invocation of
# a warm Java function takes whose handler does nothing, in three rounds. Needs curl. SEMEL names another command than
# that of the source tree, such as bin/semel of the distribution.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$root/scripts/java.sh"
JDK=$(find_java 21 javac) || { echo 'no JDK 21 or later found' >&2; exit 1; }
SEMEL=${SEMEL:-$root/semel}
work=$(mktemp -d)
lab=
end() {
  [ -z "$lab" ] || { kill "$lab" 2>/dev/null && wait "$lab" 2>/dev/null; } || true
  rm -rf "$work"
}
trap end EXIT

"$SEMEL" --version >/dev/null 2>&1 || true # builds, where it has to
mkdir "$work/code"
printf 'public class Nothing { public Object handle(Object event) { return event; } }\n' >"$work/code/Nothing.java"
(cd "$work/code" && "$JDK/bin/javac" --release 21 Nothing.java && "$JDK/bin/jar" --create --no-manifest --file ../code.zip Nothing.class)

milliseconds() { date +%s%3N; }
begun=$(milliseconds)
"$SEMEL" lab start --port 0 >"$work/lab.env" 2>"$work/errors" &
lab=$!
until grep -q 'ready at' "$work/errors"; do
  kill -0 "$lab" 2>/dev/null || { cat "$work/errors" >&2; exit 1; }
  sleep 0.05
done
echo "start, with the start of the JVM: $(($(milliseconds) - begun)) ms"
. "$work/lab.env"

call() { # METHOD PATH DOCUMENT
  curl --silent --fail --request "$1" "$AWS_ENDPOINT_URL$2" --data-binary @"$3" --output "$work/answer" --header \
    "Authorization: AWS4-HMAC-SHA256 Credential=$AWS_ACCESS_KEY_ID/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=none"
}
echo "resident memory of the platform without functions: $(awk '/VmRSS/ { print int($2 / 1024) }' "/proc/$lab/status") MB"
printf '{"FunctionName":"nothing","Runtime":"java21","Handler":"Nothing::handle","Role":"arn:aws:iam::000000000000:role/lab","Code":{"ZipFile":"%s"}}' \
  "$(base64 --wrap=0 "$work/code.zip")" >"$work/function.json"
call POST /2015-03-31/functions "$work/function.json"
printf '{}' >"$work/event.json"
for ((i = 0; i < 300; i++)); do call POST /2015-03-31/functions/nothing/invocations "$work/event.json"; done
echo "load average: $(cut -d ' ' -f 1 /proc/loadavg) on $(nproc) cores"
for round in 1 2 3; do
  for ((i = 0; i < 200; i++)); do
    curl --silent --fail --request POST "$AWS_ENDPOINT_URL/2015-03-31/functions/nothing/invocations" --data-binary '{}' \
      --output "$work/answer" --write-out '%{time_total}\n' --header \
      "Authorization: AWS4-HMAC-SHA256 Credential=$AWS_ACCESS_KEY_ID/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=none"
  done | sort -n | awk -v round="$round" '{ all[NR] = $1 * 1000 } END {
    printf "warm invocation of a handler that does nothing, of 200, round %s: ", round
    printf "10th percentile %.1f ms, median %.1f ms, 95th %.1f ms\n", all[int(NR * 0.1)], all[int(NR / 2)], all[int(NR * 0.95)] }'
done
