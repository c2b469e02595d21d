// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.BatchAnswer;
import dev.semel.store.BatchStore;
import dev.semel.store.CheckpointStore;
import dev.semel.store.RepairStore;
import dev.semel.store.StoreCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * A store that keeps idempotency records in Redis, one hash for each key, changed by one script for each step.
 *
 * <p>A first claim is one round trip and its completion another one; a duplicate is answered by its own claim, with the
 * result, whatever its size. A batch is one pipeline for each 200 requests: one round trip for claims and one for
 * results. A server that does not know a script yet costs one more, and the first call of a store asks for the eviction
 * policy before it.
 *
 * <p><b>What Redis can lose.</b> A write is answered when the primary has it in memory. A crash of the primary loses
 * what was not on disk yet (with snapshots only: up to minutes; with {@code appendfsync everysec}: up to two seconds),
 * a failover what had not reached the replica, and eviction any record. Each lost record is a key that executes again,
 * and a fencing token that may come again. {@code docs/stores.md} counts it. Effects that must not happen twice then
 * need a receiver that knows effect keys, or another store.
 *
 * <p>All of a record is in one hash whose key has the record id as hash tag, {@code prefix{record id}}, so in a cluster
 * it is in one slot. The client belongs to the caller, who also closes it. Thread-safe.
 */
public final class RedisStore implements BatchStore, CheckpointStore, RepairStore {

    private final String prefix;
    private final StoreClock clock;
    private final Duration purgeDelay;
    private final LongSupplier ticker;
    private final RedisScripts scripts = new RedisScripts();
    private final RedisRequests requests;
    private final RedisListing listing;

    RedisStore(RedisStoreBuilder builder) {
        prefix = builder.prefix;
        clock = builder.clock;
        purgeDelay = builder.purgeDelay;
        ticker = builder.ticker;
        EvictionCheck eviction = new EvictionCheck(builder.eviction);
        requests = new RedisRequests(builder.connector, builder.replicas, eviction, builder.largestWrite);
        listing = new RedisListing(builder.connector, prefix);
    }

    /**
     * {@return a store with every default}
     *
     * @param connector the port to the client; the caller keeps and closes the client
     */
    public static RedisStore of(RedisConnector connector) {
        return builder(connector).build();
    }

    /**
     * {@return a builder of a store}
     *
     * @param connector the port to the client; the caller keeps and closes the client
     */
    public static RedisStoreBuilder builder(RedisConnector connector) {
        return new RedisStoreBuilder(connector);
    }

    @Override
    public ClaimVerdict claim(ClaimRequest request, StoreCall call) {
        RedisCall started = start("claim", call);
        return RedisVerdicts.claim(
                decided(requests.send(script(request, started), requests.ofWrites(), started)), started);
    }

    @Override
    public WriteVerdict complete(WriteRequest.Complete request, StoreCall call) {
        return write("complete", request, call);
    }

    @Override
    public WriteVerdict release(WriteRequest.Release request, StoreCall call) {
        return write("release", request, call);
    }

    @Override
    public WriteVerdict renew(WriteRequest.Renew request, StoreCall call) {
        return write("renew", request, call);
    }

    @Override
    public WriteVerdict checkpoint(WriteRequest.Checkpoint request, StoreCall call) {
        return write("checkpoint", request, call);
    }

    @Override
    public WriteVerdict quarantine(WriteRequest.Quarantine request, StoreCall call) {
        return write("quarantine", request, call);
    }

    @Override
    public WriteVerdict resolve(WriteRequest.Resolve request, StoreCall call) {
        return write("resolve", request, call);
    }

    private WriteVerdict write(String name, WriteRequest request, StoreCall call) {
        RedisCall started = start(name, call);
        ScriptAnswer answer = requests.send(script(request, started), requests.ofWrites(), started);
        return RedisVerdicts.write(decided(answer), request, started);
    }

    @Override
    public List<BatchAnswer<ClaimVerdict>> claimAll(List<ClaimRequest> claims, StoreCall call) {
        requireDistinct(claims.stream().map(ClaimRequest::key).toList());
        RedisCall started = start("claimAll", call);
        List<ScriptCall> calls = new ArrayList<>(claims.size());
        claims.forEach(claim -> calls.add(script(claim, started)));
        List<BatchAnswer<ClaimVerdict>> answers = new ArrayList<>(claims.size());
        for (ScriptAnswer answer : requests.sendAll(calls, requests.ofWrites(), started)) {
            answers.add(
                    switch (answer) {
                        case ScriptAnswer.Failed failed -> new BatchAnswer.Failed<>(failed.exception());
                        case ScriptAnswer.Decided decided ->
                            new BatchAnswer.Decided<>(RedisVerdicts.claim(decided, started));
                    });
        }
        return answers;
    }

