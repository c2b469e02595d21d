// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.semel.FailureRule;
import dev.semel.Idempotency;
import dev.semel.Reconciliation;
import dev.semel.codec.FailureCodec;
import dev.semel.codec.RecordContext;
import dev.semel.codec.RecordPart;
import dev.semel.model.EffectKey;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.Sha256;
import dev.semel.step.Step;
import dev.semel.store.InMemoryStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S13: a name with half a surrogate pair is refused where it is given; UTF-8 would make it the one with a "?". */
class UnpairedSurrogatesTest {

    private static final IdempotencyKey KEY = IdempotencyKey.of("charge", "1");
    private static final String DIGEST = "x".repeat(43);

    @ParameterizedTest
    @ValueSource(strings = {"\uD800", "a\uDC00", "\uD83Db", "\uDE00\uD83D"})
    void aNameWithoutAnExactEncodingIsRefused(String half) {
        Idempotency engine = Idempotency.builder(new InMemoryStore()).build();
        Map<String, Runnable> uses = new LinkedHashMap<>();
        uses.put("operation", () -> engine.operation(half, String.class, String.class));
        uses.put("source", () -> Idempotency.builder(new InMemoryStore()).source(half));
        uses.put("step", () -> Step.named(half));
        uses.put(
                "final failure",
                () -> FailureRule.finalFor(
                        half, IllegalStateException.class, FailureCodec.message(IllegalStateException::new)));
        uses.put("reason", () -> Reconciliation.stillUnknown(half));
        uses.put("key", () -> IdempotencyKey.of("charge", half));
        uses.put("scope", () -> IdempotencyKey.of(half, "1"));
        uses.put("tenant", () -> new IdempotencyKey(half, "charge", "1"));
        uses.put("effect", () -> EffectKey.of(KEY, half));
        uses.put("recovery point", () -> new RecoveryPoint(half, null, 1, Instant.EPOCH));
        uses.put("context of a step", () -> new RecordPart.StepResult(half));
        uses.put("context of a failure", () -> new RecordPart.Failure(half));
        uses.put("context's operation", () -> new RecordContext("", half, DIGEST, new RecordPart.Result()));
        uses.put("context's tenant", () -> new RecordContext(half, "charge", DIGEST, new RecordPart.Result()));
        uses.put("digest", () -> new Sha256().text(half));
        uses.forEach((name, use) -> assertThatIllegalArgumentException()
                .as(name)
                .isThrownBy(use::run)
                .withMessageContaining("unpaired surrogate")
                .satisfies(e -> assertThat(e.getMessage()).isPrintable()));
    }
}
