// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.Claim;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.IdempotencyRecord.Quarantined;
import dev.semel.model.IdempotencyRecord.Released;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.StoreCall;
import dev.semel.testkit.CountingClaimIds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The tools of a contract's rules: one fresh key, one moment, and the calls of the SPI with defaults for everything
 * that a test does not vary. JUnit creates one instance for each test.
 *
 * <p>All moments lie in the year 2100 and are passed to the store: nothing sleeps, and no store deletes by the real
 * clock a record that a test is about to read.
 */
abstract class ContractRules {

    /** A quarter of a second after a full one, so that rounding to whole seconds shows. */
    static final Instant START = Instant.parse("2100-01-01T00:00:00.250Z");

    static final Duration LEASE = Duration.ofSeconds(30);
    static final Duration RETENTION = Duration.ofHours(1);
    static final Duration WINDOW = Duration.ofMinutes(10);

    /** {@code START + LEASE}. */
    static final Instant LEASE_END = Instant.parse("2100-01-01T00:00:30.250Z");
    /** {@code START + RETENTION}, rounded up to a second. */
    static final Instant RETENTION_END = Instant.parse("2100-01-01T01:00:01Z");
    /** {@code START + WINDOW}, rounded up to a second. */
    static final Instant WINDOW_END = Instant.parse("2100-01-01T00:10:01Z");

    static final Fingerprint PAYLOAD = Fingerprint.sha256("sha256-contract", Blob.utf8("payload"));
    static final Fingerprint OTHER_PAYLOAD = Fingerprint.sha256("sha256-contract", Blob.utf8("other payload"));
    static final Fingerprint OTHER_ALGORITHM = Fingerprint.sha256("sha256-elsewhere", Blob.utf8("payload"));

    static final StoredResult RESULT = new StoredResult.Success(Blob.utf8("{\"receipt\":42}"));
    static final StoredResult OTHER_RESULT = new StoredResult.Success(Blob.utf8("{\"receipt\":43}"));
    static final String SOURCE = "store contract";

    private final UUID test = UUID.randomUUID();
    private final CountingClaimIds ids = CountingClaimIds.ofSeries(test.getMostSignificantBits());
    private Instant now = START;

    /** The fresh key of this test. */
    final IdempotencyKey key = freshKey("order-1");

    /** {@return the store under test, the same one whenever a test asks} */
    protected abstract IdempotencyStore store();

    // ---- moments, keys and ids ----

    /** {@return a key that no other test uses} */
    final IdempotencyKey freshKey(String value) {
        return IdempotencyKey.of("contract-" + test, value);
    }

    final ClaimId newId() {
        return ids.next();
    }

    final Instant now() {
        return now;
    }

    /** Sets the moment of the calls to come. */
    final void at(Instant moment) {
        now = moment;
    }

    final void after(Duration duration) {
        now = now.plus(duration);
    }

    static Instant justBefore(Instant moment) {
        return moment.minusMillis(1);
    }

    final StoreCall call() {
        return callAt(now);
    }

    static StoreCall callAt(Instant moment) {
        return new StoreCall(moment, Duration.ofSeconds(30));
    }

    // ---- requests ----

    final ClaimRequest claimRequest(ClaimId id, Fingerprint fingerprint) {
        return claimRequest(key, id, fingerprint);
    }

    static ClaimRequest claimRequest(IdempotencyKey key, ClaimId id, Fingerprint fingerprint) {
        return new ClaimRequest(key, id, fingerprint, FingerprintPolicy.REFUSE_INCOMPARABLE, LEASE, RETENTION, SOURCE);
    }

    final WriteRequest.Complete completion(ClaimId id, StoredResult result) {
        return new WriteRequest.Complete(key, id, result, WINDOW);
    }

    // ---- calls ----

    final ClaimVerdict claim(ClaimId id) {
        return claim(id, PAYLOAD);
    }

    final ClaimVerdict claim(ClaimId id, Fingerprint fingerprint) {
        return store().claim(claimRequest(id, fingerprint), call());
    }

    /** Claims, and returns the record after making sure that the claim succeeded. */
    final InProgress claimed(ClaimId id) {
        ClaimVerdict verdict = claim(id);
        assertThat(verdict).isInstanceOf(ClaimVerdict.Claimed.class);
        return ((ClaimVerdict.Claimed) verdict).record();
    }

    final InProgress claimed() {
        return claimed(newId());
    }

    final WriteVerdict complete(ClaimId id, StoredResult result) {
        return store().complete(completion(id, result), call());
    }

    final WriteVerdict release(ClaimId id, Certainty certainty) {
        return store().release(new WriteRequest.Release(key, id, certainty), call());
    }

    final WriteVerdict renew(ClaimId id, Duration lease, Duration retention) {
        return store().renew(new WriteRequest.Renew(key, id, lease, retention), call());
    }

    final WriteVerdict quarantine(ClaimId id) {
        return store().quarantine(new WriteRequest.Quarantine(key, id, "the bank did not answer"), call());
    }

    final WriteVerdict resolve(ClaimId id, WriteRequest.Resolution resolution) {
        return store().resolve(new WriteRequest.Resolve(key, id, resolution), call());
    }

    static WriteRequest.Resolution reExecute() {
        return new WriteRequest.Resolution.ReExecute(RETENTION);
    }

    static WriteRequest.Resolution withResult(StoredResult result) {
        return new WriteRequest.Resolution.WithResult(result, WINDOW);
    }

    // ---- states ----

    final Completed completed() {
        return completed(claimed().claim().id(), RESULT);
    }

    final Completed completed(ClaimId id, StoredResult result) {
        return (Completed) applied(complete(id, result));
    }

    final Released released(ClaimId id, Certainty certainty) {
        return (Released) applied(release(id, certainty));
    }

    final Quarantined quarantined(ClaimId id) {
        return (Quarantined) applied(quarantine(id));
    }

    // ---- what tests expect ----

    final IdempotencyRecord found() {
        return store().find(key, call()).orElseThrow(() -> new AssertionError("the store holds no record of the key"));
    }

    /** {@return the record of a write that was applied} */
    static Known applied(WriteVerdict verdict) {
        assertThat(verdict).isInstanceOf(WriteVerdict.Applied.class);
        return ((WriteVerdict.Applied) verdict).record();
    }

    /** Expects that a write was refused, that the refusal contains {@code record}, and that nothing changed. */
    final void expectFenced(WriteVerdict verdict, IdempotencyRecord record) {
        assertThat(verdict).isEqualTo(new WriteVerdict.Fenced(record));
        assertThat(found()).isEqualTo(record);
    }

    /** Expects the verdict of a claim, and that {@code record} is stored unchanged. */
    final void expectRefused(ClaimVerdict answer, ClaimVerdict verdict, IdempotencyRecord record) {
        assertThat(answer).isEqualTo(verdict);
        assertThat(found()).isEqualTo(record);
    }

    /** {@return the record of a first claim made at {@code moment} with the defaults of these rules} */
    static InProgress firstClaim(ClaimId id, Instant moment) {
        long fence = moment.toEpochMilli();
        return new InProgress(
                new Claim(id, fence, 1, fence, moment, SOURCE),
                PAYLOAD,
                1,
                Certainty.NOT_STARTED,
                moment.plus(LEASE),
                ceilSecond(moment.plus(RETENTION)),
                List.of());
    }

    static Instant ceilSecond(Instant moment) {
        return moment.getNano() == 0 ? moment : Instant.ofEpochSecond(moment.getEpochSecond() + 1);
    }
}
