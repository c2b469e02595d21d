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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every Kotlin block of every page is a file that the Kotlin compiler accepts, in a process of its own. */
final class KotlinBlocksTest {

    /** What the compiler answered. */
    private record Compilation(int status, String output) {}

    @TempDir
    private Path folder = Path.of("");

    @Test
    void everyBlockIsCompiled() throws Exception {
        List<Block> blocks = Pages.blocks("kotlin");
        assertThat(blocks).isNotEmpty();

        Compilation compilation = compile(blocks.stream().map(Block::text).toList());

        assertThat(compilation.status())
                .as(blocks + "\n" + compilation.output())
                .isZero();
    }

    @Test
    void mistakeIsSeen() throws Exception {
        Compilation compilation = compile(List.of("val deadline: dev.semel.Deadline = 42"));

        assertThat(compilation.status()).isNotZero();
        assertThat(compilation.output()).contains("block0.kt:2");
    }

    private Compilation compile(List<String> blocks) throws IOException, InterruptedException {
        String classPath = System.getProperty("java.class.path");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler",
                "-no-stdlib", // it is on the class path
                "-no-reflect",
                "-jvm-target",
                "21",
                "-d",
                folder.resolve("classes").toString(),
                "-cp",
                classPath));
        for (int i = 0; i < blocks.size(); i++) {
            String source = "package block" + i + "\n" + blocks.get(i) + "\n";
            command.add(Files.writeString(folder.resolve("block" + i + ".kt"), source)
                    .toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Compilation(process.waitFor(), output);
    }
}
