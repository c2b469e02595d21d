// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Quarantined;
import dev.semel.model.IdempotencyRecord.Released;
import dev.semel.model.IdempotencyRecord.Unreadable;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The records and requests that the tables name. Moments are milliseconds since {@link #ORIGIN}. Every request is mine.
 * Every record was claimed at 0 with the fence 0 ("+0"), as attempt 1 and revision 7: in progress its lease ends at
 * 3000; unfinished, it is kept until 5000; completed, its window ends at 10000. A record called {@code ahead} was
 * claimed by a clock far ahead of mine, with the fence 12000.
 */
final class Cases {

    static final Instant ORIGIN = Instant.ofEpochSecond(1000);
    static final IdempotencyKey KEY = IdempotencyKey.of("charge", "42");
    static final ClaimId MINE = ClaimId.of(0, 1);
    static final ClaimId OTHER = ClaimId.of(0, 2);
    static final Fingerprint PAYLOAD = new Fingerprint("sha256-json1", "payload");
    static final Fingerprint OTHER_PAYLOAD = new Fingerprint("sha256-json1", "other payload");
    static final Fingerprint OTHER_ALGORITHM = new Fingerprint("sha256-json2", "payload");
    static final StoredResult RESULT = new StoredResult.Success(Blob.utf8("result"));
    static final StoredResult OTHER_RESULT = new StoredResult.Success(Blob.utf8("other result"));
    static final RecoveryPoint POINT = new RecoveryPoint("reserve", Blob.utf8("seat 7"), 1, at(100));

    private Cases() {}

    static Instant at(long millis) {
        return ORIGIN.plusMillis(millis);
    }

    /** The records by name; "nothing" is missing, because it is null. */
    static Map<String, IdempotencyRecord> records() {
        Map<String, IdempotencyRecord> records = new LinkedHashMap<>();
        addAll(records, "mine", claim(MINE, 0));
        addAll(records, "other", claim(OTHER, 0));
        records.put(
                "other retried",
                new InProgress(claim(OTHER, 0), PAYLOAD, 7, Certainty.NOT_EXECUTED, at(3000), at(5000), List.of()));
        records.put("mine retried", inProgress(claim(MINE, 0), Certainty.UNKNOWN));
        records.put(
                "ahead released",
                new Released(claim(OTHER, 12_000), PAYLOAD, 7, Certainty.NOT_STARTED, at(200), at(5000), List.of()));
        records.put("ahead completed", completed(claim(OTHER, 12_000)));
        records.put("unreadable", new Unreadable("format version 7"));
        return records;
    }

    private static void addAll(Map<String, IdempotencyRecord> records, String whose, Claim claim) {
        records.put(whose + " in progress", inProgress(claim, Certainty.NOT_STARTED));
        records.put(whose + " released", released(claim, Certainty.NOT_EXECUTED));
        records.put(whose + " completed", completed(claim));
        records.put(whose + " quarantined", new Quarantined(claim, PAYLOAD, 7, "why", at(200), List.of(POINT)));
    }

    static Claim claim(ClaimId id, long fence) {
        long token = ORIGIN.toEpochMilli() + fence;
        return new Claim(id, token, 1, token, at(0), "source");
    }

    static InProgress inProgress(Claim claim, Certainty earlier) {
        return new InProgress(claim, PAYLOAD, 7, earlier, at(3000), at(5000), List.of(POINT));
    }

    static Released released(Claim claim, Certainty certainty) {
        return new Released(claim, PAYLOAD, 7, certainty, at(200), at(5000), List.of(POINT));
    }

    static Completed completed(Claim claim) {
        return new Completed(claim, PAYLOAD, 7, RESULT, at(200), at(10_000));
    }

    /** Claims, each with a lease of 2000 and a retention of 4000. */
    static Map<String, ClaimRequest> claims() {
        Map<String, ClaimRequest> claims = new LinkedHashMap<>();
        claims.put("claim", claimOf(PAYLOAD, FingerprintPolicy.REFUSE_INCOMPARABLE));
        claims.put("claim, other payload", claimOf(OTHER_PAYLOAD, FingerprintPolicy.ACCEPT_INCOMPARABLE));
        claims.put("claim, other algorithm", claimOf(OTHER_ALGORITHM, FingerprintPolicy.REFUSE_INCOMPARABLE));
        claims.put("claim, any algorithm", claimOf(OTHER_ALGORITHM, FingerprintPolicy.ACCEPT_INCOMPARABLE));
        return claims;
    }

    static ClaimRequest claimOf(Fingerprint fingerprint, FingerprintPolicy policy) {
        return new ClaimRequest(KEY, MINE, fingerprint, policy, Duration.ofSeconds(2), Duration.ofSeconds(4), "source");
    }

    /** Commits, each with a window of 6000. */
    static Map<String, CommitRequest> commits() {
        Map<String, CommitRequest> commits = new LinkedHashMap<>();
        commits.put("commit", commitOf(PAYLOAD, RESULT, false));
        commits.put("commit, other result", commitOf(PAYLOAD, OTHER_RESULT, false));
        commits.put("commit, other payload", commitOf(OTHER_PAYLOAD, OTHER_RESULT, true));
        commits.put("commit over", commitOf(PAYLOAD, OTHER_RESULT, true));
        return commits;
    }

    private static CommitRequest commitOf(Fingerprint fingerprint, StoredResult result, boolean takeOver) {
        return new CommitRequest(
                KEY,
                MINE,
                fingerprint,
                FingerprintPolicy.REFUSE_INCOMPARABLE,
                result,
                Duration.ofSeconds(6),
                takeOver,
                "source");
    }

    /** Writes, windows of 6000, retentions of 4000. */
    static Map<String, WriteRequest> writes() {
        Duration window = Duration.ofSeconds(6);
        Duration retention = Duration.ofSeconds(4);
        Map<String, WriteRequest> writes = new LinkedHashMap<>();
        writes.put("complete", new WriteRequest.Complete(KEY, MINE, RESULT, window));
        writes.put("complete, other result", new WriteRequest.Complete(KEY, MINE, OTHER_RESULT, window));
        for (Certainty certainty : Certainty.values()) {
            writes.put("release " + certainty, new WriteRequest.Release(KEY, MINE, certainty));
        }
        writes.put("renew by 2000", new WriteRequest.Renew(KEY, MINE, Duration.ofSeconds(2), retention));
        writes.put("renew by 1", new WriteRequest.Renew(KEY, MINE, Duration.ofMillis(1), Duration.ofMillis(1)));
        writes.put("checkpoint again", checkpoint("reserve", "seat 7"));
        writes.put("checkpoint, other value", checkpoint("reserve", "seat 8"));
        writes.put("checkpoint", checkpoint("charge", "paid"));
        writes.put("quarantine", new WriteRequest.Quarantine(KEY, MINE, "why"));
        writes.put("resolve, done", resolve(new WriteRequest.Resolution.WithResult(RESULT, window)));
        writes.put("resolve, other result", resolve(new WriteRequest.Resolution.WithResult(OTHER_RESULT, window)));
        writes.put("resolve, re-execute", resolve(new WriteRequest.Resolution.ReExecute(retention)));
        return writes;
    }

    private static WriteRequest checkpoint(String name, String value) {
        return new WriteRequest.Checkpoint(KEY, MINE, new RecoveryPoint(name, Blob.utf8(value), 2, at(300)));
    }

    private static WriteRequest resolve(WriteRequest.Resolution resolution) {
        return new WriteRequest.Resolve(KEY, MINE, resolution);
    }
}
