// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.ClaimIdSource;
import dev.semel.InvalidKeyException;
import dev.semel.Operation;
import dev.semel.testkit.CountingClaimIds;
import dev.semel.testkit.RecordingStore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Priming prepares a call and leaves no trace: a snapshot taken after it may be restored many times. */
final class OperationPrimingTest {

    private final Fixture fixture = new Fixture();
    private final RecordingStore recording = RecordingStore.over(fixture.records);

    private Operation<String, String> operation() {
        return fixture.operation(recording.store()).body((input, execution) -> {
            fixture.ran.add(input);
            return "body";
        });
    }

    @Test
    void neitherStoreNorBodyNorListenerHearsOfIt() throws Exception {
        Operation<String, String> operation = operation();

        operation.prime("example", "result");

        assertThat(recording.calls()).isEmpty();
        assertThat(fixture.ran).isEmpty();
        assertThat(fixture.events).isEmpty();
    }

    @Test
    void theExampleIsFreshAfterwards() throws Exception {
        Operation<String, String> operation = operation();

        operation.prime("example", "result");

        assertThat(operation.run("example", Fixture.IN_20_S)).isEqualTo("body");
    }

    @Test
    void S6_noClaimIdIsDrawnThatARestoredProcessCouldRepeat() throws Exception {
        AtomicInteger drawn = new AtomicInteger();
        ClaimIdSource ids = CountingClaimIds.ofSeries(1);

        fixture.engine(recording.store())
                .claimIds(() -> {
                    drawn.incrementAndGet();
                    return ids.next();
                })
                .build()
                .operation("charge", String.class, String.class)
                .key(input -> input)
                .build()
                .prime("example", "result");

        assertThat(drawn).hasValue(0);
    }

    @Test
    void aReplaysOwnFunctionIsNotCalled() throws Exception {
        fixture.operation(recording.store())
                .onReplay((input, record) -> {
                    fixture.ran.add(input);
                    return "fresh";
                })
                .build()
                .prime("example", "result");

        assertThat(fixture.ran).isEmpty();
    }

    @Test
    void anExampleWithoutAKeyIsRefused() {
        assertThatThrownBy(() -> operation().prime("", "result")).isInstanceOf(InvalidKeyException.class);
    }
}
