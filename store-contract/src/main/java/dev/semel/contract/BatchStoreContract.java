// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.BatchAnswer;
import dev.semel.store.BatchStore;
import dev.semel.testkit.AtOnce;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The contract of a {@link BatchStore} beyond the {@link StoreContract}: it answers each request of a batch as a single
 * call would, in order. Extend it with the one method.
 */
public abstract class BatchStoreContract extends ContractRules {

    /** More requests than any database takes at once. */
    private static final int MANY = 60;

    /** Creates a contract; JUnit creates one for each test. */
    protected BatchStoreContract() {}

    /** {@return the store under test, empty or shared with other tests; the same one each time within a test} */
    @Override
    protected abstract BatchStore store();

    // ---- claims ----

    @Test
    void S7_anEmptyBatchIsAnsweredByNothing() {
        assertThat(claimAll(List.of())).isEmpty();
        assertThat(store().writeAll(List.of(), call())).isEmpty();
    }

    @Test
    void S7_manyFreshClaimsAreAnsweredInOrder() {
        List<ClaimRequest> requests = freshClaims(MANY);
        List<ClaimVerdict> verdicts = claimAll(requests);
        for (int i = 0; i < MANY; i++) {
            ClaimRequest request = requests.get(i);
            InProgress expected = firstClaim(request.claimId(), START);
            assertThat(verdicts.get(i)).isEqualTo(new ClaimVerdict.Claimed(expected));
            assertThat(find(request.key())).isEqualTo(expected);
        }
    }

    @Test
    void S2_eachClaimOfABatchIsAnsweredForItsOwnRecord() {
        Known completed = completed();
        IdempotencyKey fresh = freshKey("fresh");
        IdempotencyKey held = freshKey("held");
        IdempotencyKey mismatched = freshKey("mismatched");
        IdempotencyKey released = freshKey("released");
        InProgress holding = claimOf(held);
        InProgress other = claimOf(mismatched);
        InProgress given = claimOf(released);
        store().release(new WriteRequest.Release(released, given.claim().id(), Certainty.NOT_EXECUTED), call());
        List<ClaimVerdict> verdicts = claimAll(List.of(
                claimRequest(held, newId(), PAYLOAD),
                claimRequest(released, newId(), PAYLOAD),
                claimRequest(key, newId(), PAYLOAD),
                claimRequest(fresh, newId(), PAYLOAD),
                claimRequest(mismatched, newId(), OTHER_PAYLOAD)));
        assertThat(verdicts.get(0)).isEqualTo(new ClaimVerdict.InProgress(holding));
        assertThat(((ClaimVerdict.Claimed) verdicts.get(1)).record().claim().attempt())
                .isEqualTo(2);
        assertThat(((ClaimVerdict.Claimed) verdicts.get(1)).record().claim().fence())
                .isGreaterThan(given.claim().fence());
        assertThat(verdicts.get(2)).isEqualTo(new ClaimVerdict.Completed((IdempotencyRecord.Completed) completed));
        assertThat(((ClaimVerdict.Claimed) verdicts.get(3)).record().claim().attempt())
                .isEqualTo(1);
        assertThat(verdicts.get(4)).isEqualTo(new ClaimVerdict.Mismatch(other));
    }

    @Test
    void S2_lapsedLeasesAreTakenOverByABatch() {
        List<ClaimRequest> first = freshClaims(30);
        claimAll(first);
        at(LEASE_END);
        List<ClaimRequest> second = first.stream()
                .map(request -> claimRequest(request.key(), newId(), PAYLOAD))
                .toList();
        for (ClaimVerdict verdict : claimAll(second)) {
            InProgress taken = ((ClaimVerdict.Claimed) verdict).record();
            assertThat(taken.claim().attempt()).isEqualTo(2);
            assertThat(taken.earlier()).isEqualTo(Certainty.UNKNOWN);
        }
    }

