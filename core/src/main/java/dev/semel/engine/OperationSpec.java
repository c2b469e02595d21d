// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.FailureRule;
import dev.semel.InProgressPolicy;
import dev.semel.KeyExtractor;
import dev.semel.MissingKeyPolicy;
import dev.semel.OperationBuilder;
import dev.semel.OutagePolicy;
import dev.semel.Replay;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.codec.TypeRef;
import dev.semel.model.FingerprintPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one operation; see the setters of {@link OperationBuilder}. Immutable.
 *
 * @param name the scope of the operation's keys
 * @param result the type of the result
 * @param isNullable whether a result may be null
 * @param keying the parts of the key
 * @param fingerprinting the comparison of payloads
 * @param timing the durations
 * @param duplicates the answers to duplicates
 * @param failures the meaning of failures
 * @param effects the whereabouts and names of effects
 * @param bypass the permissions to run without protection
 */
public record OperationSpec<I, R>(
        String name,
        TypeRef<R> result,
        boolean isNullable,
        Keying<I> keying,
        Fingerprinting<I> fingerprinting,
        Timing timing,
        Duplicates<I, R> duplicates,
        Failures<I, R> failures,
        Effects effects,
        Bypass bypass) {

    /** {@return these settings with other durations} */
    OperationSpec<I, R> with(Timing durations) {
        return new OperationSpec<>(
                name, result, isNullable, keying, fingerprinting, durations, duplicates, failures, effects, bypass);
    }

    /** {@return these settings for calls without a key, which run without protection} */
    public OperationSpec<I, R> withoutKey() {
        Bypass unguarded =
                new Bypass(MissingKeyPolicy.EXECUTE_UNGUARDED, bypass.whenStoreIsUnavailable(), bypass.killSwitch());
        return new OperationSpec<>(
                name,
                result,
                isNullable,
                new Keying<>(null, input -> null),
                fingerprinting,
                timing,
                duplicates,
                failures,
                effects,
                unguarded);
    }

    /**
     * {@return {@code value}, which a body or reconciler gave as the result}
     *
     * @param part the part that gave it, for the message
     * @throws ContractException if it is null, and the operation did not declare that a result may be
     */
    @Nullable
    R requireResult(String part, @Nullable R value) {
        if (value == null && !isNullable) {
            throw ContractException.nullResult(name, part);
        }
        return value;
    }

    /** The parts of a key that the input yields. */
    public record Keying<I>(@Nullable Function<I, @Nullable String> tenant, KeyExtractor<I> key) {}

    /**
     * The comparison of payloads.
     *
     * @param part the part of the input that must be equal in every call with one key; null to compare nothing
     */
    public record Fingerprinting<I>(@Nullable Function<I, @Nullable Object> part, FingerprintPolicy policy) {}

    /**
     * The durations of an operation.
     *
     * @param isWindowDeclared whether the user set the window; else a source may lengthen it
     * @param lease null if every call has a deadline, which the lease then covers
     * @param claimTimeout null for as long as the call allows
     */
    public record Timing(
            Duration dedupeWindow,
            boolean isWindowDeclared,
            Duration retention,
            @Nullable Duration lease,
            Duration recordingTime,
            @Nullable Duration claimTimeout) {

        /** {@return these durations with another window, and a retention that is not shorter} */
        Timing lengthened(Duration window) {
            return new Timing(
                    window,
                    isWindowDeclared,
                    retention.compareTo(window) < 0 ? window : retention,
                    lease,
                    recordingTime,
                    claimTimeout);
        }

        /** {@return the lease of an operation that declares one} */
        Duration declaredLease() {
            return Objects.requireNonNull(lease, "a call without a deadline has a declared lease");
        }
    }

    /**
     * The answers to duplicates.
     *
     * @param onReplay makes the answer of a replay; null for the stored result
     * @param answersAsStored whether the first caller gets what duplicates get
     */
    public record Duplicates<I, R>(
            InProgressPolicy onInProgress, @Nullable Replay<I, R> onReplay, boolean answersAsStored) {}

    /** The meaning of failures. */
    public record Failures<I, R>(UnknownOutcomePolicy<I, R> onUnknownOutcome, List<FailureRule> rules) {

        /** {@return the rule that decides about {@code thrown}; empty if none is declared} */
        Optional<FailureRule> ruleFor(Throwable thrown) {
            for (FailureRule rule : rules) {
                if (rule.fits(thrown)) {
                    return Optional.of(rule);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * The effects of an operation.
     *
     * @param areSteps whether the body makes every effect in a step
     * @param keysPerGeneration whether effect keys change once the record is absent
     */
    public record Effects(boolean areSteps, boolean keysPerGeneration) {}

    /** The permissions to run without protection. */
    public record Bypass(
            MissingKeyPolicy whenKeyIsMissing, OutagePolicy whenStoreIsUnavailable, BooleanSupplier killSwitch) {

        boolean failsOpen() {
            return whenStoreIsUnavailable == OutagePolicy.EXECUTE_UNGUARDED;
        }
    }
}
