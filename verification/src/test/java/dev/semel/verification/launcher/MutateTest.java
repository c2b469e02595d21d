// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./semel mutate} gives the mutation tester the classes of a module and of its tests, and reads its report. */
final class MutateTest {

    /** Modules, and those whose tests reach them: other modules are as {@code lambda} is. */
    private static final Map<String, List<String>> TESTED_BY = Map.of(
            "core", List.of("core", "core-tests"),
            "json", List.of("json", "jackson"),
            "lambda", List.of("lambda"),
            "stores/dynamodb", List.of("stores/dynamodb"));

    @TempDir
    private Path folder;

    private StandInTree tree;

    @BeforeEach
    void begin() throws Exception {
        tree = StandInTree.in(folder);
    }

    @Test
    void classPathHasTheClassesOfTheModuleAndOfItsTests() throws Exception {
        assertThat(tree.modules()).containsAll(TESTED_BY.keySet());
        for (String module : TESTED_BY.keySet()) {
            StandInTree.Ended ended = tree.run("", "mutate", module);

            List<String> parts = TESTED_BY.get(module);
            List<String> classPath = List.of(ended.valueOf("-cp").split(":"));
            assertThat(ended.status()).as(ended.output()).isZero();
            assertThat(classPath)
                    .as(module)
                    .startsWith("/tester.jar")
                    .endsWith("/libraries of " + parts.get(parts.size() - 1));
            assertThat(ended.valueOf("--classPath")).isEqualTo(String.join(",", classPath));
            assertThat(ended.valueOf("--mutableCodePaths")).isEqualTo(tree.path(module + "/target/classes"));
            assertThat(holders(classPath, StandInTree.classOf(module)))
                    .as(module)
                    .hasSize(1);
            assertThat(ended.valueOf("--targetTests").split(","))
                    .containsExactlyInAnyOrderElementsOf(parts.stream()
                            .map(part -> StandInTree.testOf(part).replace('/', '.'))
                            .toList());
            for (String part : parts) {
                assertThat(holders(classPath, StandInTree.classOf(part)))
                        .as(part)
                        .hasSize(1);
                assertThat(holders(classPath, StandInTree.testOf(part)))
                        .as(part)
                        .hasSize(1);
            }
        }
    }

    private static Stream<Path> holders(List<String> classPath, String name) {
        return classPath.stream()
                .map(entry -> Path.of(entry).resolve(name + ".class"))
                .filter(Files::exists);
    }

    @Test
    void figuresAndSurvivorsArePrinted() throws Exception {
        StandInTree.Ended ended = tree.run("", "mutate", "json", "dev.semel.json.*", "dev.semel.A", "--threads", "2");

        assertThat(ended.output().lines())
                .contains(
                        "   1  A: run:9",
                        "   1  B: end:3(not reached)",
                        "Mutants: 4, killed: 2 (50 %), survived: 1, not reached: 1, test strength: 67 %");
        assertThat(ended.output()).contains("Of json, by the tests of json jackson");
        assertThat(ended.valueOf("--targetClasses")).isEqualTo("dev.semel.json.*,dev.semel.A");
        assertThat(ended.arguments()).endsWith("--threads", "2");
    }

    /** A renamed class would drop out of the sample unnoticed. */
    @Test
    void dynamoDbStoreIsSampledOverASharedDatabase_andPatternsAreNotSampled() throws Exception {
        StandInTree.Ended whole = tree.run("", "mutate", "dynamodb");

        assertThat(whole.valueOf("--features")).isEqualTo("+CLASSLIMIT(limit[8])");
        assertThat(whole.valueOf("--jvmArgs")).endsWith(",-Dsemel.dynamodb.local=http://shared");
        assertThat(whole.output()).contains("A sample: at most 8 mutants", "Of stores/dynamodb");
        assertThat(whole.valueOf("--targetClasses").split(","))
                .filteredOn(pattern -> !pattern.endsWith("$*"))
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(
                                Path.of("../stores/dynamodb/src/main/java", name.replace('.', '/') + ".java"))
                        .exists());
        for (StandInTree.Ended all : List.of(
                tree.run("", "mutate", "dynamodb", "dev.semel.dynamodb.Writes"), tree.run("", "mutate", "core"))) {
            assertThat(all.arguments()).doesNotContain("--features");
            assertThat(all.output()).doesNotContain("A sample");
        }
    }

    @Test
    void mistakesAreNamed() throws Exception {
        StandInTree.Ended nothing = tree.run("", "mutate");
        assertThat(nothing.status()).isEqualTo(2);
        assertThat(nothing.output()).startsWith("Usage: semel mutate MODULE");

        StandInTree.Ended unknown = tree.run("", "mutate", "jsn");
        assertThat(unknown.status()).isEqualTo(1);
        assertThat(unknown.output()).startsWith("semel: no module is named jsn");

        StandInTree.Ended broken = tree.run("no such option", "mutate", "json");
        assertThat(broken.status()).isEqualTo(1);
        assertThat(broken.output()).contains("no such option", "the mutation tester failed; its log is");
    }
}
