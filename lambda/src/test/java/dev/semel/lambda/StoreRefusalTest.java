// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.StoreUnavailableException;
import dev.semel.testkit.Fault;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store that refuses every item behind a batch fails the invocation, so that the function's Errors metric moves. */
class StoreRefusalTest {

    private final HandlerBench bench = new HandlerBench();

    @ParameterizedTest
    @EnumSource(names = {"SQS", "SQS_FIFO", "KINESIS", "DYNAMODB_STREAMS", "KAFKA_NAMING"})
    void everythingRefusedFailsTheInvocation(Trigger trigger) {
        bench.faults((method, request) -> new Fault.FailBefore());
        HandlerAnswer answer = bench.send(trigger.handler(bench, bench.policy(), true), trigger.event("1", "2"));

        assertThat(answer.told()).isEqualTo("fails, 2 of 2");
        assertThat(answer.exception()).hasCauseInstanceOf(StoreUnavailableException.class);
        assertThat(bench.executed).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"SQS", "SQS_FIFO", "KINESIS", "DYNAMODB_STREAMS", "KAFKA_NAMING"})
    void aBodysOwnFailuresAreStillNamed(Trigger trigger) {
        bench.work(name -> {
            throw new IllegalStateException("not now");
        });
        HandlerAnswer answer = bench.send(trigger.handler(bench, bench.policy(), true), trigger.event("1", "2"));

        assertThat(answer.told()).startsWith("names 1");
        assertThat(List.copyOf(bench.executed)).contains("1");
    }
}
