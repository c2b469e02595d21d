// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Quarantined;
import dev.semel.model.IdempotencyRecord.Released;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.CheckpointStore;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The contract of a {@link CheckpointStore} beyond the {@link StoreContract}: it keeps recovery points, once, in order,
 * over every take-over. Extend it with the one method.
 */
public abstract class CheckpointStoreContract extends ContractRules {

    /** Creates a contract; JUnit creates one for each test. */
    protected CheckpointStoreContract() {}

    /** {@return the store under test, empty or shared with other tests; the same one each time within a test} */
    @Override
    protected abstract CheckpointStore store();

    @Test
    void S5_aCheckpointIsKeptInTheRecord() {
        InProgress mine = claimed();
        RecoveryPoint point = point("charge", Blob.utf8("payment 7"));
        InProgress reached = (InProgress) applied(checkpoint(mine.claim().id(), point));
        assertThat(reached)
                .isEqualTo(new InProgress(
                        mine.claim(),
                        PAYLOAD,
                        2,
                        Certainty.NOT_STARTED,
                        mine.leaseExpiresAt(),
                        mine.retainedUntil(),
                        List.of(point)));
        assertThat(found()).isEqualTo(reached);
    }

    @Test
    void S5_checkpointsKeepTheirOrder() {
        ClaimId id = claimed().claim().id();
        List<RecoveryPoint> points = List.of(point("z", Blob.utf8("1")), point("a", null), point("m", Blob.utf8("3")));
        points.forEach(point -> applied(checkpoint(id, point)));
        assertThat(points(found())).isEqualTo(points);
    }

    @Test
    void S6_aRepeatedCheckpointIsRecognisedWheneverItIsReached() {
        ClaimId id = claimed().claim().id();
        RecoveryPoint first = point("charge", Blob.utf8("payment 7"));
        IdempotencyRecord reached = applied(checkpoint(id, first));
        after(Duration.ofSeconds(3));
        RecoveryPoint again = new RecoveryPoint("charge", Blob.utf8("payment 7"), 2, now());
        assertThat(applied(checkpoint(id, again))).isEqualTo(reached);
        assertThat(found()).isEqualTo(reached);
    }

    @Test
    void S5_aCheckpointOnceStoredNeverChanges() {
        ClaimId id = claimed().claim().id();
        IdempotencyRecord reached = applied(checkpoint(id, point("charge", Blob.utf8("payment 7"))));
        expectFenced(checkpoint(id, point("charge", Blob.utf8("payment 8"))), reached);
        expectFenced(checkpoint(id, point("charge", null)), reached);
    }

    @Test
    void S10_nullAndNoBytesAreDifferentValues() {
        ClaimId id = claimed().claim().id();
        IdempotencyRecord reached = applied(checkpoint(id, point("charge", null)));
        assertThat(found()).isEqualTo(reached);
        expectFenced(checkpoint(id, point("charge", Blob.of(new byte[0]))), reached);
    }

    @Test
    void S5_aCheckpointOfAStrangerIsFenced() {
        InProgress mine = claimed();
        expectFenced(checkpoint(newId(), point("charge", null)), mine);
    }

    @Test
    void S5_aCheckpointOnNothingIsFenced() {
        assertThat(checkpoint(newId(), point("charge", null))).isEqualTo(new WriteVerdict.Fenced(null));
    }

    @Test
    void S5_aCheckpointAfterReleaseIsFenced() {
        ClaimId id = claimed().claim().id();
        applied(checkpoint(id, point("charge", null)));
        Released released = released(id, Certainty.UNKNOWN);
        expectFenced(checkpoint(id, point("mail", null)), released);
        expectFenced(checkpoint(id, point("charge", null)), released);
    }

    @Test
    void S5_aCheckpointAfterTakeOverIsFenced() {
        ClaimId former = claimed().claim().id();
        at(LEASE_END);
        InProgress taken = claimed();
        expectFenced(checkpoint(former, point("charge", null)), taken);
    }

    @Test
    void S5_aCheckpointAfterCompletionIsFenced() {
        ClaimId id = claimed().claim().id();
        Completed completed = completed(id, RESULT);
        expectFenced(checkpoint(id, point("charge", null)), completed);
    }

    @Test
    void S5_aCheckpointAfterTheRetentionIsFenced() {
        InProgress mine = claimed();
        at(RETENTION_END);
        expectFenced(checkpoint(mine.claim().id(), point("charge", null)), mine);
    }

    @Test
    void S5_aLapsedLeaseStillReachesACheckpoint() {
        ClaimId id = claimed().claim().id();
        at(justBefore(RETENTION_END));
        assertThat(applied(checkpoint(id, point("charge", null)))).isEqualTo(found());
    }

    @Test
    void S2_recoveryPointsSurviveTakeOver() {
        RecoveryPoint point = point("charge", Blob.utf8("payment 7"));
        applied(checkpoint(claimed().claim().id(), point));
        at(LEASE_END);
        InProgress taken = claimed();
        assertThat(taken.recoveryPoints()).containsExactly(point);
        RecoveryPoint next = new RecoveryPoint("mail", null, 2, now());
        applied(checkpoint(taken.claim().id(), next));
        assertThat(points(found())).containsExactly(point, next);
    }

