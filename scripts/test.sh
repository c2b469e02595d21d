# SPDX-FileCopyrightText: The Semel authors
# SPDX-License-Identifier: Apache-2.0
#
# The command `semel test`. Read by the launcher, which sets ROOT (the source tree) and has the
# functions say, fail, find_maven and maven.

# The folders of all modules, in the order of the build.
modules() {
  sed -n 's|^ *<module>\(.*\)</module>.*|\1|p' "$ROOT/pom.xml"
}

# The folder of the module that $1 names: its folder, or the last part of it (dynamodb for stores/dynamodb).
module_named() {
  local module
  for module in $(modules); do
    case $module in
      "${1%/}" | */"${1%/}") printf '%s\n' "$module" && return ;;
    esac
  done
  fail "no module is named $1. There are: $(modules | tr '\n' ' ')"
}

# The modules whose tests an edit in the module $1 can break first: its own, and those that were made to test it.
tested_with() {
  case $1 in
    core) printf '%s\n' core testkit core-tests ;;
    testkit) printf '%s\n' testkit store-contract core-tests ;;
    store-contract) printf '%s\n' store-contract stores/dynamodb stores/redis ;;
    json) printf '%s\n' json jackson lambda ;;
    *) printf '%s\n' "$1" ;;
  esac
}

# The test classes of the modules given, as Surefire's option -Dtest takes them.
test_classes_of() {
  local module
  for module in "$@"; do
    (cd "$ROOT/$module" && find src/test/java -name '*Test.java' 2>/dev/null)
  done | sed 's|^src/test/java/||; s|\.java$||; s|/|.|g' | sort | paste -s -d , -
}

# --- what ran ---------------------------------------------------------------------------------------------------------

# One line per class of tests that ran: seconds, tests, failures, errors, skipped, class, module.
ran() {
  (cd "$ROOT" && find . -path '*/target/surefire-reports/TEST-*.xml' | sort | while IFS= read -r report; do
    awk -v module="${report%/target/*}" '
      function value(name,   at) {
        if (!match(line, " " name "=\"[^\"]*\"")) return ""
        at = substr(line, RSTART, RLENGTH); sub(/^[^"]*"/, "", at); sub(/"$/, "", at); return at
      }
      /<testsuite / { open = 1 }
      open { line = line $0 }
      open && />/ {
        sub(/^\.\//, "", module)
        print value("time"), value("tests") + 0, value("failures") + 0, value("errors") + 0, value("skipped") + 0, value("name"), module
        exit
      }' "$report"
  done)
}

# Says which modules were tested with how many tests, and which classes took longest. Reads the lines of ran.
say_what_ran() {
  LC_ALL=C sort -rn | awk '
    { seconds[$7] += $1; tests[$7] += $2; classes[$7]++; if (NR <= 5 && $1 >= 1) slow = slow sprintf("  %7.1f s  %5d tests  %s\n", $1, $2, $6) }
    END {
      printf "\nWhat ran (seconds inside the tests):\n"
      for (module in tests) printf "  %7.1f s  %5d tests in %3d classes  %s\n", seconds[module], tests[module], classes[module], module | "LC_ALL=C sort -k4"
      close("LC_ALL=C sort -k4")
      if (slow != "") printf "Slowest classes:\n%s", slow
    }'
}

# The total over all modules, because Maven totals per module only. Reads the lines of ran.
total() {
  awk '{ tests += $2; failures += $3; errors += $4; skipped += $5 }
    END { printf "Tests run: %d, Failures: %d, Errors: %d, Skipped: %d\n", tests, failures, errors, skipped }'
}

# Ends with the status $1 of the build, or with 1 when the reports say that something did not run or not pass.
conclude() {
  local status=$1 lines sum
  shift
  lines=$(ran)
  sum=$(printf '%s\n' "$lines" | total)
  printf '%s\n' "$lines" | sed '/^$/d' | say_what_ran
  printf '%s\n' "$@"
  case $sum in
    "Tests run: 0,"*) say "semel: no test ran."; status=1 ;;
    *", Skipped: 0") ;;
    *) say "semel: a skipped test proves nothing; delete it or make it run."; status=1 ;;
  esac
  case $sum in
    *"Failures: 0, Errors: 0,"*) ;;
    *) [ "$status" -ne 0 ] || status=1 ;;
  esac
  printf '\n%s\n' "$sum"
  exit "$status"
}

# --- semel test -------------------------------------------------------------------------------------------------------

forget_reports() {
  find "$ROOT" -type d -path '*/target/surefire-reports' -prune -exec rm -rf {} +
}

# Every check and test, or what Maven's options select. Three modules at a time, where none needs another: most tests
# occupy one processor, and some wait for servers and processes (ADR 66). Options may say otherwise: the last --threads
# counts.
test_everything() {
  local status=0
  find_maven
  forget_reports
  maven --fail-at-end --threads 3 verify "$@" || status=$?
  conclude "$status"
}

# Compiles and tests what an edit in some modules can break, and nothing else. Options of Maven may follow the modules.
test_modules() {
  local module named='' tested='' chosen=1 status=0 log=$ROOT/target/semel-test.log options=()
  while [ $# -gt 0 ] && [ "${1#-}" = "$1" ]; do
    module=$(module_named "$1") || exit 1
    named="$named $module"
    tested="$tested $(tested_with "$module" | tr '\n' ' ')"
    shift
  done
  tested=$(for module in $tested; do printf '%s\n' "$module"; done | sort -u)
  for option in "$@"; do
    case $option in -Dtest=*) chosen= ;; esac
  done
  # Modules below the ones tested are compiled, not tested: hence the list of classes. The compiler's checks stay on.
  # A failed test stops no other module's tests; what Maven prints as an error fails the command all the same.
  options=(--projects "$(printf '%s\n' "$tested" | paste -s -d , -)" --also-make
    "-Dsemel.loop.jvm=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
    -Dsurefire.failIfNoSpecifiedTests=false -Dmaven.test.failure.ignore=true)
  [ -z "$chosen" ] || options+=("-Dtest=$(test_classes_of $tested)" -DexcludedGroups=slow)
  find_maven
  forget_reports
  mkdir -p "$ROOT/target"
  export MAVEN_OPTS="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC ${MAVEN_OPTS:-}"
  # Offline, because asking for newer snapshots costs more than the tests; online when something is missing.
  maven --quiet --offline test "${options[@]}" "$@" 2>&1 | tee "$log"
  status=${PIPESTATUS[0]}
  if [ "$status" -ne 0 ] && grep -q 'offline mode\|has not been downloaded' "$log"; then
    say 'semel: something is missing in the local repository; once more, online.'
    forget_reports
    maven --quiet test "${options[@]}" "$@" 2>&1 | tee "$log"
    status=${PIPESTATUS[0]}
  fi
  [ "$status" -ne 0 ] || ! grep -q '^\[ERROR\]' "$log" || status=1
  conclude "$status" "Tested for an edit in$named; the compiler's checks were on." \
    "Not run: searches tagged \"slow\", the other modules' tests, format, declared dependencies. ./semel test runs everything."
}

run_test() {
  case ${1:-} in
    '' | -*) test_everything "$@" ;;
    *) test_modules "$@" ;;
  esac
}