    @Test
    void S9_whatIsPastItsWindowIsClaimedByABatchAsFromNothing() {
        Known completed = completed();
        at(WINDOW_END);
        List<ClaimVerdict> verdicts = claimAll(List.of(claimRequest(key, newId(), PAYLOAD)));
        InProgress next = ((ClaimVerdict.Claimed) verdicts.get(0)).record();
        assertThat(next.claim().attempt()).isEqualTo(1);
        assertThat(next.claim().fence()).isGreaterThan(completed.claim().fence());
    }

    @Test
    void S6_aRepeatedBatchOfClaimsIsRecognised() {
        List<ClaimRequest> requests = freshClaims(30);
        List<ClaimVerdict> verdicts = claimAll(requests);
        assertThat(claimAll(requests)).isEqualTo(verdicts);
        assertThat(verdicts).allMatch(ClaimVerdict.Claimed.class::isInstance);
    }

    @Test
    void S1_ofConcurrentBatchesExactlyOneWinsEachKey() {
        List<ClaimRequest> first = freshClaims(10);
        List<ClaimRequest> second = new ArrayList<>();
        first.forEach(request -> second.add(0, claimRequest(request.key(), newId(), PAYLOAD)));
        List<List<ClaimVerdict>> verdicts = AtOnce.map(List.of(first, second), this::claimAll);
        for (int i = 0; i < first.size(); i++) {
            List<ClaimVerdict> rivals =
                    List.of(verdicts.get(0).get(i), verdicts.get(1).get(first.size() - 1 - i));
            assertThat(rivals)
                    .filteredOn(ClaimVerdict.Claimed.class::isInstance)
                    .hasSize(1);
            assertThat(rivals)
                    .filteredOn(ClaimVerdict.InProgress.class::isInstance)
                    .hasSize(1);
        }
    }

    @Test
    void S7_aBatchThatClaimsOneKeyTwiceIsRefusedBeforeAnythingIsDone() {
        IdempotencyKey other = freshKey("other");
        List<ClaimRequest> twice = List.of(
                claimRequest(other, newId(), PAYLOAD),
                claimRequest(key, newId(), PAYLOAD),
                claimRequest(key, newId(), PAYLOAD));
        assertThatThrownBy(() -> claimAll(twice)).isInstanceOf(IllegalArgumentException.class);
        assertThat(store().find(key, call())).isEmpty();
        assertThat(store().find(other, call())).isEmpty();
    }

    // ---- writes ----

    @Test
    void S5_eachWriteOfABatchIsAnsweredForItsOwnRecord() {
        InProgress done = claimOf(freshKey("done"));
        InProgress given = claimOf(freshKey("given"));
        InProgress kept = claimed();
        List<WriteVerdict> verdicts = writeAll(List.of(
                new WriteRequest.Release(freshKey("given"), given.claim().id(), Certainty.NOT_STARTED),
                new WriteRequest.Complete(key, newId(), RESULT, WINDOW),
                new WriteRequest.Complete(freshKey("done"), done.claim().id(), RESULT, WINDOW),
                new WriteRequest.Complete(freshKey("nothing"), newId(), RESULT, WINDOW)));
        assertThat(applied(verdicts.get(0))).isEqualTo(find(freshKey("given")));
        assertThat(find(freshKey("given"))).isInstanceOf(IdempotencyRecord.Released.class);
        expectFenced(verdicts.get(1), kept);
        assertThat(applied(verdicts.get(2))).isEqualTo(find(freshKey("done")));
        assertThat(find(freshKey("done"))).isInstanceOf(IdempotencyRecord.Completed.class);
        assertThat(verdicts.get(3)).isEqualTo(new WriteVerdict.Fenced(null));
    }

    @Test
    void S5_aBatchTakesWritesOfEveryKind() {
        InProgress renewed = claimOf(freshKey("renewed"));
        InProgress parked = claimOf(freshKey("parked"));
        InProgress resolved = claimed();
        quarantined(resolved.claim().id());
        List<WriteVerdict> verdicts = writeAll(List.of(
                new WriteRequest.Renew(freshKey("renewed"), renewed.claim().id(), LEASE.multipliedBy(2), RETENTION),
                new WriteRequest.Quarantine(freshKey("parked"), parked.claim().id(), "unknown outcome"),
                new WriteRequest.Resolve(key, resolved.claim().id(), withResult(RESULT))));
        assertThat(applied(verdicts.get(0))).isEqualTo(find(freshKey("renewed")));
        assertThat(applied(verdicts.get(1)))
                .isInstanceOf(IdempotencyRecord.Quarantined.class)
                .isEqualTo(find(freshKey("parked")));
        assertThat(applied(verdicts.get(2)))
                .isInstanceOf(IdempotencyRecord.Completed.class)
                .isEqualTo(found());
    }

