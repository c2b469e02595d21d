// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.coretests.engine.Fixture.IN_20_S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.BatchOptions;
import dev.semel.BatchResult;
import dev.semel.FailureRule;
import dev.semel.OperationBuilder;
import dev.semel.Outcome;
import dev.semel.Transaction;
import dev.semel.UnknownEffectException;
import dev.semel.codec.FailureCodec;
import dev.semel.codec.RecordContext;
import dev.semel.codec.RecordPart;
import dev.semel.codec.TypeRef;
import dev.semel.codec.Wrapping;
import dev.semel.model.Blob;
import dev.semel.model.ClaimRequest;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.step.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A wrapping gets every stored value with the record and the part that it is for, on every path. */
final class WrappingTest {

    private static final TypeRef<String> TEXT = TypeRef.of(String.class);

    /** Stores the context before the bytes, and refuses bytes that are found elsewhere. */
    private static final class Binding implements Wrapping {

        final List<RecordContext> wrapped = new ArrayList<>();
        final List<RecordContext> unwrapped = new ArrayList<>();

        @Override
        public Blob wrap(Blob encoded, RecordContext context) {
            wrapped.add(context);
            return Blob.utf8(context.encoded().toUtf8() + encoded.toUtf8());
        }

        @Override
        public Blob unwrap(Blob stored, RecordContext context) {
            unwrapped.add(context);
            String bound = context.encoded().toUtf8();
            if (!stored.toUtf8().startsWith(bound)) {
                throw new IllegalStateException("these bytes were stored elsewhere");
            }
            return Blob.utf8(stored.toUtf8().substring(bound.length()));
        }
    }

    private final Fixture fixture = new Fixture();
    private final Binding binding = new Binding();

    private OperationBuilder<String, String> charge() {
        return fixture.engine(fixture.records)
                .wrapping(binding)
                .build()
                .operation("charge", String.class, String.class)
                .tenant(order -> "shop")
                .key(order -> order)
                .withoutFingerprint();
    }

    private static IdempotencyKey key(String order) {
        return new IdempotencyKey("shop", "charge", order);
    }

    private static RecordContext context(String order, RecordPart part) {
        return RecordContext.of(key(order), part);
    }

    private Completed completed(String order) {
        return (Completed) fixture.records.find(key(order), fixture.call()).orElseThrow();
    }

    /** Completes the record of an order with the stored result of another one. */
    private void complete(String order, StoredResult stolen) {
        var claim = new ClaimRequest(
                key(order),
                fixture.claimIds.next(),
                Fingerprint.NONE,
                FingerprintPolicy.REFUSE_INCOMPARABLE,
                Duration.ofSeconds(20),
                Fixture.WINDOW,
                "thief");
        fixture.records.claim(claim, fixture.call());
        fixture.records.complete(
                new WriteRequest.Complete(key(order), claim.claimId(), stolen, Fixture.WINDOW), fixture.call());
    }

    @Test
    void resultIsWrappedForItsRecordAndReplayed() throws Exception {
        var operation = charge().body((order, execution) -> "did " + order);

        assertThat(operation.run("42", IN_20_S)).isEqualTo("did 42");
        assertThat(operation.tryRun("42", IN_20_S))
                .isInstanceOfSatisfying(
                        Outcome.Replayed.class,
                        replayed -> assertThat(replayed.value()).isEqualTo("did 42"));

        RecordContext expected = context("42", new RecordPart.Result());
        assertThat(binding.wrapped).containsExactly(expected);
        assertThat(binding.unwrapped).containsExactly(expected);
        assertThat(expected.tenant()).isEqualTo("shop");
        assertThat(expected.operation()).isEqualTo("charge");
        assertThat(((StoredResult.Success) completed("42").result()).value())
                .isEqualTo(Blob.utf8(expected.encoded().toUtf8() + "did 42"));
    }

    @Test
    void S12_resultOfAnotherRecordIsReportedAndNothingIsExecuted() throws Exception {
        var operation = charge().body((order, execution) -> {
            fixture.ran.add(order);
            return "did " + order;
        });
        operation.run("42", IN_20_S);
        complete("43", completed("42").result());

        assertThat(operation.tryRun("43", IN_20_S))
                .isInstanceOfSatisfying(
                        Outcome.ResultUnavailable.class,
                        unavailable -> assertThat(unavailable.cause()).hasMessage("these bytes were stored elsewhere"));
        assertThat(fixture.ran).containsExactly("42");
    }

    @Test
    void failureIsBoundToItsTypeAndIsNoResult() throws Exception {
        var operation = charge().onFailure(
                        FailureRule.finalFor("refused", IOException.class, FailureCodec.message(IOException::new)),
                        FailureRule.finalFor(
                                "invalid",
                                IllegalStateException.class,
                                FailureCodec.message(IllegalStateException::new)))
                .body((order, execution) -> {
                    throw new IOException("no credit");
                });
        for (int call = 0; call < 2; call++) {
            assertThatThrownBy(() -> operation.run("42", IN_20_S))
                    .isInstanceOf(IOException.class)
                    .hasMessage("no credit");
        }
        RecordContext expected = context("42", new RecordPart.Failure("refused"));
        assertThat(binding.wrapped).containsExactly(expected);
        assertThat(binding.unwrapped).containsExactly(expected);

        Blob stored = ((StoredResult.FinalFailure) completed("42").result()).value();
        complete("43", new StoredResult.FinalFailure("invalid", stored));
        complete("44", new StoredResult.Success(stored));
        assertThat(operation.tryRun("43", IN_20_S)).isInstanceOf(Outcome.ResultUnavailable.class);
        assertThat(operation.tryRun("44", IN_20_S)).isInstanceOf(Outcome.ResultUnavailable.class);
    }

