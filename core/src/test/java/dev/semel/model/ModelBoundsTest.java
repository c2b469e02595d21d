// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import static dev.semel.model.Cases.KEY;
import static dev.semel.model.Cases.MINE;
import static dev.semel.model.Cases.PAYLOAD;
import static dev.semel.model.Cases.RESULT;
import static dev.semel.model.Cases.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.semel.step.Receiver;
import dev.semel.store.ListingStore;
import dev.semel.store.StoreCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each limit of a value: the last that it takes, and the first that it refuses. */
class ModelBoundsTest {

    private static final Duration NANO = Duration.ofNanos(1);

    private static void refused(String message, ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(message);
    }

    // ---- texts ----

    @ParameterizedTest
    @ValueSource(strings = {"a", "z", "0", "9", ".", "_", "-", "abcdefghijklmnopqrstuvwxyz012345"})
    void algorithmsThatAreTaken(String algorithm) {
        assertThat(new Fingerprint(algorithm, "x").algorithm()).isEqualTo(algorithm);
    }

    @ParameterizedTest
    @ValueSource(strings = {"`", "{", "/", ":", "A", "Z", ",", "^", "abcdefghijklmnopqrstuvwxyz0123456"})
    void algorithmsThatAreNot(String algorithm) {
        refused("algorithm must be", () -> new Fingerprint(algorithm, "x"));
    }

    @Test
    void fingerprintsHaveUpTo128Characters() {
        assertThat(new Fingerprint("a", "x".repeat(128)).value()).hasSize(128);
        refused("at most 128 characters, has 129", () -> new Fingerprint("a", "x".repeat(129)));
        assertThat(new Fingerprint("none", "")).isEqualTo(Fingerprint.NONE);
    }

    @ParameterizedTest
    @ValueSource(chars = {'A', 'Z', 'a', 'z', '0', '9', '-', '_'})
    void charactersOfClaimIds(char taken) {
        assertThat(new ClaimId("A".repeat(21) + taken).value()).endsWith(String.valueOf(taken));
    }

    @ParameterizedTest
    @ValueSource(chars = {'@', '[', '`', '{', '/', ':', ',', '.', '^'})
    void charactersThatNoClaimIdHas(char refused) {
        refused("22 characters", () -> new ClaimId("A".repeat(21) + refused));
        refused("22 characters", () -> new ClaimId(refused + "A".repeat(21)));
    }

    @Test
    void claimIdsHave22Characters() {
        refused("22 characters", () -> new ClaimId("A".repeat(21)));
        refused("22 characters", () -> new ClaimId("A".repeat(23)));
    }

    @ParameterizedTest
    @ValueSource(chars = {'/', ':', '`', 'g', 'A', 'F'})
    void charactersThatNoEffectKeyHas(char refused) {
        refused("64 lower-case", () -> new EffectKey("a".repeat(63) + refused));
    }

    @Test
    void effectKeysHave64Digits() {
        assertThat(new EffectKey("0123456789abcdef".repeat(4)).value()).hasSize(64);
        refused("64 lower-case", () -> new EffectKey("a".repeat(63)));
        refused("64 lower-case", () -> new EffectKey("a".repeat(65)));
    }

    @Test
    void effectKeysFitFrom36Characters() {
        EffectKey key = EffectKey.of(KEY, "pay");

        refused("at least 36, is 35", () -> key.fitting(35));
        assertThat(key.fitting(36)).hasSize(36).isEqualTo(key.fitting(63));
        assertThat(key.fitting(64)).isEqualTo(key.value()).isEqualTo(key.fitting(1000));
    }

    @Test
    void receiversTakeFrom36Characters() {
        assertThat(new Receiver("r", "f", 36, NANO).remembers()).isEqualTo(NANO);
        refused("at least 36, is 35", () -> new Receiver("r", "f", 35, null));
        refused("remembers must be positive", () -> new Receiver("r", "f", 36, Duration.ZERO));
    }

    @Test
    void keysAreShownIn40Characters() {
        assertThat(IdempotencyKey.of("s".repeat(40), "v".repeat(40)).brief())
                .isEqualTo("s".repeat(40) + "/" + "v".repeat(40));
        assertThat(IdempotencyKey.of("s".repeat(41), "v".repeat(41)).brief())
                .isEqualTo("s".repeat(37) + ".../" + "v".repeat(37) + "...");
        assertThat(IdempotencyKey.of("s", " \u001F~\u007F").brief()).isEqualTo("s/ ?~?");
    }

