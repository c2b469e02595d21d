// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.ClaimId;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyKey;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call of an operation, up to the claim: computes key and fingerprint once (E6), refuses what is senseless before
 * anything ran (E7), and decides whether the call is guarded at all.
 */
record Invocation<I, R>(
        Engine engine,
        OperationSpec<I, R> spec,
        I input,
        Body<I, R> body,
        @Nullable Deadline callDeadline,
        Instant began) {

    /** What {@code run} gives: the value, or the exception that stands for an outcome without one. */
    @Nullable
    R value() throws Exception {
        Identity identity = identity();
        return switch (outcome(identity)) {
            case Outcome.Executed<R> executed -> executed.value();
            case Outcome.Replayed<R> replayed -> replayed.value();
            case Outcome.Bypassed<R> bypassed -> bypassed.value();
            case Outcome.FinallyFailed<R> failed -> throw failed.failure();
            case Outcome.InProgress<R> held -> throw OperationInProgressException.of(identity.key(), held);
            case Outcome.Mismatch<R> mismatch -> throw PayloadMismatchException.of(identity.key());
            case Outcome.Unverifiable<R> other -> throw UnverifiablePayloadException.of(identity.key(), other.record());
            case Outcome.Quarantined<R> parked -> throw KeyQuarantinedException.of(identity.key(), parked.record());
            case Outcome.ClaimLost<R> lost -> throw ClaimLostException.of(identity.key(), lost.winner());
            case Outcome.NotRecorded<R> kept ->
                throw ResultNotRecordedException.of(identity.key(), kept.value(), kept.cause());
            case Outcome.ResultUnavailable<R> missing ->
                throw ResultUnavailableException.of(identity.key(), missing.cause());
        };
    }

    /** What {@code tryRun} gives. */
    Outcome<R> outcome() throws Exception {
        return outcome(identity());
    }

    private Outcome<R> outcome(Identity identity) throws Exception {
        return switch (identity) {
            case Guarded guarded -> {
                StoreCalls store = new StoreCalls(engine, guarded.key());
                Claiming claiming = new Claiming(engine, spec, store, guarded.fingerprint(), deadline());
                yield new GuardedCall<>(engine, spec, input, body, guarded.key(), guarded.fingerprint(), claiming)
                        .outcome();
            }
            case Unguarded unguarded ->
                UnguardedCall.run(engine, unguarded.key(), unguarded.reason(), end(), input, body);
        };
    }

    private sealed interface Identity {
        IdempotencyKey key();
    }

    private record Guarded(IdempotencyKey key, Fingerprint fingerprint) implements Identity {}

    private record Unguarded(IdempotencyKey key, Outcome.BypassReason reason) implements Identity {}

    private Identity identity() {
        if (callDeadline == null && spec.lease() == null) {
            throw DeadlineTooShortException.none(spec.name());
        }
        if (spec.killSwitch().getAsBoolean()) {
            return new Unguarded(keyOrUnique(), Outcome.BypassReason.KILL_SWITCH);
        }
        try {
            return new Guarded(key(), fingerprint());
        } catch (MissingKeyPartException e) {
            return switch (spec.whenKeyIsMissing()) {
                case REFUSE -> throw InvalidKeyException.missing(spec.name(), e);
                case EXECUTE_UNGUARDED -> new Unguarded(uniqueKey(), Outcome.BypassReason.NO_KEY);
            };
        }
    }

    private IdempotencyKey key() {
        try {
            String tenant = tenant();
            String value = spec.key().extract(input);
            if (value == null || value.isEmpty()) {
                throw new MissingKeyPartException("the input has " + (value == null ? "no key" : "an empty key"));
            }
            return new IdempotencyKey(tenant, spec.name(), value);
        } catch (MissingKeyPartException e) {
            throw e;
        } catch (RuntimeException e) {
            throw InvalidKeyException.failed(spec.name(), e);
        }
    }

    private String tenant() {
        Function<I, @Nullable String> extractor = spec.tenant();
        if (extractor == null) {
            return "";
        }
        String tenant = extractor.apply(input);
        if (tenant == null || tenant.isEmpty()) {
            throw new MissingKeyPartException("the input has " + (tenant == null ? "no tenant" : "an empty tenant"));
        }
        return tenant;
    }

    private IdempotencyKey keyOrUnique() {
        try {
            return key();
        } catch (InvalidKeyException | MissingKeyPartException e) { // a bypassed call needs no key but for effect keys
            return uniqueKey();
        }
    }

    private IdempotencyKey uniqueKey() {
        ClaimId unique = engine.claimIds().next();
        return IdempotencyKey.of(spec.name(), "unguarded-" + unique);
    }

    private Fingerprint fingerprint() {
        Function<I, @Nullable Object> part = spec.fingerprinted();
        if (part == null) {
            return Fingerprint.NONE;
        }
        Fingerprinter fingerprinter = Objects.requireNonNull(engine.fingerprinter(), "checked when built");
        try {
            return fingerprinter.fingerprint(part.apply(input));
        } catch (RuntimeException e) {
            throw InvalidPayloadException.noFingerprint(spec.name(), e);
        }
    }

    private @Nullable Instant deadline() {
        return callDeadline == null ? null : callDeadline.from(began);
    }

    private Instant end() {
        Instant deadline = deadline();
        if (deadline != null) {
            return deadline;
        }
        return engine.clock().instant().plus(Objects.requireNonNull(spec.lease(), "checked at the start"));
    }
}