    @Test
    void stepsAreBoundToTheirNames() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        var operation = charge().effectsAreSteps().body((order, execution) -> {
            String first = execution.step(Step.named("reserve"), TEXT, effect -> "reserved");
            if (attempts.incrementAndGet() == 1) {
                throw new IOException("down");
            }
            return first;
        });
        assertThatThrownBy(() -> operation.run("42", IN_20_S)).hasMessage("down");
        assertThat(operation.run("42", IN_20_S)).isEqualTo("reserved");

        RecordContext step = context("42", new RecordPart.StepResult("reserve"));
        assertThat(binding.wrapped).containsExactly(step, context("42", new RecordPart.Result()));
        assertThat(binding.unwrapped).containsExactly(step);
    }

    @Test
    void S12_stepThatWasMovedIsReportedAndNotMadeAgain() throws Exception {
        AtomicInteger reserved = new AtomicInteger();
        var operation = charge().effectsAreSteps().body((order, execution) -> {
            execution.step(Step.named("reserve"), TEXT, effect -> "reserved " + reserved.incrementAndGet());
            return "done";
        });
        var record = fixture.records;
        var claim = new ClaimRequest(
                key("42"),
                fixture.claimIds.next(),
                Fingerprint.NONE,
                FingerprintPolicy.REFUSE_INCOMPARABLE,
                Duration.ofSeconds(5),
                Fixture.WINDOW,
                "thief");
        record.claim(claim, fixture.call());
        Blob moved = binding.wrap(Blob.utf8("reserved"), context("42", new RecordPart.StepResult("pay")));
        record.checkpoint(
                new WriteRequest.Checkpoint(
                        key("42"), claim.claimId(), new RecoveryPoint("reserve", moved, 1, Fixture.START)),
                fixture.call());
        fixture.clock.advance(Duration.ofSeconds(6));

        assertThatThrownBy(() -> operation.run("42", IN_20_S)).isInstanceOf(UnknownEffectException.class);
        assertThat(reserved).hasValue(0);
    }

    @Test
    void batchWrapsEachResultForItsOwnRecord() throws Exception {
        var operation = charge().body((order, execution) -> "did " + order);

        List<BatchResult<String>> results = operation.tryRunAll(List.of("1", "2"), IN_20_S, BatchOptions.defaults());

        assertThat(results)
                .allSatisfy(result -> assertThat(((BatchResult.Answered<String>) result).outcome())
                        .isInstanceOf(Outcome.Executed.class));
        assertThat(binding.wrapped)
                .containsExactly(context("1", new RecordPart.Result()), context("2", new RecordPart.Result()));
        complete("3", completed("1").result());
        List<BatchResult<String>> again = operation.tryRunAll(List.of("3", "2"), IN_20_S, BatchOptions.defaults());
        assertThat(((BatchResult.Answered<String>) again.get(0)).outcome())
                .isInstanceOf(Outcome.ResultUnavailable.class);
        assertThat(((BatchResult.Answered<String>) again.get(1)).outcome()).isInstanceOf(Outcome.Replayed.class);
    }

    @Test
    void transactionWrapsItsResultAndItsStep() throws Exception {
        var committed =
                charge().transaction(fixture.records, (order, context) -> Transaction.of("did " + order, () -> {}));
        assertThat(committed.run("42", IN_20_S)).isEqualTo("did 42");
        assertThat(committed.run("42", IN_20_S)).isEqualTo("did 42");
        var stepping = charge().body((order, execution) -> execution.transactionalStep(
                "reserve", String.class, fixture.records, effect -> Transaction.of("reserved", () -> {})));
        assertThat(stepping.run("43", IN_20_S)).isEqualTo("reserved");

        assertThat(binding.wrapped)
                .containsExactly(
                        context("42", new RecordPart.Result()),
                        context("42", new RecordPart.Result()), // the body of a duplicate runs, and commits nothing
                        context("43", new RecordPart.StepResult("reserve")),
                        context("43", new RecordPart.Result()));
        assertThat(binding.unwrapped).containsExactly(context("42", new RecordPart.Result()));
    }

    @Test
    void valueThatCannotBeWrappedIsNotRecordedAndNotExecutedAgain() throws Exception {
        Wrapping broken = new Wrapping() {
            @Override
            public Blob wrap(Blob encoded, RecordContext context) {
                throw new IllegalStateException("no key");
            }

            @Override
            public Blob unwrap(Blob stored, RecordContext context) {
                return stored;
            }
        };
        var operation = fixture.engine(fixture.records)
                .wrapping(broken)
                .build()
                .operation("charge", String.class, String.class)
                .key(order -> order)
                .withoutFingerprint()
                .body((order, execution) -> {
                    fixture.ran.add(order);
                    return "did " + order;
                });

        assertThat(operation.tryRun("42", IN_20_S)).isInstanceOf(Outcome.NotRecorded.class);
        assertThat(operation.tryRun("42", IN_20_S)).isInstanceOf(Outcome.ResultUnavailable.class);
        assertThat(fixture.ran).containsExactly("42");
    }
}
