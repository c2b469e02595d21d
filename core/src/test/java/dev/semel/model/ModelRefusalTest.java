// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import static dev.semel.model.Cases.KEY;
import static dev.semel.model.Cases.MINE;
import static dev.semel.model.Cases.PAYLOAD;
import static dev.semel.model.Cases.RESULT;
import static dev.semel.model.Cases.at;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.semel.model.WriteRequest.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Values refuse an argument by its name. */
class ModelRefusalTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Instant FINER = at(1).plusNanos(1);
    private static final Claim CLAIM = Cases.claim(MINE, 0);

    private static void refused(String message, ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(message);
    }

    @Test
    void keys() {
        refused("scope is empty", () -> IdempotencyKey.of("", "v"));
        refused("value is empty", () -> IdempotencyKey.of("s", ""));
    }

    @Test
    void claimIds() {
        refused("claim id has 22", () -> new ClaimId(""));
        refused("claim id has 22", () -> new ClaimId("A".repeat(21)));
        refused("claim id has 22", () -> new ClaimId("A".repeat(21) + "="));
        refused("claim id has 22", () -> new ClaimId("A".repeat(21) + "\u00e9"));
    }

    @Test
    void fingerprints() {
        refused("algorithm must be 1 to 32", () -> new Fingerprint("", "x"));
        refused("algorithm must be 1 to 32", () -> new Fingerprint("a".repeat(33), "x"));
        refused("algorithm must be 1 to 32", () -> new Fingerprint("SHA", "x"));
        refused("value must have at most 128", () -> new Fingerprint("a", "x".repeat(129)));
        refused("value must be empty", () -> new Fingerprint("a", ""));
        refused("value must be empty", () -> new Fingerprint("none", "x"));
    }

    @Test
    void effectKeys() {
        refused("effect key has 64", () -> new EffectKey("a".repeat(63)));
        refused("effect key has 64", () -> new EffectKey("A".repeat(64)));
        refused("effect name is empty", () -> EffectKey.of(KEY, ""));
        refused("effect name has an unpaired", () -> EffectKey.of(KEY, "\ud83d"));
    }

    @Test
    void claims() {
        refused("attempt must be", () -> new Claim(MINE, 1, 0, 1, at(0), ""));
        refused("generation 2", () -> new Claim(MINE, 1, 1, 2, at(0), ""));
        refused("claimedAt", () -> new Claim(MINE, 1, 1, 1, FINER, ""));
        refused("attempt must be", () -> new RecoveryPoint("p", null, 0, at(0)));
        refused("recovery point name is empty", () -> new RecoveryPoint("", null, 1, at(0)));
        refused("reachedAt", () -> new RecoveryPoint("p", null, 1, FINER));
    }

    @Test
    void records() {
        refused("leaseExpiresAt", () -> inProgress(FINER, at(5000)));
        refused("retainedUntil", () -> inProgress(at(3000), at(5001)));
        refused("retainedUntil", () -> inProgress(at(3001), at(3000)));
        refused("releasedAt", () -> released(FINER, at(5000)));
        refused("retainedUntil", () -> released(at(0), at(1)));
        refused("completedAt", () -> completed(FINER, at(5000)));
        refused("windowEndsAt", () -> completed(at(0), at(1)));
        refused("quarantinedAt", () -> quarantined("why", FINER));
        refused("reason is empty", () -> quarantined("", at(0)));
        refused("problem is empty", () -> new IdempotencyRecord.Unreadable(""));
    }

    @Test
    void results() {
        refused("failure type is empty", () -> new StoredResult.FinalFailure("", null));
        refused("reason is empty", () -> new StoredResult.Missing("", RESULT.digest()));
        refused("result digest is empty", () -> new ResultDigest(""));
    }

    @Test
    void durations() {
        for (Duration none : List.of(Duration.ZERO, SECOND.negated())) {
            refused("lease must be positive", () -> claim(none, SECOND));
            refused("retention must be positive", () -> claim(SECOND, none));
            refused("window must be positive", () -> new WriteRequest.Complete(KEY, MINE, RESULT, none));
            refused("lease must be positive", () -> new WriteRequest.Renew(KEY, MINE, none, SECOND));
            refused("retention must be positive", () -> new WriteRequest.Renew(KEY, MINE, SECOND, none));
            refused("window must be positive", () -> new Resolution.WithResult(RESULT, none));
            refused("retention must be positive", () -> new Resolution.ReExecute(none));
        }
    }

    @Test
    void commitsNeverAnswerClaimed() {
        ClaimVerdict claimed = new ClaimVerdict.Claimed(Cases.inProgress(CLAIM, Certainty.NOT_STARTED));

        refused("verdict must not be Claimed", () -> new CommitVerdict.Answered(claimed));
    }

    /** Callers in Java are not held to {@code @NullMarked}; these are the arguments that are checked by use. */
    @Test
    @SuppressWarnings("NullAway")
    void aMissingArgumentIsNamed() {
        missing("lease", () -> claim(null, SECOND));
        missing("retention", () -> claim(SECOND, null));
        missing("leaseExpiresAt", () -> inProgress(null, at(5000)));
        missing("retainedUntil", () -> inProgress(at(3000), null));
        missing("releasedAt", () -> released(null, at(5000)));
        missing("completedAt", () -> completed(null, at(5000)));
        missing("windowEndsAt", () -> completed(at(0), null));
        missing("quarantinedAt", () -> quarantined("why", null));
        missing(
                "recoveryPoints",
                () -> new IdempotencyRecord.InProgress(CLAIM, PAYLOAD, 1, Certainty.UNKNOWN, at(0), at(0), null));
    }

    private static void missing(String argument, ThrowingCallable call) {
        assertThatNullPointerException().isThrownBy(call).withMessage(argument);
    }

    private static ClaimRequest claim(Duration lease, Duration retention) {
        return new ClaimRequest(KEY, MINE, PAYLOAD, FingerprintPolicy.REFUSE_INCOMPARABLE, lease, retention, "source");
    }

    private static IdempotencyRecord inProgress(Instant lease, Instant retained) {
        return new IdempotencyRecord.InProgress(CLAIM, PAYLOAD, 1, Certainty.UNKNOWN, lease, retained, List.of());
    }

    private static IdempotencyRecord released(Instant at, Instant retained) {
        return new IdempotencyRecord.Released(CLAIM, PAYLOAD, 1, Certainty.UNKNOWN, at, retained, List.of());
    }

    private static IdempotencyRecord completed(Instant at, Instant window) {
        return new IdempotencyRecord.Completed(CLAIM, PAYLOAD, 1, RESULT, at, window);
    }

    private static IdempotencyRecord quarantined(String reason, Instant at) {
        return new IdempotencyRecord.Quarantined(CLAIM, PAYLOAD, 1, reason, at, List.of());
    }
}
