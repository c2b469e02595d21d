// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.coretests.engine.Fixture.IN_20_S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.BatchOptions;
import dev.semel.BatchResult;
import dev.semel.Operation;
import dev.semel.Outcome;
import dev.semel.RecordingPolicy;
import dev.semel.model.IdempotencyRecord;
import dev.semel.store.BatchStore;
import dev.semel.store.IdempotencyStore;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store that leaves an answer out has failed, and is named. */
@SuppressWarnings("NullAway") // nulls against the contracts
final class NullsOfStoresTest {

    private final Fixture fixture = new Fixture();

    private Operation<String, String> charge(IdempotencyStore store) {
        return fixture.operation(store).withoutFingerprint().body((order, execution) -> {
            fixture.ran.add(order);
            return "did " + order;
        });
    }

    /** A change of what a store answered. */
    @FunctionalInterface
    private interface Change {
        @Nullable
        Object of(Method method, Object answer);
    }

    private BatchStore changed(Change change) {
        return (BatchStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {BatchStore.class}, (proxy, method, arguments) -> {
                    Object answer = method.invoke(fixture.records, arguments);
                    return change.of(method, answer);
                });
    }

    private static Change without(String name) {
        return (method, answer) -> method.getName().equals(name) ? null : answer;
    }

    @Test
    void storeWithoutAnAnswerToAClaimIsNamedAndNothingRuns() {
        assertThatThrownBy(() -> charge(changed(without("claim"))).tryRun("42", IN_20_S))
                .hasMessageContaining("store returned null");
        assertThat(fixture.ran).isEmpty();
        assertThat(fixture.record("42")).isInstanceOf(IdempotencyRecord.Released.class);
    }

    @Test
    void storeWithoutAnAnswerToACompletionLeavesTheValue() throws Exception {
        assertThat(charge(changed(without("complete"))).tryRun("42", IN_20_S))
                .isInstanceOfSatisfying(
                        Outcome.NotRecorded.class,
                        kept -> assertThat(kept.value()).isEqualTo("did 42"));
    }

    /** The kinds of an answer that a store must not give to a batch. */
    enum OddAnswer {
        NONE,
        SHORT,
        WITH_A_NULL;

        @Nullable
        Object of(Object answers) {
            List<?> all = (List<?>) answers;
            return switch (this) {
                case NONE -> null;
                case SHORT -> all.subList(0, 1);
                case WITH_A_NULL -> Arrays.asList(all.get(0), null);
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void storeThatLeavesOutClaimsOfABatchIsNamedAndNothingRuns(OddAnswer odd) {
        Operation<String, String> charge =
                charge(changed((method, answer) -> method.getName().equals("claimAll") ? odd.of(answer) : answer));

        assertThatThrownBy(() -> charge.tryRunAll(List.of("a", "b"), IN_20_S, BatchOptions.defaults()))
                .hasMessageContaining("BatchStore");
        assertThat(fixture.ran).isEmpty();
        assertThat(fixture.record("a")).isInstanceOf(IdempotencyRecord.Released.class);
    }

    @ParameterizedTest
    @EnumSource
    void storeThatLeavesOutWritesOfABatchLeavesTheValues(OddAnswer odd) throws Exception {
        Operation<String, String> charge =
                charge(changed((method, answer) -> method.getName().equals("writeAll") ? odd.of(answer) : answer));

        BatchOptions<String> atTheEnd = BatchOptions.<String>defaults().recording(RecordingPolicy.END_OF_BATCH);
        assertThat(charge.tryRunAll(List.of("a", "b"), IN_20_S, atTheEnd))
                .allSatisfy(result -> assertThat(result)
                        .isInstanceOfSatisfying(
                                BatchResult.Answered.class,
                                ended -> assertThat(ended.outcome()).isInstanceOf(Outcome.NotRecorded.class)));
    }
}