    @Test
    void surrogatesAreTakenInPairs() {
        assertThat(IdempotencyKey.of("s", "\uD83D\uDE00").value()).hasSize(2);
        assertThat(IdempotencyKey.of("s", "\uD7FF\uE000").value()).hasSize(2);
        for (String unpaired :
                List.of("\uD800", "\uDFFF", "a\uDBFF", "\uDC00a", "\uD83D\uD83D\uDE00", "\uDE00\uD83D")) {
            refused("value has an unpaired surrogate", () -> IdempotencyKey.of("s", unpaired));
            refused("scope has an unpaired surrogate", () -> IdempotencyKey.of(unpaired, "v"));
            refused("tenant has an unpaired surrogate", () -> new IdempotencyKey(unpaired, "s", "v"));
        }
    }

    @Test
    void aKeyHasEveryPartButPerhapsNoTenant() {
        assertThat(new IdempotencyKey("", "s", "v")).isEqualTo(IdempotencyKey.of("s", "v"));
        refused("scope is empty", () -> new IdempotencyKey("t", "", "v"));
        refused("value is empty", () -> new IdempotencyKey("t", "s", ""));
    }

    // ---- numbers and moments ----

    @Test
    void attemptsAreCountedFromOne() {
        assertThat(new Claim(MINE, 0, 1, 0, at(0), "").attempt()).isEqualTo(1);
        refused("at least 1, is 0", () -> new Claim(MINE, 0, 0, 0, at(0), ""));
        assertThat(new RecoveryPoint("p", null, 1, at(0)).attempt()).isEqualTo(1);
        refused("at least 1, is 0", () -> new RecoveryPoint("p", null, 0, at(0)));
    }

    @Test
    void aGenerationIsAtMostTheFence() {
        assertThat(new Claim(MINE, 7, 1, 7, at(0), "").generation()).isEqualTo(7);
        refused("generation 8", () -> new Claim(MINE, 7, 1, 8, at(0), ""));
    }

    @Test
    void momentsAreWholeMillisecondsOrSeconds() {
        assertThat(new Claim(MINE, 1, 1, 1, at(1), "").claimedAt()).isEqualTo(at(1));
        for (Instant finer : List.of(at(1).plusNanos(1), at(1).minusNanos(1))) {
            refused("whole millisecond", () -> new Claim(MINE, 1, 1, 1, finer, ""));
        }
        assertThat(completed(at(1000)).windowEndsAt()).isEqualTo(at(1000));
        refused("whole second", () -> completed(at(1001)));
        refused("whole second", () -> completed(at(999)));
    }

    @Test
    void aLeaseEndsNoLaterThanTheRetention() {
        assertThat(inProgress(at(5000), at(5000)).leaseExpiresAt()).isEqualTo(at(5000));
        refused("must not be before leaseExpiresAt", () -> inProgress(at(5001), at(5000)));
    }

    @Test
    void recordsEndAtTheirMomentAndNotBefore() {
        IdempotencyRecord.InProgress executing = inProgress(at(3000), at(5000));

        assertThat(executing.isLeaseLive(at(2999))).isTrue();
        assertThat(executing.isLeaseLive(at(3000))).isFalse();
        assertThat(executing.isExpired(at(4999))).isFalse();
        assertThat(executing.isExpired(at(5000))).isTrue();
        assertThat(completed(at(5000)).isExpired(at(4999))).isFalse();
        assertThat(completed(at(5000)).isExpired(at(5000))).isTrue();
        assertThat(released(at(5000)).isExpired(at(4999))).isFalse();
        assertThat(released(at(5000)).isExpired(at(5000))).isTrue();
    }

    @Test
    void durationsArePositive() {
        assertThat(claim(NANO, NANO).lease()).isEqualTo(NANO);
        refused("lease must be positive", () -> claim(Duration.ZERO, NANO));
        refused("retention must be positive", () -> claim(NANO, Duration.ZERO));
        assertThat(new WriteRequest.Complete(KEY, MINE, RESULT, NANO).window()).isEqualTo(NANO);
        assertThat(commit(NANO).window()).isEqualTo(NANO);
        refused("window must be positive", () -> commit(Duration.ZERO));
        refused("window must be positive", () -> commit(NANO.negated()));
    }

