// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.Waiting;
import dev.semel.platform.engine.EngineJars;
import dev.semel.platform.front.Lab;
import dev.semel.platform.jars.JarCache;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every command of the walk-through has the output that the page prints. */
class WalkThroughTest {

    private static final Path PAGE = Path.of("../docs/walk-through.md");
    private static final Pattern STEP = Pattern.compile("```sh\\n(.+)\\n```\\n(?:\\n```text\\n([^`]*)\\n```\\n)?");
    private static final int TRIES = 600;

    @Test
    void theCommandsHaveTheOutputsOfThePage() throws Exception {
        List<String> problems = new ArrayList<>();
        JarCache cache = JarCache.of(System.getenv(), Path.of(System.getProperty("user.home")));
        try (Lab lab = Lab.builder(new EngineJars(cache, System.err::println))
                        .problems(problems::add)
                        .start();
                WalkThroughCommands commands = new WalkThroughCommands(lab)) {
            Matcher step = STEP.matcher(Files.readString(PAGE));
            int steps = 0;
            while (step.find()) {
                run(commands, step.group(1), step.group(2) == null ? "" : step.group(2));
                steps++;
            }
            assertThat(steps).isEqualTo(29);
            assertThat(problems).isEmpty();
        }
    }

    /** A count is asked for again until it is right: notifications are asynchronous. */
    private static void run(WalkThroughCommands commands, String command, String expected) throws Exception {
        String output = commands.run(command);
        for (int i = 0; i < TRIES && !output.equals(expected); i++) {
            Waiting.sleeping().await(Duration.ofMillis(100));
            output = commands.run(command);
        }
        assertThat(output).as(command).isEqualTo(expected);
        if (command.contains("put-object")) {
            commands.awaitInvocation();
        }
    }
}
