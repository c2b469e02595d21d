// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.coretests.engine.Fixture.IN_20_S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Deadline;
import dev.semel.DeadlineTooShortException;
import dev.semel.FailureRule;
import dev.semel.Idempotency;
import dev.semel.InProgressPolicy;
import dev.semel.InvalidKeyException;
import dev.semel.InvalidPayloadException;
import dev.semel.KeyParts;
import dev.semel.MissingKeyPolicy;
import dev.semel.Operation;
import dev.semel.OperationBuilder;
import dev.semel.OperationTemplate;
import dev.semel.Outcome;
import dev.semel.Transaction;
import dev.semel.codec.FailureCodec;
import dev.semel.model.Blob;
import dev.semel.model.BypassReason;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals come as early as possible, and before anything ran. */
final class OperationRefusalTest {

    private final Fixture fixture = new Fixture();

    private Operation<String, String> charge(OperationBuilder<String, String> builder) {
        return builder.body((order, execution) -> {
            fixture.ran.add(order);
            return "receipt";
        });
    }

    @Test
    void E7_missingAndEmptyKeysAreErrors() {
        Operation<String, String> none = charge(fixture.operation().key(order -> null));
        Operation<String, String> empty = charge(fixture.operation());
        Operation<String, String> part =
                charge(fixture.operation().key(KeyParts.composite(order -> order, order -> "")));
        Operation<String, String> broken = charge(fixture.operation().key(order -> {
            throw new IllegalStateException("secret " + order);
        }));

        assertThatThrownBy(() -> none.tryRun("42", IN_20_S))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("'charge'")
                .hasMessageContaining("no key");
        assertThatThrownBy(() -> empty.tryRun("", IN_20_S))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("empty key");
        assertThatThrownBy(() -> part.tryRun("42", IN_20_S))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("part 2");
        assertThatThrownBy(() -> broken.tryRun("42", IN_20_S))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageNotContaining("secret");
        assertThat(fixture.ran).isEmpty();
        assertThat(fixture.claimIds.count()).isZero();
    }

    @Test
    void E7_emptyTenantOfAnOperationWithTenantsIsAnError() {
        Operation<String, String> charge = charge(fixture.operation().tenant(order -> ""));

        assertThatThrownBy(() -> charge.tryRun("42", IN_20_S))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("empty tenant");
    }

    @Test
    void keysCannotForgeLines() {
        String forged = "42\nINFO Duplicate skipped\u2028\uD83D\uDE00";

        assertThat(IdempotencyKey.of("charge", forged).brief()).isEqualTo("charge/42?INFO Duplicate skipped???");
    }

    @Test
    void E7_operationMayAllowAMissingKey() throws Exception {
        Operation<String, String> charge =
                charge(fixture.operation().key(order -> null).whenKeyIsMissing(MissingKeyPolicy.EXECUTE_UNGUARDED));

        assertThat(charge.tryRun("42", IN_20_S)).isEqualTo(new Outcome.Bypassed<>("receipt", BypassReason.NO_KEY));
    }

