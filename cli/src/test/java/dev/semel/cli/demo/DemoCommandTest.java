// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The decision whether the demo will run, without which the distribution fetches nothing. */
class DemoCommandTest {

    @Test
    void acceptsWhatItRuns(@TempDir Path folder) throws Exception {
        String file = Files.writeString(folder.resolve("order.txt"), "order 42").toString();
        assertThat(DemoCommand.accepts()).isTrue();
        assertThat(DemoCommand.accepts("--all", "--format", "JSON")).isTrue();
        assertThat(DemoCommand.accepts(file)).isTrue();
        assertThat(DemoCommand.accepts("--platform", "--format", "json")).isTrue();
    }

    @Test
    void acceptsNothingThatItRefuses(@TempDir Path folder) {
        assertThat(DemoCommand.accepts("--wrong")).isFalse();
        assertThat(DemoCommand.accepts("--format", "xml")).isFalse();
        assertThat(DemoCommand.accepts(folder.resolve("absent").toString())).isFalse();
        assertThat(DemoCommand.accepts("--help")).isFalse();
        assertThat(DemoCommand.accepts("--platform", "--all")).isFalse();
    }
}
