// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.coretests.engine.Fixture.IN_20_S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.BatchOptions;
import dev.semel.BatchResult;
import dev.semel.FailureRule;
import dev.semel.IdempotencyBuilder;
import dev.semel.InvalidKeyException;
import dev.semel.InvalidPayloadException;
import dev.semel.Operation;
import dev.semel.Outcome;
import dev.semel.StepNotRecordedException;
import dev.semel.UnknownEffectException;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.codec.ContentIdentity;
import dev.semel.codec.FailureCodec;
import dev.semel.codec.RecordContext;
import dev.semel.codec.ResultCodec;
import dev.semel.codec.TypeRef;
import dev.semel.codec.Wrapping;
import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.IdempotencyRecord;
import dev.semel.store.IdempotencyStore;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A part of the user's that gives null, or throws a checked exception as Kotlin may, has failed as if it had thrown.
 */
@SuppressWarnings("NullAway") // nulls against the contracts
final class NullsOfUsersTest {

    private final Fixture fixture = new Fixture();
    private final TextCodec texts = new TextCodec();

    private Operation<String, String> charge(IdempotencyStore store) {
        return fixture.operation(store).withoutFingerprint().body((order, execution) -> {
            fixture.ran.add(order);
            return "did " + order;
        });
    }

    @Test
    void reconcilerWithoutAnAnswerLeavesTheOutcomeUnknown() {
        Operation<String, String> charge = fixture.operation()
                .onUnknownOutcome(UnknownOutcomePolicy.reconcile((order, evidence) -> null))
                .body((order, execution) -> {
                    fixture.ran.add(order);
                    throw new IOException("timed out");
                });
        assertThatThrownBy(() -> charge.run("42", IN_20_S)).isInstanceOf(IOException.class);

        assertThatThrownBy(() -> charge.run("42", IN_20_S))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("reconciler of operation 'charge' returned null");

        assertThat(((IdempotencyRecord.Released) fixture.record("42")).certainty())
                .isEqualTo(Certainty.UNKNOWN);
        assertThat(fixture.ran).hasSize(1);
    }

    @Test
    void failureCodecThatRestoresNothingLeavesTheResultUnavailable() throws Exception {
        Operation<String, String> charge = fixture.operation()
                .onFailure(FailureRule.finalFor("refused", IOException.class, FailureCodec.message(message -> null)))
                .body((order, execution) -> {
                    fixture.ran.add(order);
                    throw new IOException("no credit");
                });
        assertThatThrownBy(() -> charge.run("42", IN_20_S)).isInstanceOf(IOException.class);

        assertThat(charge.tryRun("42", IN_20_S)).isInstanceOf(Outcome.ResultUnavailable.class);
        assertThatThrownBy(() -> charge.run("42", IN_20_S)).hasMessageContaining("codec of final failure 'refused'");
        assertThat(fixture.ran).hasSize(1);
    }

    // ---- codecs ----

    /** A codec of texts that fails at {@code encode} or {@code decode}, with null or with a checked exception. */
    private record FailingCodec(
            ResultCodec texts, String failing, @Nullable Exception thrown) implements ResultCodec {

        @Override
        public <T> Blob encode(T value, TypeRef<T> type) {
            return failing.equals("encode") ? failed() : texts.encode(value, type);
        }

        @Override
        public <T> T decode(Blob bytes, TypeRef<T> type) {
            return failing.equals("decode") ? failed() : texts.decode(bytes, type);
        }

        @SuppressWarnings("TypeParameterUnusedInFormals")
        private <T> T failed() {
            return thrown == null ? null : Sneaky.raise(thrown);
        }

        @Override
        public boolean supports(TypeRef<?> type) {
            return true;
        }

        @Override
        public Optional<String> whyUnsupported(TypeRef<?> type) {
            return failing.equals("whyUnsupported") ? failed() : Optional.empty();
        }
    }

    private ResultCodec failing(String method, @Nullable Exception thrown) {
        return new FailingCodec(texts, method, thrown);
    }

    private Operation<String, String> charge(ResultCodec codec) {
        return charge(fixture.engine(fixture.records).codec(codec));
    }

