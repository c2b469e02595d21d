// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each {@code ./semel} command that a page names is one: an arm of the launcher, or a command of the program. */
final class CommandsTest {

    private static final Pattern NAMED = Pattern.compile("\\./semel ([a-z][\\w-]*)");
    private static final Pattern ARM = Pattern.compile("(?m)^  ([a-z][a-z |-]*)\\)$");
    private static final Pattern COMMAND = Pattern.compile("@Command\\(\\s*name = \"([a-z-]+)\"");

    @Test
    void everyCommandExists() throws IOException {
        Set<String> commands = commands();
        List<String> named = Pages.all().stream()
                .flatMap(page -> NAMED.matcher(read(page.file())).results())
                .map(match -> match.group(1))
                .distinct()
                .toList();

        assertThat(commands).contains("test", "demo").doesNotContain("dance");
        assertThat(named).contains("demo", "test", "docs").isSubsetOf(commands);
    }

    private static Set<String> commands() throws IOException {
        Set<String> commands = new HashSet<>();
        String launcher = Files.readString(Pages.ROOT.resolve("semel"));
        ARM.matcher(launcher)
                .results()
                .flatMap(match -> Stream.of(match.group(1).split(" \\| ")))
                .forEach(commands::add);
        try (Stream<Path> files = Files.walk(Pages.ROOT.resolve("cli/src/main/java"))) {
            files.filter(file -> file.toString().endsWith("Command.java"))
                    .flatMap(file -> COMMAND.matcher(read(file)).results())
                    .forEach(match -> commands.add(match.group(1)));
        }
        return commands;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + file, e);
        }
    }
}
