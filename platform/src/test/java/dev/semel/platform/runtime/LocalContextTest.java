// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.prover.LocalContext;
import dev.semel.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LocalContextTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void remainingTimeFollowsTheClockAndIsNeverNegative() {
        ManualClock clock = ManualClock.at(START);
        LocalContext context = new LocalContext("orders", "id", START.plusSeconds(3), clock);
        assertThat(context.getRemainingTimeInMillis()).isEqualTo(3000);
        clock.advance(Duration.ofMillis(2999));
        assertThat(context.getRemainingTimeInMillis()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(9));
        assertThat(context.getRemainingTimeInMillis()).isZero();
    }

    @Test
    void remainingTimeEndsAtTheLargestNumber() {
        assertThat(LocalContext.withTimeLeft("orders", "id", Duration.ofDays(60))
                        .getRemainingTimeInMillis())
                .isEqualTo(Integer.MAX_VALUE);
    }
}
