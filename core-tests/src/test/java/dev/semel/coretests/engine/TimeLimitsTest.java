// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Deadline;
import dev.semel.DeadlineTooShortException;
import dev.semel.Operation;
import dev.semel.OperationBuilder;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The limits of an operation's times: the last that is taken, and the first that is refused. */
final class TimeLimitsTest {

    private final Fixture fixture = new Fixture();

    /** E1: more than the recording time must be left, by as little as a nanosecond. */
    @Test
    void E1_callNeedsMoreThanItsRecordingTime() throws Exception {
        Operation<String, String> charge =
                fixture.operation().recordingTime(Duration.ofMillis(500)).body((order, execution) -> "receipt");

        assertThatThrownBy(() -> charge.run("42", Deadline.within(Duration.ofMillis(500))))
                .isInstanceOf(DeadlineTooShortException.class);
        assertThat(charge.run("42", Deadline.within(Duration.ofMillis(500).plusNanos(1))))
                .isEqualTo("receipt");
    }

    @Test
    void limitsOfDurationsAreTakenAndOneMoreIsRefused() {
        Duration nano = Duration.ofNanos(1);
        Duration twice = Fixture.SKEW.multipliedBy(2);
        Duration longest = Duration.ofDays(3650);
        taken(b -> b.dedupeWindow(twice.plus(nano)));
        refused("dedupeWindow", b -> b.dedupeWindow(twice));
        taken(b -> b.dedupeWindow(longest));
        refused("dedupeWindow", b -> b.dedupeWindow(longest.plus(nano)));
        taken(b -> b.retention(Fixture.WINDOW));
        refused("retention", b -> b.retention(Fixture.WINDOW.minus(nano)));
        Duration shortest = Fixture.SKEW.plusMillis(500);
        taken(b -> b.lease(shortest.plus(nano)));
        refused("lease", b -> b.lease(shortest));
        taken(b -> b.recordingTime(nano));
        refused("recordingTime", b -> b.recordingTime(Duration.ZERO));
        taken(b -> b.claimTimeout(nano));
        refused("claimTimeout", b -> b.claimTimeout(Duration.ZERO));
        assertThat(Deadline.within(longest)).isNotNull();
        assertThatThrownBy(() -> Deadline.within(longest.plus(nano))).hasMessageContaining("ten years");
        assertThat(Deadline.within(longest.negated())).isNotNull();
        assertThat(fixture.engine(fixture.records).source("x".repeat(100))).isNotNull();
        assertThatThrownBy(() -> fixture.engine(fixture.records).source("x".repeat(101)))
                .hasMessageContaining("at most 100 characters, has 101");
    }

    private void taken(UnaryOperator<OperationBuilder<String, String>> setting) {
        assertThat(setting.apply(fixture.operation()).build().name()).isEqualTo("charge");
    }

    private void refused(String argument, UnaryOperator<OperationBuilder<String, String>> setting) {
        assertThatThrownBy(() -> setting.apply(fixture.operation()).build()).hasMessageContaining(argument);
    }
}
