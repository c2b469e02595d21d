# SPDX-FileCopyrightText: The Semel authors
# SPDX-License-Identifier: Apache-2.0
#
# What the distribution must do for a user who has no source tree. Read by the scripts beside this file, after common.sh.

# Runs a command that must end with the exit status $1 and print a line that contains $2.
expect() {
  local wanted=$1 text=$2 status=0 output
  shift 2
  output=$("$@" 2>&1) || status=$?
  printf '%s\n' "$output"
  [ "$status" -eq "$wanted" ] || { say "exit status $status, not $wanted: $*"; return 1; }
  case $output in
    *"$text"*) ;;
    *) say "no '$text' in the output of: $*"; return 1 ;;
  esac
}

# Proves the handlers of the project outside the tree, compiled into $1, by the command that follows.
prove_outside() {
  local classes=$1
  shift
  expect 0 'No violation in ' "$@" prove --class-path "$classes" --handler com.acme.OrdersProof \
    --event "order-42=$ROOT/scripts/outside/order-42.txt" --rule oneKey:charge
  expect 1 'Broken: ' "$@" prove --class-path "$classes" --handler com.acme.NaiveProof \
    --event "order-42=$ROOT/scripts/outside/order-42.txt" --rule exactlyOnce:charge
}

# Unpacks the archive $1 into a new folder, and runs what is in it from an empty one. WORK is outside the source tree.
unpack() {
  rm -rf "$WORK/unpacked" "$WORK/empty"
  mkdir -p "$WORK/unpacked" "$WORK/empty"
  case $1 in
    *.zip) (cd "$WORK/unpacked" && "$JDK/bin/jar" -xf "$1" && chmod +x */bin/semel) ;;
    *) tar -xzf "$1" -C "$WORK/unpacked" ;;
  esac
  SEMEL=$(echo "$WORK"/unpacked/semel-*/bin/semel)
}

# The archive contains nothing that may not be passed on.
nothing_forbidden() {
  local jars
  jars=$(cd "$(dirname "$SEMEL")/../lib" && ls)
  printf '%s\n' "$jars"
  case $jars in *DynamoDBLocal* | *sqlite4java*) say 'DynamoDB Local is in the archive'; return 1 ;; esac
}

demo_in_an_empty_folder() {
  cd "$WORK/empty"
  SEMEL_CACHE=$WORK/cache expect 0 'Semel charged each intent exactly once' "$SEMEL" demo
  [ -z "$(ls -A)" ] || { say 'the demo left files behind'; return 1; }
}

# The platform's engines are fetched too, and no process of a function is left.
platform_demo_in_an_empty_folder() {
  cd "$WORK/empty"
  SEMEL_CACHE=$WORK/cache expect 0 'With Semel, the second delivery changed' "$SEMEL" demo --platform
  [ -z "$(ls -A)" ] || { say 'the demo left files behind'; return 1; }
}

# The console answers at the address that it prints, and to nobody without its token.
console_in_an_empty_folder() {
  local address='' page status=0 console
  cd "$WORK/empty"
  "$SEMEL" console --sample --port 0 >"$WORK/console.out" 2>"$WORK/console.err" &
  console=$!
  for _ in $(seq 600); do
    address=$(head -n 1 "$WORK/console.out")
    [ -z "$address" ] || break
    kill -0 "$console" 2>/dev/null || break
    sleep 0.2
  done
  page=$(curl --silent --fail --location --cookie-jar "$WORK/cookies" --cookie "$WORK/cookies" "$address") || status=$?
  curl --silent --fail --output /dev/null "${address%%\?*}" && status=9
  kill "$console" 2>/dev/null || true
  wait "$console" 2>/dev/null || true
  cat "$WORK/console.out" "$WORK/console.err"
  [ "$status" -eq 0 ] || { say "the console did not answer as it should: status $status"; return 1; }
  case $page in *uarantine*) ;; *) say 'the page of the console is another one'; return 1 ;; esac
  [ -z "$(ls -A)" ] || { say 'the console left files behind'; return 1; }
}

# Neither a repository of Maven's, nor Maven, nor a network. The command is linked into a folder of the PATH, as users do.
# A wrong command line is refused first, and needs none of them.
demo_without_a_source_of_jars() {
  local tool
  local alone=(env -i "PATH=$WORK/bin" "JAVA_HOME=$JDK" "HOME=$WORK/home" "SEMEL_CACHE=$WORK/other-cache"
    SEMEL_REPOSITORY=http://127.0.0.1:1/)
  mkdir -p "$WORK/bin" "$WORK/home"
  ln -sf "$SEMEL" "$WORK/bin/semel"
  for tool in env bash dirname readlink; do ln -sf "$(command -v "$tool")" "$WORK/bin/$tool"; done
  cd "$WORK/empty"
  expect 1 'semel: DynamoDB Local could not be fetched' "${alone[@]}" semel demo
  expect 2 "Unknown option: '--wrong'" "${alone[@]}" semel demo --wrong
}

prove_with_javac_only() {
  rm -rf "$WORK/classes"
  mkdir -p "$WORK/classes"
  "$JDK/bin/javac" -d "$WORK/classes" -cp "$(dirname "$SEMEL")/../lib/*" "$ROOT"/scripts/outside/src/test/java/com/acme/*.java
  cd "$WORK/empty"
  prove_outside "$WORK/classes" "$SEMEL"
}

# Every check of the unpacked distribution.
try_distribution() {
  step 'the archive has nothing that may not be passed on' archive nothing_forbidden
  step 'semel demo in an empty folder' demo demo_in_an_empty_folder
  step 'semel demo --platform in an empty folder' platform-demo platform_demo_in_an_empty_folder
  step 'semel console in an empty folder' console console_in_an_empty_folder
  step 'one line of error where DynamoDB Local cannot be had' away demo_without_a_source_of_jars
  step 'semel prove on a handler compiled outside the tree' prove prove_with_javac_only
}
