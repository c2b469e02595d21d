// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualClockTest {

    private static final Instant START = Instant.parse("2100-01-01T00:00:00.250Z");

    private final ManualClock clock = ManualClock.at(START);

    @Test
    void itMovesOnlyWhenTold() {
        assertThat(clock.instant()).isEqualTo(START);
        assertThat(clock.advance(Duration.ofSeconds(1))).isEqualTo(START.plusSeconds(1));
        clock.set(START.minusSeconds(5));
        assertThat(clock.instant()).isEqualTo(START.minusSeconds(5));
        assertThat(clock.waits()).isEmpty();
    }

    @Test
    void itAdvancesOnlyForwards() {
        assertThatThrownBy(() -> clock.advance(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThat(clock.instant()).isEqualTo(START);
    }

    @Test
    void waitsOfAllThreadsAddUp() {
        List<Duration> waits = Collections.nCopies(50, Duration.ofSeconds(1));
        List<Boolean> done = AtOnce.map(waits, this::await);
        assertThat(done).containsOnly(true);
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(50));
        assertThat(clock.waits()).isEqualTo(waits);
    }

    @Test
    void anInterruptedThreadDoesNotWait() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> clock.await(Duration.ofSeconds(1))).isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(clock.instant()).isEqualTo(START);
    }

    @Test
    void countedClaimIdsNeverRepeatWithinOrAcrossSeries() {
        CountingClaimIds one = CountingClaimIds.ofSeries(1);
        CountingClaimIds two = CountingClaimIds.ofSeries(2);
        assertThat(List.of(one.next(), one.next(), two.next(), two.next())).doesNotHaveDuplicates();
        assertThat(one.count()).isEqualTo(2);
        assertThat(CountingClaimIds.ofSeries(1).next())
                .isEqualTo(CountingClaimIds.ofSeries(1).next());
    }

    private boolean await(Duration duration) {
        try {
            clock.await(duration);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
