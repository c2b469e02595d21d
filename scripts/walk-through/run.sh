#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Semel authors
# SPDX-License-Identifier: Apache-2.0
#
# run.sh [FUNCTION_ZIP]: runs docs/walk-through.md with the real AWS CLI against a platform of its own, and compares every output with the
# one printed there; then a handler in Python, where boto3 is. Where there is no AWS CLI it is installed from Debian.
set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
semel=${SEMEL:-$root/semel}
work=$(mktemp -d)
lab=
failures=0
end() {
  [ -z "$lab" ] || { kill "$lab" 2>/dev/null && wait "$lab" 2>/dev/null; }
  rm -rf "$work"
}
trap end EXIT
trap 'exit 130' INT TERM

if ! command -v aws >/dev/null; then
  echo 'there is no AWS CLI; installing it from Debian' >&2
  install='apt-get install --yes --no-install-recommends awscli python3-boto3'
  [ "$(id -u)" = 0 ] || install="sudo $install"
  $install >"$work/install.log" 2>&1 || { tail -n 3 "$work/install.log" >&2; exit 3; }
fi
aws --version

cd "$root" || exit 1
if [ $# -gt 0 ]; then cp "$1" "$work/function.zip"; else scripts/walk-through/zip.sh "$work/function.zip"; fi || exit 1
"$semel" --version >/dev/null || exit 3 # builds, where it has to; that may take minutes
"$semel" lab start --port 0 >"$work/lab.env" 2>"$work/errors" &
lab=$!
for ((i = 0; i < 600; i++)); do
  grep -q 'ready at' "$work/errors" && break
  kill -0 "$lab" 2>/dev/null || { cat "$work/errors" >&2; exit 3; }
  sleep 0.5
done
grep -q 'ready at' "$work/errors" || { echo 'the platform was not ready in five minutes' >&2; cat "$work/errors" >&2; exit 3; }
. "$work/lab.env"
ln -s "$root/README.md" "$root/LICENSE" "$work"

# Runs one line in a folder of its own, where `./semel lab` is that of the source tree.
run() { (cd "$work" && eval "${1//.\/semel/\"$semel\"}") 2>>"$work/errors"; }

# Runs the command $1; where the page shows an output, $2, asks again until it is the same, because notifications are
# asynchronous.
step() {
  local output status tries=1
  [ -z "$2" ] || tries=60
  for ((try = 0; try < tries; try++)); do
    output=$(run "$1")
    status=$?
    [ -z "$2" ] && break
    [ "$output" = "$2" ] && break
    sleep 1
  done
  printf '$ %s\n%s\n' "$1" "$output"
  if [ "$status" != 0 ]; then
    printf 'FAILED with status %s\n' "$status"
    failures=$((failures + 1))
  elif [ -n "$2" ] && [ "$output" != "$2" ]; then
    printf 'EXPECTED: %s\n' "$2"
    failures=$((failures + 1))
  fi
}

command='' expected='' block=''
while IFS= read -r line; do
  case $block,$line in
    ,'```sh') [ -z "$command" ] || step "$command" ''; command='' block=sh ;;
    ,'```text') block=text expected='' ;;
    sh,'```') block='' ;;
    text,'```') block=''; step "$command" "$expected"; command='' ;;
    sh,*) command=$line ;;
    text,*) expected=$expected${expected:+$'\n'}$line ;;
  esac
done <docs/walk-through.md
[ -z "$command" ] || step "$command" ''

if python3 -c 'import boto3' 2>/dev/null; then
  cat >"$work/upload.py" <<'PYTHON'
import os
import boto3

table = boto3.resource("dynamodb").Table(os.environ["CHARGES_TABLE"])


def handle(event, context):
    for record in event["Records"]:
        key = record["s3"]["object"]["key"]
        table.put_item(Item={"id": context.aws_request_id, "charge": key})
PYTHON
  (cd "$work" && python3 -m zipfile -c upload.zip upload.py)
  step "./semel lab aws dynamodb create-table --table-name python --attribute-definitions AttributeName=id,AttributeType=S --key-schema AttributeName=id,KeyType=HASH --billing-mode PAY_PER_REQUEST" ''
  step "./semel lab aws lambda create-function --function-name on-upload-python --runtime python3.12 --handler upload.handle --role arn:aws:iam::000000000000:role/lab --timeout 30 --zip-file fileb://upload.zip --environment Variables={CHARGES_TABLE=python}" ''
  step './semel lab event on-upload > event.json' ''
  step './semel lab aws lambda invoke --function-name on-upload-python --payload fileb://event.json answer.json' ''
  step './semel lab aws lambda invoke --function-name on-upload-python --payload fileb://event.json answer.json' ''
  step './semel lab aws dynamodb scan --table-name python --query Count --output text' 2
else
  echo 'the handler in Python was not run: there is no boto3 for python3'
fi
echo "commands that failed, or whose output is not the page's: $failures"
[ "$failures" = 0 ] || { grep -v '^semel' "$work/errors" | tail -n 5 >&2; exit 1; }
