# SPDX-FileCopyrightText: The Semel authors
# SPDX-License-Identifier: Apache-2.0
#
# The command `semel mutate MODULE [CLASS-PATTERN…] [--option value…]`: PIT changes the module's classes, one small mistake
# at a time, and runs the tests that reach it. A mistake that no test notices survives. Read by the launcher after test.sh.
#
# The tester begins a JVM for each class, and there runs every test that reaches the class before the first mutant. Hence
# tests tagged "slow" or "many-calls" are left out, and of random histories one runs. Where the tests call a database even
# that takes hours: without a pattern, a sample of the classes that decide keys, claims and completions is taken there.

# The modules whose tests are run against the mutants of the module $1: its own, and for core and json those of the
# modules that test them: core-tests, and jackson, whose tests compare both codecs.
mutants_tested_by() {
  case $1 in
    core) printf '%s\n' core core-tests ;;
    json) printf '%s\n' json jackson ;;
    *) printf '%s\n' "$1" ;;
  esac
}

# The classes of the module $1 whose mutants are enough where no pattern is given; nothing for all of them.
decisive_classes() {
  local name
  case $1 in
    stores/dynamodb)
      for name in Answers Attributes BatchRequests BatchWrites Claims Commits CompareAndSwap CompletionAsSeen \
        DynamoDbBatchClaims DynamoDbStore DynamoDbWrites Failures Fields ItemCodec ItemCondition PartiQlTexts PutOnce \
        Received SingleWrites UnchangedCondition VersionedAnswer VersionedUpdate Writes; do
        printf 'dev.semel.dynamodb.%s\n' "$name" "$name\$*"
      done
      ;;
  esac
}

# Writes the class path of the last module given: compiled classes of modules, and libraries.
write_test_class_path() {
  maven --quiet --projects "$1" --also-make test-compile \
    org.apache.maven.plugins:maven-dependency-plugin:build-classpath \
    -Dmdep.includeScope=test -Dmdep.outputFile=target/mutation-class-path
}

# The mutation tester's own class path.
mutation_tester() {
  local file=$ROOT/target/mutation-tester
  [ -s "$file" ] && [ "$file" -nt "$ROOT/scripts/mutation/pom.xml" ] || (
    mkdir -p "$ROOT/target"
    maven --quiet --file scripts/mutation/pom.xml \
      org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath "-Dmdep.outputFile=$file" >&2
  ) || return 1
  cat "$file"
}

# Starts the database that all tests of the module $1 share, on the class path $2, and sets the option that names it to
# their JVMs: a test that starts one for itself does so for each mutant.
share_database() {
  local file=$ROOT/$1/target/mutation-database waited=0
  DATABASE=
  case $1 in
    stores/dynamodb) ;;
    *) return ;;
  esac
  rm -f "$file"
  nice -n 15 "$JDK/bin/java" "${JVM_FLAGS[@]}" -XX:+UseSerialGC -Xmx1g -cp "$2" dev.semel.dynamodb.SharedDynamoDb "$file" \
    >"$file.log" 2>&1 &
  trap "kill $! 2>/dev/null" EXIT
  until [ -s "$file" ]; do
    [ "$((waited += 1))" -le 600 ] && kill -0 $! 2>/dev/null || [ -s "$file" ] || fail "no database; the log is $file.log"
    sleep 0.1
  done
  DATABASE=,-Dsemel.dynamodb.local=$(cat "$file")
}

# Prints the figures of the report $1, and each class with survivors.
say_mutants() {
  awk -F, '
    function name(class) { sub(/^.*\./, "", class); return class }
    { all++; count[$6]++ }
    $6 == "SURVIVED" || $6 == "NO_COVERAGE" { left[name($2)]++; lines[name($2)] = lines[name($2)] " " $4 ":" $5 ($6 == "NO_COVERAGE" ? "(not reached)" : "") }
    END {
      if (!all) { print "No mutants."; exit 1 }
      unreached = count["NO_COVERAGE"]; killed = all - unreached - count["SURVIVED"]
      for (class in left) printf "%4d  %s:%s\n", left[class], class, lines[class] | "LC_ALL=C sort -k2"
      close("LC_ALL=C sort -k2")
      printf "Mutants: %d, killed: %d (%.0f %%), survived: %d, not reached: %d, test strength: %.0f %%\n", all, killed,
        100 * killed / all, count["SURVIVED"], unreached, 100 * killed / (all - unreached)
    }' "$1"
}

run_mutate() {
  local module report='' tests='' class_path='' patterns='' sampled='' tester part last log started=$SECONDS
  case ${1:-} in
    '' | -*) say 'Usage: semel mutate MODULE [CLASS-PATTERN…] [--option value…]'; exit 2 ;;
  esac
  module=$(module_named "$1") || exit 1
  shift
  while [ $# -gt 0 ] && [ "${1#--}" = "$1" ]; do
    patterns="$patterns${patterns:+,}$1"
    shift
  done
  if [ -z "$patterns" ]; then
    patterns=$(decisive_classes "$module" | paste -s -d , -)
    [ -z "$patterns" ] || sampled=1
  fi
  [ -z "$sampled" ] || set -- --features "+CLASSLIMIT(limit[8])" "$@"
  for part in $(mutants_tested_by "$module"); do
    last=$part
    tests="$tests${tests:+,}$(test_classes_of "$part")"
    class_path="$class_path:$ROOT/$part/target/classes:$ROOT/$part/target/test-classes"
  done
  find_maven
  write_test_class_path "$last" || fail "the build failed."
  tester=$(mutation_tester) || fail "the mutation tester could not be had."
  class_path="$tester$class_path:$(cat "$ROOT/$last/target/mutation-class-path")"
  report=$ROOT/$module/target/mutation
  log=$ROOT/$module/target/mutation.log
  rm -rf "$report"
  share_database "$module" "$class_path"
  # One mutant at a time, at low priority: it takes minutes, and the machine is for other work meanwhile.
  (cd "$ROOT/$last" && nice -n 15 "$JDK/bin/java" -XX:+UseSerialGC -cp "$class_path" \
    org.pitest.mutationtest.commandline.MutationCoverageReport \
    --classPath "$(printf '%s' "$class_path" | tr ':' ',')" --mutableCodePaths "$ROOT/$module/target/classes" \
    --targetClasses "${patterns:-dev.semel.*}" --targetTests "$tests" --excludedGroups slow,many-calls \
    --sourceDirs "$ROOT/$module/src/main/java" --reportDir "$report" --outputFormats CSV,HTML --timestampedReports=false \
    --threads 1 --timeoutConst 5000 \
    --jvmArgs "-XX:+UseSerialGC,-XX:TieredStopAtLevel=1,--enable-native-access=ALL-UNNAMED,-Dsun.net.httpserver.nodelay=true,-Dsemel.histories.count=1$DATABASE" \
    "$@") >"$log" 2>&1 || { tail -n 40 "$log" >&2; fail "the mutation tester failed; its log is $log"; }
  say_mutants "$report/mutations.csv"
  [ -z "$sampled" ] || printf '%s\n' 'A sample: at most 8 mutants of each class that decides keys, claims and completions.' \
    'A pattern has all mutants of its classes: semel mutate MODULE CLASS-PATTERN…'
  printf 'Of %s, by the tests of %s without those tagged "slow" or "many-calls", in %d s. Page by page: %s\n' "$module" \
    "$(mutants_tested_by "$module" | paste -s -d ' ' -)" "$((SECONDS - started))" "$report/index.html"
  exit
}
