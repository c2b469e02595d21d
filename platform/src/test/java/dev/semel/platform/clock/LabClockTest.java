// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tasks run when the clock reaches their instant, in order. */
class LabClockTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

    @Test
    void advancingRunsWhatIsDueInOrder() throws Exception {
        try (LabClock clock = LabClock.start(InstantSource.fixed(NOW))) {
            clock.at(NOW.plusSeconds(120), () -> done.add("later"));
            clock.at(NOW.plusSeconds(60), () -> done.add("sooner"));
            clock.at(NOW.plusSeconds(600), () -> done.add("never"));
            assertThat(clock.waiting()).isEqualTo(3);
            clock.advance(Duration.ofMinutes(2));
            assertThat(clock.instant()).isEqualTo(NOW.plusSeconds(120));
            assertThat(done.poll(30, TimeUnit.SECONDS)).isEqualTo("sooner");
            assertThat(done.poll(30, TimeUnit.SECONDS)).isEqualTo("later");
            assertThat(clock.waiting()).isEqualTo(1);
        }
        assertThat(done).isEmpty();
    }

    @Test
    void aClockIsNeverSetBack() {
        try (LabClock clock = LabClock.start(InstantSource.fixed(NOW))) {
            assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("never set back");
        }
    }
}