    @Override
    public List<BatchAnswer<WriteVerdict>> writeAll(List<WriteRequest> writes, StoreCall call) {
        requireDistinct(writes.stream().map(WriteRequest::key).toList());
        RedisCall started = start("writeAll", call);
        List<ScriptCall> calls = new ArrayList<>(writes.size());
        writes.forEach(write -> calls.add(script(write, started)));
        List<ScriptAnswer> replies = requests.sendAll(calls, requests.ofWrites(), started);
        List<BatchAnswer<WriteVerdict>> answers = new ArrayList<>(writes.size());
        for (int i = 0; i < replies.size(); i++) {
            answers.add(
                    switch (replies.get(i)) {
                        case ScriptAnswer.Failed failed -> new BatchAnswer.Failed<>(failed.exception());
                        case ScriptAnswer.Decided decided ->
                            new BatchAnswer.Decided<>(RedisVerdicts.write(decided, writes.get(i), started));
                    });
        }
        return answers;
    }

    @Override
    public Optional<IdempotencyRecord> find(IdempotencyKey key, StoreCall call) {
        return found(key.recordId(), start("find", call));
    }

    /**
     * Lists by {@code SCAN} of every primary, which looks at a few hundred keys at a time and blocks no other client
     * longer; each page reads its records in one pipeline. A page ends when it is full, when it has looked at 10,000
     * keys, or when half of the call's time is over, so it may be empty although more follow. Records written after the
     * list began may be missed; a change of the cluster's primaries refuses the cursor.
     */
    @Override
    public Page list(Query query, StoreCall call) {
        RedisCall started = start("list", call);
        return listing.page(
                query,
                started,
                keys -> requests.sendAll(
                        keys.stream().map(key -> find(key, started)).toList(), ReplicaWait.NONE, started));
    }

    @Override
    public Optional<IdempotencyRecord> read(String recordId, StoreCall call) {
        return found(recordId, start("read", call));
    }

    private Optional<IdempotencyRecord> found(String recordId, RedisCall call) {
        ScriptCall read = find(key(recordId), call);
        return Optional.ofNullable(RecordHash.decode(
                decided(requests.send(read, ReplicaWait.NONE, call)).hash()));
    }

    @Override
    public boolean replace(Replacement replacement, StoreCall call) {
        RedisCall started = start("replace", call);
        ScriptCall script = scripts.replace.call(
                key(replacement.recordId()), arguments(started).replace(replacement));
        ScriptAnswer.Decided answer = decided(requests.send(script, requests.ofWrites(), started));
        // S6: what is there now may be our own, whose reply was lost.
        return replacement.next().equals(RecordHash.decode(answer.hash()));
    }

    @Override
    public boolean remove(Removal removal, StoreCall call) {
        RedisCall started = start("remove", call);
        ScriptCall script =
                scripts.remove.call(key(removal.recordId()), arguments(started).remove(removal));
        ScriptAnswer.Decided answer = decided(requests.send(script, requests.ofWrites(), started));
        return RecordHash.decode(answer.hash()) == null;
    }

    @Override
    public String name() {
        return "Redis prefix '" + prefix + "'";
    }

    private ScriptCall script(ClaimRequest request, RedisCall call) {
        return scripts.claim.call(key(request.key().recordId()), arguments(call).claim(request));
    }

    private ScriptCall script(WriteRequest request, RedisCall call) {
        RedisScript script = switch (request) {
            case WriteRequest.Complete complete -> scripts.complete;
            case WriteRequest.Release release -> scripts.release;
            case WriteRequest.Renew renew -> scripts.renew;
            case WriteRequest.Checkpoint checkpoint -> scripts.checkpoint;
            case WriteRequest.Quarantine quarantine -> scripts.quarantine;
            case WriteRequest.Resolve resolve ->
                switch (resolve.resolution()) {
                    case WriteRequest.Resolution.WithResult with -> scripts.resolveResult;
                    case WriteRequest.Resolution.ReExecute again -> scripts.resolveExecute;
                };
        };
        return script.call(key(request.key().recordId()), arguments(call).write(request));
    }

    private ScriptCall find(byte[] key, RedisCall call) {
        return scripts.find.call(key, arguments(call).find());
    }

    private StepArguments arguments(RedisCall call) {
        return new StepArguments(
                clock, call.call(), purgeDelay, !requests.ofWrites().isNone());
    }

    private byte[] key(String recordId) {
        return RedisTexts.bytes(RedisListing.key(prefix, recordId));
    }

    private RedisCall start(String name, StoreCall call) {
        return new RedisCall(name(), name, call, ticker);
    }

    private static ScriptAnswer.Decided decided(ScriptAnswer answer) {
        return switch (answer) {
            case ScriptAnswer.Decided decided -> decided;
            case ScriptAnswer.Failed failed -> throw failed.exception();
        };
    }

    private static void requireDistinct(List<IdempotencyKey> keys) {
        Set<IdempotencyKey> seen = new HashSet<>();
        for (IdempotencyKey key : keys) {
            if (!seen.add(key)) {
                throw new IllegalArgumentException("Two requests of the batch are for the key " + key.brief()
                        + ": collapse requests by key before the call");
            }
        }
    }
}
