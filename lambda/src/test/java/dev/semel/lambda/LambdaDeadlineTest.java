// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LambdaDeadlineTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void countsTheRemainingTime() {
        assertThat(LambdaDeadline.of(new TestContext(1500)).from(NOW)).isEqualTo(NOW.plusMillis(1500));
    }

    @Test
    void zeroIsADeadlineThatHasCome() {
        assertThat(LambdaDeadline.of(new TestContext(0)).from(NOW)).isEqualTo(NOW);
    }
}
