# SPDX-FileCopyrightText: The Semel authors
# SPDX-License-Identifier: Apache-2.0
#
# Shared by the scripts beside this one. They are called by the launcher with ROOT (the source tree), JDK (a JDK 21 or
# later) and MAVEN (the program to build with) in the environment.
set -euo pipefail

: "${ROOT:?is set by ./semel}" "${JDK:?is set by ./semel}" "${MAVEN:?is set by ./semel}"
export JAVA_HOME=$JDK

OUT=$ROOT/target/release

say() { printf '%s\n' "$*"; }
fail() { printf 'semel: %s\n' "$*" >&2; exit 1; }

# Says how a command is called. Ends with status 0 if the argument $2 asks for that, else with 2: the command line is wrong.
usage() {
  case ${2:-} in
    -h | --help) say "$1"; exit 0 ;;
  esac
  printf '%s\n' "$1" >&2
  exit 2
}

# One step of a rehearsal: the log goes to a file, which is shown when the step fails.
step() {
  local title=$1 log=$OUT/log/$2
  shift 2
  mkdir -p "$OUT/log"
  printf '%-64s ' "$title"
  if "$@" >"$log" 2>&1; then
    say ok
  else
    say FAILED
    tail -n 60 "$log" >&2
    fail "$title: the whole log is $log"
  fi
}

# Maven in the folder $1. What it would put into the user's local repository goes to a repository of the rehearsal, which
# reads the user's one as well (Maven 3.9 or later; an older one downloads everything once more).
maven_in() {
  local folder=$1
  shift
  (cd "$folder" && "$MAVEN" --batch-mode --no-transfer-progress \
    "-Dmaven.repo.local=$OUT/repository" "-Dmaven.repo.local.tail=$LOCAL_REPOSITORY" \
    -Dmaven.repo.local.tail.ignoreAvailability=true "$@")
}

# Settings of a Maven that knows the repository in the folder $1 beside Maven Central.
settings_with() {
  cat <<XML
<settings>
  <profiles>
    <profile>
      <id>rehearsal</id>
      <repositories><repository><id>rehearsal</id><url>file://$1</url></repository></repositories>
      <pluginRepositories><pluginRepository><id>rehearsal</id><url>file://$1</url></pluginRepository></pluginRepositories>
    </profile>
  </profiles>
  <activeProfiles><activeProfile>rehearsal</activeProfile></activeProfiles>
</settings>
XML
}

# Where the user's Maven keeps artifacts; a settings file may say otherwise, and then MAVEN_LOCAL_REPOSITORY does too.
LOCAL_REPOSITORY=${MAVEN_LOCAL_REPOSITORY:-$HOME/.m2/repository}

# The value of the element $2 at the indentation of a project's own elements, in the POM $1.
pom_value() {
  sed -n "s|^  <$2>\(.*\)</$2>\$|\1|p" "$1" | head -n 1
}

# The folders of the modules that are published, one a line: those whose POM does not say otherwise.
published_modules() {
  local module
  # The first list: a profile may have another one.
  sed -n -e 's|^ *<module>\(.*\)</module>$|\1|p' -e '/<\/modules>/q' "$ROOT/pom.xml" | while read -r module; do
    grep -q '<maven.deploy.skip>true<' "$ROOT/$module/pom.xml" || say "$module"
  done
}

version() { pom_value "$ROOT/bom/pom.xml" version; }

# Copies the source tree, without what was built, to the folder $1, and gives every POM in it the version $2.
copy_tree() {
  local folder=$1 wanted=$2 current
  current=$(version)
  rm -rf "$folder"
  mkdir -p "$folder"
  (cd "$ROOT" && tar -cf - --exclude=target --exclude=.git --exclude=node_modules .) | tar -xf - -C "$folder"
  find "$folder" -name pom.xml -exec sed -i.old "s|<version>$current</version>|<version>$wanted</version>|" {} +
  find "$folder" -name pom.xml.old -exec rm {} +
}
