// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.jars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Pinned jars are a list with digests. */
class PinnedJarTest {

    @Test
    void anotherListHasAnotherName() {
        String jar = "0".repeat(64) + " group:artifact:jar:1";
        assertThat(PinnedJars.parse("dynamodb-local", jar))
                .isEqualTo(PinnedJars.parse("dynamodb-local", "# comment\n" + jar));
        assertThat(PinnedJars.parse("dynamodb-local", jar).name())
                .isNotEqualTo(PinnedJars.parse("dynamodb-local", jar.replace("jar:1", "jar:2"))
                        .name());
    }

    @Test
    void linesThatAreNoneAreRefused() {
        String digest = "0".repeat(64);
        assertThatThrownBy(() -> PinnedJar.parse(digest + " group:artifact:1")).hasMessageContaining("not a line");
        assertThatThrownBy(() -> PinnedJar.parse("0 group:artifact:jar:1")).hasMessageContaining("not a SHA-256");
        assertThatThrownBy(() -> PinnedJar.parse(digest + " group:../artifact:jar:1"))
                .hasMessageContaining("not a Maven coordinate");
    }
}