    @Test
    void S6_aRepeatedBatchOfCompletionsIsRecognised() {
        List<ClaimRequest> claims = freshClaims(MANY);
        claimAll(claims);
        List<WriteRequest> completions = new ArrayList<>();
        claims.forEach(
                claim -> completions.add(new WriteRequest.Complete(claim.key(), claim.claimId(), RESULT, WINDOW)));
        List<WriteVerdict> verdicts = writeAll(completions);
        assertThat(verdicts).allMatch(WriteVerdict.Applied.class::isInstance);
        assertThat(writeAll(completions)).isEqualTo(verdicts);
    }

    @Test
    void S10_aBatchKeepsLargeAndEmptyResults() {
        List<StoredResult> results = List.of(
                new StoredResult.Success(Blob.of(ResultRules.noise(200_000))),
                new StoredResult.Success(null),
                new StoredResult.FinalFailure("declined", Blob.of(new byte[0])),
                new StoredResult.Success(Blob.utf8("x".repeat(200_000))));
        List<ClaimRequest> claims = freshClaims(results.size());
        claimAll(claims);
        List<WriteRequest> completions = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            ClaimRequest claim = claims.get(i);
            completions.add(new WriteRequest.Complete(claim.key(), claim.claimId(), results.get(i), WINDOW));
        }
        List<WriteVerdict> verdicts = writeAll(completions);
        for (int i = 0; i < results.size(); i++) {
            Known completed = applied(verdicts.get(i));
            assertThat(((IdempotencyRecord.Completed) completed).result()).isEqualTo(results.get(i));
            assertThat(find(claims.get(i).key())).isEqualTo(completed);
        }
    }

    @Test
    void S7_aBatchThatWritesOneKeyTwiceIsRefusedBeforeAnythingIsDone() {
        InProgress mine = claimed();
        List<WriteRequest> twice = List.of(
                new WriteRequest.Release(key, mine.claim().id(), Certainty.UNKNOWN),
                new WriteRequest.Complete(key, mine.claim().id(), RESULT, WINDOW));
        assertThatThrownBy(() -> store().writeAll(twice, call())).isInstanceOf(IllegalArgumentException.class);
        assertThat(found()).isEqualTo(mine);
    }

    private List<ClaimRequest> freshClaims(int count) {
        List<ClaimRequest> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(claimRequest(freshKey("batch-" + i), newId(), PAYLOAD));
        }
        return requests;
    }

    private InProgress claimOf(IdempotencyKey other) {
        return ((ClaimVerdict.Claimed) store().claim(claimRequest(other, newId(), PAYLOAD), call())).record();
    }

    private IdempotencyRecord find(IdempotencyKey other) {
        return store().find(other, call()).orElseThrow();
    }

    private List<ClaimVerdict> claimAll(List<ClaimRequest> requests) {
        return decided(answers(requests));
    }

    /** {@return the store's answers to a batch of claims} */
    List<BatchAnswer<ClaimVerdict>> answers(List<ClaimRequest> requests) {
        return store().claimAll(requests, call());
    }

    private List<WriteVerdict> writeAll(List<WriteRequest> requests) {
        return decided(store().writeAll(requests, call()));
    }

    private static <V> List<V> decided(List<BatchAnswer<V>> answers) {
        List<V> verdicts = new ArrayList<>();
        for (BatchAnswer<V> answer : answers) {
            switch (answer) {
                case BatchAnswer.Decided<V> decided -> verdicts.add(decided.verdict());
                case BatchAnswer.Failed<V> failed ->
                    throw new AssertionError("a request of the batch failed", failed.exception());
            }
        }
        return verdicts;
    }
}
