// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A source tree with the launcher of this one, its scripts and its modules, each with one class and one test. Stand-ins
 * of Maven and of the JDK do nothing but what the launcher reads afterwards: Maven writes a class path of one entry,
 * and {@code java} its own arguments and, as the mutation tester, a report of four mutants; as a database, an address.
 */
final class StandInTree {

    private static final Path ROOT = Path.of("..");
    private static final Pattern MODULE = Pattern.compile("<module>(.*)</module>");

    private static final String MAVEN = """
            #!/usr/bin/env bash
            while [ $# -gt 0 ]; do
              case $1 in
                --projects) folder=$2/ ;;
                -Dmdep.outputFile=*) output=${1#*=} ;;
              esac
              shift
            done
            [ -z "${output:-}" ] && exit
            case $output in /*) printf '/tester.jar' >"$output" ;; *) printf '/libraries of %s' "${folder%/}" >"$folder$output" ;; esac
            """;

    private static final String JAVA = """
            #!/usr/bin/env bash
            case $* in *SharedDynamoDb*) printf 'http://shared' >"${@: -1}"; exit ;; esac
            [ -z "${STAND_IN_FAILURE:-}" ] || { echo "$STAND_IN_FAILURE"; exit 1; }
            printf '%s\\n' "$@" >"$STAND_IN_ARGUMENTS"
            while [ $# -gt 0 ]; do
              [ "$1" != --reportDir ] || report=$2
              shift
            done
            mkdir -p "$report"
            cat >"$report/mutations.csv" <<'END'
            A.java,dev.semel.A,Negate,run,7,KILLED,a
            A.java,dev.semel.A,Negate,run,8,TIMED_OUT,a
            A.java,dev.semel.A,Negate,run,9,SURVIVED,none
            B.java,dev.semel.B,Negate,end,3,NO_COVERAGE,none
            END
            """;

    /**
     * End of a command.
     *
     * @param status its exit status
     * @param output what it printed, in both streams
     * @param arguments those of the last {@code java}, one a line; empty if none was started
     */
    record Ended(int status, String output, List<String> arguments) {

        /** {@return the argument after {@code option}} */
        String valueOf(String option) {
            return arguments.get(arguments.indexOf(option) + 1);
        }
    }

    private final Path folder;
    private final List<String> modules;

    private StandInTree(Path folder, List<String> modules) {
        this.folder = folder;
        this.modules = modules;
    }

    static StandInTree in(Path folder) throws IOException {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        List<String> modules =
                MODULE.matcher(pom).results().map(match -> match.group(1)).toList();
        Files.writeString(folder.resolve("pom.xml"), pom);
        copy("semel", folder);
        try (Stream<Path> scripts = Files.list(ROOT.resolve("scripts"))) {
            for (Path script :
                    scripts.filter(file -> file.toString().endsWith(".sh")).toList()) {
                copy("scripts/" + script.getFileName(), folder);
            }
        }
        copy("scripts/mutation/pom.xml", folder);
        program(folder.resolve("mvnw"), MAVEN);
        program(folder.resolve("jdk/bin/java"), JAVA);
        program(folder.resolve("jdk/bin/javac"), JAVA);
        write(folder.resolve("jdk/release"), "JAVA_VERSION=\"21.0.1\"\n");
        for (String module : modules) {
            write(folder.resolve(module + "/src/test/java/" + testOf(module) + ".java"), "");
            write(folder.resolve(module + "/target/classes/" + classOf(module) + ".class"), "");
            write(folder.resolve(module + "/target/test-classes/" + testOf(module) + ".class"), "");
        }
        return new StandInTree(folder, modules);
    }

    /** {@return the modules of this project} */
    List<String> modules() {
        return modules;
    }

    /** {@return the path of the class of a module, without its ending} */
    static String classOf(String module) {
        return "dev/semel/" + module.replace('/', '_').replace('-', '_') + "/Product";
    }

    /** {@return the path of the test of a module, without its ending} */
    static String testOf(String module) {
        return classOf(module) + "Test";
    }

    /** {@return a folder of this tree} */
    String path(String inside) {
        return folder.resolve(inside).toString();
    }

    /** Runs a command of the launcher. */
    Ended run(String failure, String... command) throws IOException, InterruptedException {
        Path arguments = folder.resolve("arguments");
        Files.deleteIfExists(arguments);
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of("bash", path("semel")), Stream.of(command))
                .toList());
        builder.environment().put("JAVA_HOME", path("jdk"));
        builder.environment().put("STAND_IN_ARGUMENTS", arguments.toString());
        builder.environment().put("STAND_IN_FAILURE", failure);
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        return new Ended(status, output, Files.exists(arguments) ? Files.readAllLines(arguments) : List.of());
    }

    private static void copy(String name, Path folder) throws IOException {
        program(folder.resolve(name), Files.readString(ROOT.resolve(name)));
    }

    private static void program(Path file, String text) throws IOException {
        write(file, text);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
