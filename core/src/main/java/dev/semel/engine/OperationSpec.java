// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.FailureRule;
import dev.semel.InProgressPolicy;
import dev.semel.KeyExtractor;
import dev.semel.MissingKeyPolicy;
import dev.semel.OutagePolicy;
import dev.semel.Replay;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.codec.TypeRef;
import dev.semel.model.FingerprintPolicy;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one operation was built with; see the setters of {@link OperationBuilder}. Immutable. */
public record OperationSpec<I, R>(
        String name,
        TypeRef<R> result,
        @Nullable Function<I, @Nullable String> tenant,
        KeyExtractor<I> key,
        MissingKeyPolicy whenKeyIsMissing,
        @Nullable Function<I, @Nullable Object> fingerprinted,
        FingerprintPolicy fingerprintPolicy,
        Duration dedupeWindow,
        Duration retention,
        @Nullable Duration lease,
        Duration recordingTime,
        InProgressPolicy onInProgress,
        UnknownOutcomePolicy<I, R> onUnknownOutcome,
        boolean effectsAreSteps,
        boolean effectKeysPerGeneration,
        List<FailureRule> onFailure,
        @Nullable Replay<I, R> onReplay,
        OutagePolicy whenStoreIsUnavailable,
        @Nullable Duration claimTimeout,
        BooleanSupplier killSwitch) {

    /** Returns the rule that decides about {@code thrown}; null for none. */
    @Nullable
    FailureRule ruleFor(Throwable thrown) {
        for (FailureRule rule : onFailure) {
            if (rule.fits(thrown)) {
                return rule;
            }
        }
        return null;
    }

    /** Returns this specification, of an operation that makes every effect in a step. */
    public OperationSpec<I, R> withEffectsInSteps() {
        return new OperationSpec<>(
                name,
                result,
                tenant,
                key,
                whenKeyIsMissing,
                fingerprinted,
                fingerprintPolicy,
                dedupeWindow,
                retention,
                lease,
                recordingTime,
                onInProgress,
                onUnknownOutcome,
                true,
                effectKeysPerGeneration,
                onFailure,
                onReplay,
                whenStoreIsUnavailable,
                claimTimeout,
                killSwitch);
    }
}
