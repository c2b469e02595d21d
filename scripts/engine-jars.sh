#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Semel authors
# SPDX-License-Identifier: Apache-2.0
#
# Writes the lists of the jars of the platform's engines anew: what Maven resolves for platform/engines/*/pom.xml, with
# their digests. Run it after changing one of these files, and try the platform's tests.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
for engine in s3 sqs; do
  out=platform/src/main/resources/dev/semel/platform/engine/$engine.jars
  list=$(mktemp)
  mvn --batch-mode --no-transfer-progress --quiet --file "platform/engines/$engine/pom.xml" \
    org.apache.maven.plugins:maven-dependency-plugin:3.9.0:list \
    -DincludeScope=runtime -DoutputAbsoluteArtifactFilename=true -DoutputFile="$list" -Dstyle.color=never
  {
    printf '# Jars of the %s engine, by scripts/engine-jars.sh from platform/engines/%s/pom.xml\n' "$engine" "$engine"
    sed -nE 's/^ +([^: ]+):([^:]+):([^:]+):([^:]+):(compile|runtime):([^ ]+).*$/\1:\2:\3:\4 \6/p' "$list" | sort |
      while read -r name file; do
        printf '%s %s\n' "$(sha256sum "$file" | cut -d ' ' -f 1)" "$name"
      done
  } >"$out"
  rm -f "$list"
done
