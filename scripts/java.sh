# SPDX-FileCopyrightText: The Semel authors
# SPDX-License-Identifier: Apache-2.0
#
# Finds a Java. Read by the launcher of the source tree and, as a part of the distribution, by the launcher there.

# The major version of the Java at $1, or 0 where it has no program $2 (java, or javac for a JDK); reads its release file,
# because starting a JVM to ask costs more.
java_version() {
  local line version=0
  if [ -x "$1/bin/java" ] && [ -x "$1/bin/$2" ] && [ -r "$1/release" ]; then
    while IFS= read -r line; do
      case $line in JAVA_VERSION=*) version=${line#*\"} && version=${version%%[!0-9]*} ;; esac
    done <"$1/release"
  fi
  printf '%s\n' "${version:-0}"
}

# The home of the `java` on the PATH.
java_on_path() {
  local java target
  java=$(command -v java) || return 0
  while [ -L "$java" ]; do
    target=$(readlink "$java")
    case $target in
      /*) java=$target ;;
      *) java=$(dirname "$java")/$target ;;
    esac
  done
  dirname "$(dirname "$java")"
}

# The home of the first Java of version $1 or later that has the program $2: what the user chose, then where package
# managers and tools put theirs.
find_java() {
  local wanted=$1 program=$2 home macos=
  [ -x /usr/libexec/java_home ] && macos=$(/usr/libexec/java_home -v "$wanted+" 2>/dev/null)
  for home in "${JAVA_HOME:-}" "$(java_on_path)" "$macos" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${HOME:-/nonexistent}"/.sdkman/candidates/java/* "${HOME:-/nonexistent}"/.jdks/* \
    "${HOME:-/nonexistent}"/.m2/jdks/* "${HOME:-/nonexistent}"/.gradle/jdks/*; do
    [ -n "$home" ] && [ "$(java_version "$home" "$program")" -ge "$wanted" ] && printf '%s\n' "$home" && return 0
  done
  return 1
}