    /** Without a key no two calls are the same one, so that no receiver may take one for a repetition of the other. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void E7_callsWithoutAKeyHaveEffectKeysOfTheirOwn(boolean killed) throws Exception {
        Operation<String, String> charge = fixture.operation()
                .key(order -> null)
                .whenKeyIsMissing(MissingKeyPolicy.EXECUTE_UNGUARDED)
                .killSwitch(() -> killed)
                .body((order, execution) -> execution.key().scope() + " " + execution.effectKey("charge"));

        assertThat(charge.run("42", IN_20_S)).startsWith("charge ").isNotEqualTo(charge.run("42", IN_20_S));
    }

    @Test
    void killSwitchBypassesWhileItIsOn() throws Exception {
        AtomicBoolean on = new AtomicBoolean(true);
        Operation<String, String> charge = charge(fixture.operation().killSwitch(on::get));

        assertThat(charge.tryRun("42", IN_20_S)).isEqualTo(new Outcome.Bypassed<>("receipt", BypassReason.KILL_SWITCH));
        assertThat(fixture.isNothing("42")).isTrue();
        on.set(false);
        assertThat(charge.tryRun("42", IN_20_S)).isInstanceOf(Outcome.Executed.class);
    }

    @Test
    void bypassedCallHasTheSameEffectKeys() throws Exception {
        OperationBuilder<String, String> builder = fixture.operation();
        String guarded =
                builder.body((o, execution) -> execution.effectKey("charge")).run("42", IN_20_S);

        String bypassed = fixture.operation()
                .killSwitch(() -> true)
                .body((o, execution) -> execution.effectKey("charge"))
                .run("42", IN_20_S);

        assertThat(bypassed).isEqualTo(guarded);
    }

    @Test
    void E4_callWithNeitherDeadlineNorLeaseIsRefused() {
        Operation<String, String> charge = charge(fixture.operation());

        assertThatThrownBy(() -> charge.tryRun("42")).isInstanceOf(DeadlineTooShortException.class);
        assertThat(fixture.claimIds.count()).isZero();
    }

    @Test
    void tooLittleTimeIsRefusedBeforeTheClaim() {
        Operation<String, String> charge = charge(fixture.operation());

        for (Duration left : List.of(Duration.ofMillis(500), Duration.ZERO, Duration.ofSeconds(-3))) {
            assertThatThrownBy(() -> charge.tryRun("42", Deadline.within(left)))
                    .isInstanceOf(DeadlineTooShortException.class)
                    .hasMessageContaining(" " + Math.max(0, left.toMillis()) + " ms are left")
                    .hasMessageContaining("500 ms are reserved");
        }

        assertThat(fixture.isNothing("42")).isTrue();
        assertThat(fixture.ran).isEmpty();
    }

    @Test
    void deadlinesBeyondTenYearsAreRefused() {
        Operation<String, String> charge = charge(fixture.operation());

        assertThatThrownBy(() -> Deadline.within(Duration.ofDays(36_500))).hasMessageContaining("remaining");
        assertThatThrownBy(() -> charge.tryRun("42", Deadline.at(Instant.MAX))).hasMessageContaining("ten years");
        assertThatThrownBy(() -> InProgressPolicy.waitUpTo(Duration.ofDays(36_500)))
                .hasMessageContaining("limit");
    }

    @Test
    void listsThatAreTooDeepAreRefusedBeforeAnythingRuns() throws Exception {
        Operation<Object, String> charge = fixture.engine(fixture.records)
                .fingerprinter(payload -> Fingerprint.sha256("any1", Blob.utf8("the same")))
                .build()
                .operation("charge", Object.class, String.class)
                .key(order -> "42")
                .body((order, execution) -> "done");
        List<Object> itself = new ArrayList<>();
        itself.add(itself);

        assertThatThrownBy(() -> charge.run(itself, IN_20_S))
                .isInstanceOf(InvalidPayloadException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(fixture.isNothing("42")).isTrue();
        Object deep = "order";
        for (int level = 0; level < 1000; level++) {
            deep = List.of(deep);
        }
        assertThat(charge.run(deep, IN_20_S)).isEqualTo("done");
    }

    @Test
    void payloadWithoutACanonicalFormIsRefused() {
        Operation<Object, String> charge = fixture.engine(fixture.records)
                .build()
                .operation("charge", Object.class, String.class)
                .key(order -> "42")
                .body((order, execution) -> "receipt");

        assertThatThrownBy(() -> charge.tryRun(new Object(), IN_20_S))
                .isInstanceOf(InvalidPayloadException.class)
                .hasMessageContaining("fingerprintOf");
        assertThat(fixture.claimIds.count()).isZero();
    }

    record Senseless(String argument, UnaryOperator<OperationBuilder<String, String>> setting) {}

    static List<Senseless> senseless() {
        return List.of(
                new Senseless("dedupeWindow", b -> b.dedupeWindow(Duration.ofSeconds(4))),
                new Senseless("dedupeWindow", b -> b.dedupeWindow(Duration.ofSeconds(-1))),
                new Senseless("dedupeWindow", b -> b.dedupeWindow(Duration.ofDays(36_500))),
                new Senseless("retention", b -> b.retention(Duration.ofHours(1))),
                new Senseless("retention", b -> b.retention(Duration.ofDays(36_500))),
                new Senseless("lease", b -> b.lease(Duration.ofMillis(2_500))),
                new Senseless("lease", b -> b.lease(Duration.ofDays(36_500))),
                new Senseless("recordingTime", b -> b.recordingTime(Duration.ZERO)),
                new Senseless(
                        "onFailure",
                        b -> b.onFailure(
                                FailureRule.finalFor(
                                        "x",
                                        IllegalStateException.class,
                                        FailureCodec.message(IllegalStateException::new)),
                                FailureRule.finalFor(
                                        "x",
                                        IllegalArgumentException.class,
                                        FailureCodec.message(IllegalArgumentException::new)))));
    }

    @ParameterizedTest
    @MethodSource("senseless")
    void senselessSettingsAreRefusedWhenBuilt(Senseless senseless) {
        assertThatThrownBy(() -> senseless.setting().apply(fixture.operation()).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'charge'")
                .hasMessageContaining(senseless.argument());
    }

    @Test
    void operationWithoutKeyNameOrCodecIsRefusedWhenBuilt() {
        var engine = fixture.engine(fixture.records).build();

        assertThatThrownBy(() ->
                        engine.operation("charge", String.class, String.class).build())
                .hasMessageContaining("key(...)");
        assertThatThrownBy(() -> engine.operation("", String.class, String.class))
                .hasMessageContaining("name");
        assertThatThrownBy(() -> engine.operation("charge", String.class, Object.class))
                .hasMessageContaining("codec")
                .hasMessageContaining("java.lang.Object");
        assertThatThrownBy(() -> engine.operation("charge", Duration.class, String.class)
                        .key(Duration::toString)
                        .build())
                .hasMessageContaining("withoutFingerprint()")
                .hasMessageContaining("java.time.Duration");
    }

    @Test
    void secondOperationOfANameIsRefused() {
        Idempotency engine = fixture.engine(fixture.records).build();
        OperationBuilder<String, String> charge =
                engine.operation("charge", String.class, String.class).key(order -> order);
        charge(charge);

        assertThatThrownBy(() -> charge(charge))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'charge'", "that name", "inside the handler method", "field");
        assertThatThrownBy(charge::build).hasMessageContaining("that name");
        assertThatThrownBy(
                        () -> charge.transaction(fixture.records, (order, context) -> Transaction.of(order, () -> {})))
                .hasMessageContaining("that name");
        charge(engine.operation("refund", String.class, String.class).key(order -> order));
    }

    @Test
    void refusedOperationTakesNoName() {
        OperationBuilder<String, String> charge = fixture.operation().lease(Duration.ZERO);
        assertThatThrownBy(() -> charge(charge)).hasMessageContaining("lease");

        assertThat(charge(charge.lease(Duration.ofMinutes(1))).name()).isEqualTo("charge");
    }

    @Test
    void callsThatHaveNoKeyByTheirNatureRunWithoutProtection() throws Exception {
        OperationTemplate<String, String> charge =
                fixture.operation().tenant(order -> null).build();
        assertThatThrownBy(() -> charge.run("42", IN_20_S, (order, execution) -> "receipt"))
                .isInstanceOf(InvalidKeyException.class);

        assertThat(charge.withoutKey().tryRun("42", IN_20_S, (order, execution) -> "receipt"))
                .isEqualTo(new Outcome.Bypassed<>("receipt", BypassReason.NO_KEY));
    }

    @Test
    void senselessEnginesAreRefused() {
        assertThatThrownBy(() -> fixture.engine(fixture.records).clockSkew(Duration.ofSeconds(-1)))
                .hasMessageContaining("clockSkew");
        assertThatThrownBy(() -> fixture.engine(fixture.records).replayCache(0, 1))
                .hasMessageContaining("maxEntries");
        assertThatThrownBy(() -> fixture.engine(fixture.records).replayCache(1, 0))
                .hasMessageContaining("maxBytes");
    }
}