    private Operation<String, String> charge(IdempotencyBuilder engine) {
        return engine.build()
                .operation("charge", String.class, String.class)
                .key(order -> order)
                .withoutFingerprint()
                .body((order, execution) -> {
                    fixture.ran.add(order);
                    return "did " + order;
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void resultThatACodecDoesNotEncodeIsNotRecordedAndNotExecutedAgain(boolean givesNull) throws Exception {
        ResultCodec codec = failing("encode", givesNull ? null : new Sneaky());

        assertThat(charge(codec).tryRun("42", IN_20_S)).isInstanceOf(Outcome.NotRecorded.class);

        assertThat(charge(texts).tryRun("42", IN_20_S)).isInstanceOf(Outcome.ResultUnavailable.class);
        assertThat(fixture.ran).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void resultThatACodecDoesNotDecodeIsUnavailable(boolean givesNull) throws Exception {
        charge(texts).run("42", IN_20_S);

        ResultCodec codec = failing("decode", givesNull ? null : new Sneaky());

        assertThat(charge(codec).tryRun("42", IN_20_S)).isInstanceOf(Outcome.ResultUnavailable.class);
        assertThat(fixture.ran).hasSize(1);
    }

    @Test
    void stepWhoseResultIsNotEncodedIsNotRecorded() {
        assertThatThrownBy(() -> payInAStep(failing("encode", null)).run("42", IN_20_S))
                .isInstanceOf(StepNotRecordedException.class)
                .hasMessageContaining("codec returned null");
    }

    @Test
    void stepWhoseResultIsNotDecodedIsNotRepeated() {
        assertThatThrownBy(() -> payInAStep(texts).run("42", IN_20_S)).hasMessage("timed out");

        assertThatThrownBy(() -> payInAStep(failing("decode", null)).run("42", IN_20_S))
                .isInstanceOf(UnknownEffectException.class)
                .hasMessageContaining("codec returned null");
        assertThat(fixture.ran).containsExactly("pay");
    }

    private Operation<String, String> payInAStep(ResultCodec codec) {
        return fixture.engine(fixture.records)
                .codec(codec)
                .build()
                .operation("charge", String.class, String.class)
                .key(order -> order)
                .withoutFingerprint()
                .body((order, execution) -> {
                    execution.step("pay", String.class, effect -> {
                        fixture.ran.add("pay");
                        return "paid";
                    });
                    throw new IOException("timed out");
                });
    }

    @Test
    void wrappingThatGivesNothingFailsTheCompletion() throws Exception {
        Wrapping losing = new Wrapping() {
            @Override
            public Blob wrap(Blob encoded, RecordContext context) {
                return null;
            }

            @Override
            public Blob unwrap(Blob stored, RecordContext context) {
                return null;
            }
        };

        assertThat(charge(fixture.engine(fixture.records).codec(texts).wrapping(losing))
                        .tryRun("42", IN_20_S))
                .isInstanceOf(Outcome.NotRecorded.class);
    }

    @Test
    void codecThatDoesNotSayWhyItRefusesATypeIsNamed() {
        ResultCodec silent = failing("whyUnsupported", null);

        assertThatThrownBy(() -> charge(silent)).hasMessageContaining("codec returned null");
    }

    // ---- identity ----

    /** A payload without content. */
    private record Hollow(String id) implements ContentIdentity {
        @Override
        public Object contentIdentity() {
            return null;
        }
    }

    @Test
    void inputWithoutItsContentIsRefused() {
        Operation<Hollow, String> charge = fixture.engine(fixture.records)
                .build()
                .operation("charge", Hollow.class, String.class)
                .key(Hollow::id)
                .body((input, execution) -> fixture.ran.add(input.id()) ? "did" : "did not");

        assertThatThrownBy(() -> charge.tryRun(new Hollow("42"), IN_20_S))
                .isInstanceOf(InvalidPayloadException.class)
                .hasMessageContaining("content identity of Hollow returned null");
        assertThat(fixture.ran).isEmpty();
        assertThat(fixture.isNothing("42")).isTrue();
    }

    @Test
    void fingerprinterWithoutAFingerprintRefusesTheCall() {
        Operation<String, String> charge = fixture.engine(fixture.records)
                .fingerprinter(payload -> null)
                .build()
                .operation("charge", String.class, String.class)
                .key(order -> order)
                .body((order, execution) -> order);

        assertThatThrownBy(() -> charge.tryRun("42", IN_20_S))
                .isInstanceOf(InvalidPayloadException.class)
                .hasMessageContaining("Fingerprinter returned null");
    }

    @Test
    void keyExtractorMayThrowAnything() {
        Operation<String, String> charge =
                fixture.operation().key(order -> Sneaky.raise(new Sneaky())).body((order, execution) -> order);

        assertThatThrownBy(() -> charge.tryRun("42", IN_20_S))
                .isInstanceOf(InvalidKeyException.class)
                .hasCauseInstanceOf(Sneaky.class);
    }

    @Test
    void sourcesOfClaimIdsAndTimeAreNamed() {
        assertThatThrownBy(() -> fixture.engine(fixture.records)
                        .claimIds(() -> null)
                        .build()
                        .operation("charge", String.class, String.class)
                        .key(order -> order)
                        .withoutFingerprint()
                        .body((order, execution) -> order)
                        .tryRun("42", IN_20_S))
                .hasMessageContaining("ClaimIdSource returned null");
        assertThatThrownBy(() -> fixture.engine(fixture.records)
                        .clock(() -> null)
                        .build()
                        .operation("charge", String.class, String.class)
                        .key(order -> order)
                        .withoutFingerprint()
                        .body((order, execution) -> order)
                        .tryRun("42", IN_20_S))
                .hasMessageContaining("clock returned null");
        assertThat(fixture.isNothing("42")).isTrue();
    }

    @Test
    void inputThatIsNullFailsAlone() throws Exception {
        BatchOptions<String> options = BatchOptions.defaults();

        List<BatchResult<String>> results =
                charge(fixture.records).tryRunAll(Arrays.asList("a", null, "b"), IN_20_S, options);

        assertThat(results).map(options::isCompleted).containsExactly(true, false, true);
        assertThat(failure(results.get(1))).isInstanceOf(InvalidKeyException.class);
    }

    private static Exception failure(BatchResult<?> result) {
        return ((BatchResult.Failed<?>) result).exception();
    }

    /** A checked exception where none is declared. */
    private static final class Sneaky extends Exception {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("TypeParameterUnusedInFormals")
        static <T> T raise(Exception exception) {
            return Sneaky.<T, RuntimeException>thrown(exception);
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        private static <T, X extends Exception> T thrown(Exception exception) throws X {
            throw (X) exception;
        }
    }
}
