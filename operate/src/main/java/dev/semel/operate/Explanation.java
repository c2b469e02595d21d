// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.operate;

import dev.semel.model.EffectKey;
import dev.semel.model.IdempotencyRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The explanation of one key at one moment, as a value. {@link ExplanationText} tells it in words.
 *
 * @param name the name of the record
 * @param now the moment
 * @param record the record; empty if the store holds none
 * @param situation the situation in one word
 * @param next the answer to the next call with the same payload
 * @param withPayload the answer to the next call with the payload that was asked about; empty if none was
 */
public record Explanation(
        RecordName name,
        Instant now,
        Optional<IdempotencyRecord> record,
        Situation situation,
        NextDuplicate next,
        Optional<NextDuplicate> withPayload) {

    /** Validates that every part is there. */
    public Explanation {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(situation, "situation");
        Objects.requireNonNull(next, "next");
        Objects.requireNonNull(withPayload, "withPayload");
    }

    /** {@return the record, if it was read and understood} */
    public Optional<IdempotencyRecord.Known> known() {
        return record.flatMap(
                any -> any instanceof IdempotencyRecord.Known known ? Optional.of(known) : Optional.empty());
    }

    /**
     * {@return the effect keys by effect, of the recovery points and of the effects that are named} Empty if the
     * caller's key is not known. An operation with {@code effectKeysPerGeneration()} has others.
     *
     * @param effects names of effects that are no recovery points yet
     */
    public Map<String, EffectKey> effectKeys(List<String> effects) {
        Map<String, EffectKey> keys = new LinkedHashMap<>();
        name.intent().ifPresent(key -> {
            known().ifPresent(known ->
                    known.recoveryPoints().forEach(point -> keys.put(point.name(), EffectKey.of(key, point.name()))));
            effects.forEach(effect -> keys.put(effect, EffectKey.of(key, effect)));
        });
        return keys;
    }
}
