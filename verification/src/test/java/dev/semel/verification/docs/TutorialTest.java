// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tutorial shows what its project does. Its project is a module of this build, which compiles it and runs its tests; its
 * blocks are cut from there ({@link CutBlocksTest}). {@code scripts/tutorial} runs its commands in a fresh clone.
 */
final class TutorialTest {

    private static final Path PAGE = Pages.ROOT.resolve("docs/tutorial.md");
    private static final Path PROJECT = Pages.ROOT.resolve("examples/tutorial");

    @Test
    void historyOfTheNaiveHandlerIsTheOneThatIsFound(@TempDir Path folder) throws Exception {
        String page = Files.readString(PAGE);
        String shown = page.substring(page.indexOf("<!-- output -->\n```\n") + "<!-- output -->\n```\n".length());
        shown = shown.substring(0, shown.indexOf("```"));

        assertThat(shown).startsWith("Broken: ");
        assertThat(proofs(folder)).contains(shown);
    }

    @Test
    void everyCommandIsRunByTheScript() throws IOException {
        assertThat(Pages.blocks("sh"))
                .filteredOn(block -> block.page().equals(PAGE))
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(block -> assertThat(block.text()).containsAnyOf("./semel ", "mvnw "));
        assertThat(Files.readString(Pages.ROOT.resolve("scripts/tutorial"))).contains("docs/tutorial.md");
    }

    /** Returns what the proofs of the project print. */
    private static String proofs(Path folder) throws Exception {
        Path main = Files.writeString(folder.resolve("Main.java"), """
                package com.example.orders;

                final class Main {
                    public static void main(String[] arguments) throws Exception {
                        new OrdersProofTest().theNaiveHandlerChargesTwice();
                    }
                }
                """);
        List<String> arguments = new ArrayList<>(
                List.of("--release", "21", "-proc:none", "-cp", classPath(folder), "-d", folder.toString()));
        try (Stream<Path> files = Files.walk(PROJECT.resolve("src"))) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::toString)
                    .forEach(arguments::add);
        }
        arguments.add(main.toString());
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(status).isZero();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(folder),
                        "com.example.orders.Main")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static String classPath(Path folder) {
        return String.join(
                System.getProperty("path.separator"),
                folder.toString(),
                PROJECT.resolve("src/test/resources").toString(),
                System.getProperty("java.class.path"));
    }
}
