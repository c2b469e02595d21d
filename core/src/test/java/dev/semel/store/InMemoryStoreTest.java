// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.CommitRequest;
import dev.semel.model.CommitVerdict;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InMemoryStoreTest {

    private static final Instant START = Instant.ofEpochSecond(1000);
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration KEPT = Duration.ofSeconds(5);
    private static final ClaimId MINE = ClaimId.of(0, 1);

    private final InMemoryStore store = new InMemoryStore();

    private static StoreCall at(long seconds) {
        return new StoreCall(START.plusSeconds(seconds), Duration.ofSeconds(1));
    }

    private static IdempotencyKey key(String value) {
        return IdempotencyKey.of("charge", value);
    }

    private static ClaimRequest claim(IdempotencyKey key) {
        return new ClaimRequest(
                key, MINE, Fingerprint.NONE, FingerprintPolicy.REFUSE_INCOMPARABLE, LEASE, KEPT, "source");
    }

    private static CommitRequest commit(IdempotencyKey key) {
        return new CommitRequest(
                key,
                MINE,
                Fingerprint.NONE,
                FingerprintPolicy.REFUSE_INCOMPARABLE,
                new StoredResult.Success(null),
                KEPT,
                false,
                "source");
    }

    @Test
    void S9_purgeDeletesExactlyWhatIsPastItsRetention() {
        store.claim(claim(key("a")), at(0));
        store.claim(claim(key("b")), at(1));

        assertThat(store.purge(START.plusSeconds(5).minusMillis(1))).isZero();
        assertThat(store.purge(START.plusSeconds(5))).isEqualTo(1);
        assertThat(store.find(key("a"), at(5))).isEmpty();
        assertThat(store.find(key("b"), at(5))).isPresent();
        assertThat(store.purge(START.plusSeconds(5))).isZero();
    }

    @Test
    void S9_quarantinedRecordsAreNeverPurged() {
        store.claim(claim(key("a")), at(0));
        store.quarantine(new WriteRequest.Quarantine(key("a"), MINE, "why"), at(0));

        assertThat(store.purge(Instant.MAX)).isZero();
    }

    @Test
    void S9_whatHasExpiredIsStillFoundUntilItIsPurged() {
        store.claim(claim(key("a")), at(0));

        assertThat(store.find(key("a"), at(100))).isPresent();
    }

    @Test
    void keysAreIndependent() {
        store.claim(claim(key("a")), at(0));

        assertThat(store.claim(claim(key("b")), at(0))).isInstanceOf(ClaimVerdict.Claimed.class);
        store.release(new WriteRequest.Release(key("a"), MINE, Certainty.NOT_STARTED), at(0));
        assertThat(store.renew(new WriteRequest.Renew(key("b"), MINE, LEASE, KEPT), at(1)))
                .isInstanceOf(WriteVerdict.Applied.class);
    }

    @Test
    void listingPagesThroughEveryRecordOnceInOrder() {
        for (String value : List.of("d", "a", "e", "c", "b")) {
            store.claim(claim(key(value)), at(0));
        }
        store.claim(claim(IdempotencyKey.of("other", "a")), at(0));

        assertThat(list("/charge/", 2))
                .containsExactly("/charge/a", "/charge/b", "/charge/c", "/charge/d", "/charge/e");
        assertThat(list("/charge/", 5)).hasSize(5);
        assertThat(list("", 1000)).hasSize(6);
        assertThat(list("/none/", 10)).isEmpty();
    }

    private List<String> list(String prefix, int limit) {
        List<String> ids = new ArrayList<>();
        Optional<ListingStore.Query> query = Optional.of(new ListingStore.Query(prefix, limit, ""));
        while (query.isPresent()) {
            ListingStore.Page page = store.list(query.get(), at(0));
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
            page.entries().forEach(entry -> ids.add(entry.recordId()));
            query = page.next(query.get());
        }
        return ids;
    }

    @Test
    void S7_effectsOfACommitThatThrowLeaveNothing() {
        assertThatIllegalStateException()
                .isThrownBy(() -> store.commit(commit(key("a")), InMemoryStoreTest::fail, at(0)));

        assertThat(store.find(key("a"), at(0))).isEmpty();
        assertThat(store.commit(commit(key("a")), () -> {}, at(0))).isInstanceOf(CommitVerdict.Committed.class);
    }

    @Test
    void S7_effectsOfACheckpointThatThrowLeaveTheRecordAsItWas() {
        store.claim(claim(key("a")), at(0));
        var before = store.find(key("a"), at(0));

        assertThatIllegalStateException()
                .isThrownBy(() -> store.checkpoint(checkpoint("step", "value"), InMemoryStoreTest::fail, at(0)));

        assertThat(store.find(key("a"), at(0))).isEqualTo(before);
    }

    private static void fail() {
        throw new IllegalStateException("effect");
    }

    private static WriteRequest.Checkpoint checkpoint(String name, String value) {
        return new WriteRequest.Checkpoint(key("a"), MINE, new RecoveryPoint(name, Blob.utf8(value), 1, START));
    }

    @Test
    void effectsAreMadeOnceHoweverOftenTheirWriteIsRepeated() {
        AtomicInteger effects = new AtomicInteger();
        store.claim(claim(key("a")), at(0));
        for (int i = 0; i < 3; i++) {
            store.checkpoint(checkpoint("step", "value"), effects::incrementAndGet, at(i));
            store.commit(commit(key("b")), effects::incrementAndGet, at(i));
        }

        assertThat(effects).hasValue(2);
    }

    @Test
    void effectsOfARefusedWriteAreNotMade() {
        AtomicInteger effects = new AtomicInteger();
        store.claim(claim(key("a")), at(0));
        store.checkpoint(checkpoint("step", "value"), at(0));

        assertThat(store.checkpoint(checkpoint("step", "other value"), effects::incrementAndGet, at(0)))
                .isInstanceOf(WriteVerdict.Fenced.class);
        assertThat(effects).hasValue(0);
    }

    @Test
    void aBatchAnswersInOrderEachOnItsOwn() {
        store.commit(commit(key("b")), () -> {}, at(0));

        List<BatchAnswer<ClaimVerdict>> answers =
                store.claimAll(List.of(claim(key("a")), claim(key("b")), claim(key("c"))), at(0));

        assertThat(answers)
                .extracting(answer ->
                        ((BatchAnswer.Decided<ClaimVerdict>) answer).verdict().getClass())
                .isEqualTo(
                        List.of(ClaimVerdict.Claimed.class, ClaimVerdict.Completed.class, ClaimVerdict.Claimed.class));
    }

    @Test
    void aBatchWithAKeyTwiceIsRefusedAndNothingIsDone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.claimAll(List.of(claim(key("a")), claim(key("a"))), at(0)))
                .withMessageContaining("charge/a");
        assertThat(store.find(key("a"), at(0))).isEmpty();
    }

    @Test
    void storeCallsCutTheClockToMillisecondsAndRefuseNoTimeout() {
        assertThat(new StoreCall(START.plusNanos(1_999_999), LEASE).now()).isEqualTo(START.plusMillis(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StoreCall(START, Duration.ZERO))
                .withMessageContaining("timeout");
    }
}
