#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Semel authors
# SPDX-License-Identifier: Apache-2.0
#
# zip.sh FILE: builds the examples, and packs them with what they need at run time, as Lambda wants it.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
file=${1:?usage: zip.sh FILE}
case $file in /*) ;; *) file=$PWD/$file ;; esac
. "$root/scripts/java.sh"
JDK=$(find_java 21 javac) || { echo 'no JDK 21 or later found' >&2; exit 1; }
maven=$root/mvnw
JAVA_HOME=$JDK "$maven" --version >/dev/null 2>&1 || maven=mvn

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"
# The class path of the examples alone: with --also-make a goal that copies would copy what any module needs.
JAVA_HOME=$JDK "$maven" --batch-mode --no-transfer-progress --quiet -DskipTests -pl examples -am package \
  org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath \
  -DincludeScope=runtime -Dmdep.outputFile=target/runtime-class-path
mkdir -p "$work/lib"
tr ':' '\n' <examples/target/runtime-class-path | while IFS= read -r jar || [ -n "$jar" ]; do
  [ -z "$jar" ] || cp "$jar" "$work/lib/"
done
(cd examples/target/classes && "$JDK/bin/jar" --create --no-manifest --file "$file" dev)
(cd "$work" && "$JDK/bin/jar" --update --no-manifest --file "$file" lib)