    @Test
    void storeCallsHaveTimeAndWholeMilliseconds() {
        assertThat(new StoreCall(at(1).plusNanos(999_999), NANO)).isEqualTo(new StoreCall(at(1), NANO));
        refused("timeout must be positive", () -> new StoreCall(at(0), Duration.ZERO));
    }

    @Test
    void pagesHave1To1000Records() {
        assertThat(new ListingStore.Query("", 1, "").limit()).isEqualTo(1);
        assertThat(new ListingStore.Query("", 1000, "").limit()).isEqualTo(1000);
        refused("1 to 1000, is 0", () -> new ListingStore.Query("", 0, ""));
        refused("1 to 1000, is 1001", () -> new ListingStore.Query("", 1001, ""));
    }

    // ---- parts that belong together ----

    @Test
    void aCompletionSawTheRecordOfItsOwnClaim() {
        IdempotencyRecord.InProgress mine = inProgress(at(3000), at(5000));
        ClaimId another = ClaimId.of(7, 7);

        assertThat(new WriteRequest.Complete(KEY, MINE, RESULT, NANO, mine).seen())
                .isEqualTo(mine);
        refused(
                "seen must be a record of the claim",
                () -> new WriteRequest.Complete(KEY, another, RESULT, NANO, mine));
    }

    /** Callers in Java are not held to {@code @NullMarked}. */
    @Test
    @SuppressWarnings("NullAway")
    void aMissingPartIsNamed() {
        missing("tenant", () -> new IdempotencyKey(null, "s", "v"));
        missing("scope", () -> new IdempotencyKey("", null, "v"));
        missing("value", () -> new IdempotencyKey("", "s", null));
        missing("algorithm", () -> new Fingerprint(null, "x"));
        missing("value", () -> new Fingerprint("a", null));
        missing("id", () -> new Claim(null, 1, 1, 1, at(0), ""));
        missing("claimedAt", () -> new Claim(MINE, 1, 1, 1, null, ""));
        missing("source", () -> new Claim(MINE, 1, 1, 1, at(0), null));
        missing("claimId", () -> new WriteRequest.Release(KEY, null, Certainty.UNKNOWN));
        missing("certainty", () -> new WriteRequest.Release(KEY, MINE, null));
        missing("result", () -> new WriteRequest.Complete(KEY, MINE, null, NANO));
        missing("key", () -> new WriteRequest.Complete(null, MINE, RESULT, NANO));
        missing("reason", () -> new WriteRequest.Quarantine(KEY, MINE, null));
        missing("point", () -> new WriteRequest.Checkpoint(KEY, MINE, null));
        missing("resolution", () -> new WriteRequest.Resolve(KEY, MINE, null));
    }

    private static void missing(String argument, ThrowingCallable call) {
        assertThatNullPointerException().isThrownBy(call).withMessage(argument);
    }

    private static ClaimRequest claim(Duration lease, Duration retention) {
        return new ClaimRequest(KEY, MINE, PAYLOAD, FingerprintPolicy.REFUSE_INCOMPARABLE, lease, retention, "source");
    }

    private static CommitRequest commit(Duration window) {
        return new CommitRequest(
                KEY, MINE, PAYLOAD, FingerprintPolicy.REFUSE_INCOMPARABLE, RESULT, window, true, "source");
    }

    private static IdempotencyRecord.InProgress inProgress(Instant lease, Instant retained) {
        return new IdempotencyRecord.InProgress(
                Cases.claim(MINE, 0), PAYLOAD, 1, Certainty.UNKNOWN, lease, retained, List.of());
    }

    private static IdempotencyRecord.Released released(Instant retained) {
        return new IdempotencyRecord.Released(
                Cases.claim(MINE, 0), PAYLOAD, 1, Certainty.UNKNOWN, at(0), retained, List.of());
    }

    private static IdempotencyRecord.Completed completed(Instant window) {
        return new IdempotencyRecord.Completed(Cases.claim(MINE, 0), PAYLOAD, 1, RESULT, at(0), window);
    }
}
