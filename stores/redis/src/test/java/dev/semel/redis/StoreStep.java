// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.IdempotencyRecord.Released;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.ListingStore;
import dev.semel.store.RepairStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Every method of the store on every kind of record that makes its script write something else: what is there before,
 * the call, and whether its answer is the one of a call that was not refused.
 *
 * @param name the name
 * @param before makes what is there, and returns its claim id, or a fresh one
 * @param call the call
 * @param done whether an answer is the one of a call that was not refused
 */
record StoreStep(String name, Function<RedisScene, ClaimId> before, Call call, Predicate<Object> done) {

    static final String CLAIM_OF_NOTHING = "claim of nothing";

    /** {@return all steps} */
    static List<StoreStep> all() {
        return List.of(
                new StoreStep(
                        CLAIM_OF_NOTHING,
                        RedisScene::newId,
                        (by, seen, id) -> by.claim(id),
                        ClaimVerdict.Claimed.class::isInstance),
                new StoreStep(
                        "claim once more",
                        StoreStep::claimed,
                        (by, seen, id) -> by.claim(id),
                        ClaimVerdict.Claimed.class::isInstance),
                new StoreStep(
                        "claim of a released",
                        StoreStep::released,
                        (by, seen, id) -> by.claim(by.newId()),
                        ClaimVerdict.Claimed.class::isInstance),
                new StoreStep(
                        "claim after the window",
                        scene -> earlier(scene, StoreStep::completed),
                        (by, seen, id) -> by.claim(by.newId()),
                        ClaimVerdict.Claimed.class::isInstance),
                new StoreStep(
                        "claim after the retention",
                        scene -> earlier(scene, StoreStep::withPoints),
                        (by, seen, id) -> by.claim(by.newId()),
                        ClaimVerdict.Claimed.class::isInstance),
                new StoreStep(
                        "duplicate",
                        StoreStep::completed,
                        (by, seen, id) -> by.claim(by.newId()),
                        ClaimVerdict.Completed.class::isInstance),
                new StoreStep(
                        "completion",
                        StoreStep::withPoints,
                        (by, seen, id) -> by.complete(id, RedisScene.small()),
                        WriteVerdict.Applied.class::isInstance),
                new StoreStep(
                        "completion without result",
                        StoreStep::claimed,
                        (by, seen, id) -> by.complete(id, new StoredResult.Success(null)),
                        WriteVerdict.Applied.class::isInstance),
                new StoreStep(
                        "release",
                        StoreStep::withPoints,
                        (by, seen, id) -> by.release(id, Certainty.UNKNOWN),
                        WriteVerdict.Applied.class::isInstance),
                new StoreStep(
                        "renewal",
                        StoreStep::claimed,
                        (by, seen, id) -> by.store.renew(
                                new WriteRequest.Renew(
                                        by.key,
                                        id,
                                        RedisScene.LEASE.multipliedBy(2),
                                        RedisScene.RETENTION.multipliedBy(2)),
                                by.call()),
                        WriteVerdict.Applied.class::isInstance),
                new StoreStep(
                        "checkpoint",
                        StoreStep::withPoints,
                        (by, seen, id) -> by.checkpoint(id, "ship", Blob.utf8("parcel 9")),
                        WriteVerdict.Applied.class::isInstance),
                new StoreStep(
                        "quarantine",
                        StoreStep::withPoints,
                        (by, seen, id) -> by.quarantine(id),
                        WriteVerdict.Applied.class::isInstance),
                new StoreStep(
                        "resolution with a result",
                        StoreStep::quarantined,
                        (by, seen, id) -> by.store.resolve(
                                new WriteRequest.Resolve(
                                        by.key,
                                        id,
                                        new WriteRequest.Resolution.WithResult(RedisScene.small(), RedisScene.WINDOW)),
                                by.call()),
                        WriteVerdict.Applied.class::isInstance),
                new StoreStep(
                        "resolution by execution",
                        StoreStep::quarantined,
                        (by, seen, id) -> by.store.resolve(
                                new WriteRequest.Resolve(
                                        by.key, id, new WriteRequest.Resolution.ReExecute(RedisScene.RETENTION)),
                                by.call()),
                        WriteVerdict.Applied.class::isInstance),
                new StoreStep(
                        "replacement",
                        StoreStep::released,
                        (by, seen, id) -> by.store.replace(
                                new RepairStore.Replacement(
                                        by.key.recordId(), known(seen), erased((Released) known(seen))),
                                by.call()),
                        Boolean.TRUE::equals),
                new StoreStep(
                        "removal",
                        StoreStep::completed,
                        (by, seen, id) ->
                                by.store.remove(new RepairStore.Removal(by.key.recordId(), known(seen)), by.call()),
                        Boolean.TRUE::equals),
                new StoreStep(
                        "find",
                        StoreStep::completed,
                        (by, seen, id) -> by.store.find(by.key, by.call()),
                        answer -> ((Optional<?>) answer).orElseThrow() instanceof Completed),
                new StoreStep(
                        "read",
                        StoreStep::completed,
                        (by, seen, id) -> by.store.read(by.key.recordId(), by.call()),
                        answer -> ((Optional<?>) answer).orElseThrow() instanceof Completed),
                new StoreStep(
                        "list",
                        StoreStep::completed,
                        (by, seen, id) -> by.store.list(new ListingStore.Query(by.key.recordId(), 1000, ""), by.call()),
                        answer -> ((ListingStore.Page) answer).entries().size() == 1));
    }

    /** A call under test. */
    interface Call {

        /**
         * {@return the answer}
         *
         * @param by the store under test, with the keys of the record
         * @param seen the record before the call; empty for none
         * @param id the claim id of that record
         */
        Object answer(RedisScene by, Optional<Known> seen, ClaimId id);
    }

    @Override
    public String toString() {
        return name;
    }

    private static ClaimId claimed(RedisScene scene) {
        return scene.claimed().claim().id();
    }

    private static ClaimId withPoints(RedisScene scene) {
        ClaimId id = claimed(scene);
        scene.checkpoint(id, "charge", Blob.utf8("payment 7"));
        scene.checkpoint(id, "mail", null);
        return id;
    }

    private static ClaimId released(RedisScene scene) {
        ClaimId id = withPoints(scene);
        RedisScene.applied(scene.release(id, Certainty.NOT_EXECUTED));
        return id;
    }

    private static ClaimId completed(RedisScene scene) {
        ClaimId id = claimed(scene);
        RedisScene.applied(scene.complete(id, RedisScene.small()));
        return id;
    }

    private static ClaimId quarantined(RedisScene scene) {
        ClaimId id = withPoints(scene);
        RedisScene.applied(scene.quarantine(id));
        return id;
    }

    private static ClaimId earlier(RedisScene scene, Function<RedisScene, ClaimId> before) {
        scene.now = scene.now.minus(Duration.ofDays(1));
        return before.apply(scene);
    }

    private static Known known(Optional<Known> seen) {
        return seen.orElseThrow();
    }

    private static Completed erased(Released seen) {
        return new Completed(
                seen.claim(),
                seen.fingerprint(),
                seen.revision() + 1,
                StoredResult.Missing.unencodable("erased"),
                seen.releasedAt(),
                seen.retainedUntil());
    }
}