    @Test
    void S2_recoveryPointsSurviveReleaseAndRenewal() {
        RecoveryPoint point = point("charge", Blob.utf8("payment 7"));
        ClaimId id = claimed().claim().id();
        applied(checkpoint(id, point));
        applied(renew(id, LEASE.multipliedBy(2), RETENTION));
        assertThat(points(found())).containsExactly(point);
        assertThat(released(id, Certainty.UNKNOWN).recoveryPoints()).containsExactly(point);
        assertThat(claimed().recoveryPoints()).containsExactly(point);
    }

    @Test
    void S2_recoveryPointsSurviveQuarantine() {
        RecoveryPoint point = point("charge", Blob.utf8("payment 7"));
        ClaimId id = claimed().claim().id();
        applied(checkpoint(id, point));
        assertThat(quarantined(id).recoveryPoints()).containsExactly(point);
        applied(resolve(id, reExecute()));
        assertThat(claimed().recoveryPoints()).containsExactly(point);
    }

    @Test
    void S9_recoveryPointsAreDroppedAfterTheWindow() {
        ClaimId id = claimed().claim().id();
        applied(checkpoint(id, point("charge", null)));
        completed(id, RESULT);
        at(WINDOW_END);
        assertThat(claimed().recoveryPoints()).isEmpty();
        assertThat(points(found())).isEmpty();
    }

    @Test
    void S9_recoveryPointsAreDroppedAfterTheRetention() {
        applied(checkpoint(claimed().claim().id(), point("charge", null)));
        at(RETENTION_END);
        assertThat(claimed().recoveryPoints()).isEmpty();
    }

    @Test
    void S10_aRecoveryPointComesBackByteForByte() {
        ClaimId id = claimed().claim().id();
        List<RecoveryPoint> points = List.of(
                point("empty", Blob.of(new byte[0])),
                point("every byte", Blob.of(ResultRules.everyByte())),
                point("Gr\u00fc\u00dfe/\uD83D\uDE00 #.:'\"\\ ", null),
                point("e\u0301", Blob.utf8("a")),
                point("\u00e9", Blob.utf8("b")));
        points.forEach(point -> applied(checkpoint(id, point)));
        assertThat(points(found())).isEqualTo(points);
    }

    @Test
    void S10_largeAndManyRecoveryPointsComeBack() {
        ClaimId id = claimed().claim().id();
        applied(checkpoint(id, point("large", Blob.of(ResultRules.noise(200_000)))));
        for (int i = 0; i < 40; i++) {
            applied(checkpoint(id, point("step " + i, Blob.utf8("value " + i))));
        }
        at(LEASE_END);
        List<RecoveryPoint> points = claimed().recoveryPoints();
        assertThat(points).hasSize(41).isEqualTo(points(found()));
        assertThat(points.get(0)).isEqualTo(new RecoveryPoint("large", Blob.of(ResultRules.noise(200_000)), 1, START));
        assertThat(points.get(40).name()).isEqualTo("step 39");
    }

    @Test
    void S10_aRecoveryPointThatIsTooLargeIsRefusedWithTheClaimIntact() {
        InProgress mine = claimed();
        RecoveryPoint large = point("charge", Blob.of(ResultRules.noise(2_000_000)));
        try {
            applied(checkpoint(mine.claim().id(), large));
            assertThat(points(found())).containsExactly(large);
        } catch (StoreException e) {
            assertThat(e.reason()).isEqualTo(StoreException.Reason.TOO_LARGE);
            assertThat(found()).isEqualTo(mine);
        }
    }

    @Test
    void S11_aClaimThatIsRefusedShowsTheRecoveryPoints() {
        ClaimId id = claimed().claim().id();
        InProgress reached = (InProgress) applied(checkpoint(id, point("charge", Blob.utf8("payment 7"))));
        expectRefused(claim(newId()), new ClaimVerdict.InProgress(reached), reached);
        expectRefused(claim(newId(), OTHER_PAYLOAD), new ClaimVerdict.Mismatch(reached), reached);
    }

    private RecoveryPoint point(String name, @Nullable Blob value) {
        return new RecoveryPoint(name, value, 1, now());
    }

    private WriteVerdict checkpoint(ClaimId id, RecoveryPoint point) {
        return store().checkpoint(new WriteRequest.Checkpoint(key, id, point), call());
    }

    private static List<RecoveryPoint> points(IdempotencyRecord record) {
        return switch (record) {
            case InProgress unfinished -> unfinished.recoveryPoints();
            case Released released -> released.recoveryPoints();
            case Quarantined parked -> parked.recoveryPoints();
            case Completed completed -> List.of();
            case IdempotencyRecord.Unreadable unreadable -> throw new AssertionError("unreadable: " + unreadable);
        };
    }
}
