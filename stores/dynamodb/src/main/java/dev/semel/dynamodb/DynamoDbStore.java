// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.Waiting;
import dev.semel.model.Blob;
import dev.semel.model.Claim;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.CommitRequest;
import dev.semel.model.CommitVerdict;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.StoredResult;
import dev.semel.model.Text;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.BatchAnswer;
import dev.semel.store.CheckpointStore;
import dev.semel.store.CommitStore;
import dev.semel.store.EarlyBatchStore;
import dev.semel.store.RepairStore;
import dev.semel.store.StoreCall;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A store that keeps idempotency records in a DynamoDB table: one item for each key, small whatever the size of the
 * result, changed by conditional writes only.
 *
 * <p>A first claim is one request and its completion another one (two with a large result). A duplicate is answered by
 * the reply to its own claim (and one read for a large result). Claiming a released or lapsed record takes one more
 * request. Reads are consistent. The IAM actions needed are {@code dynamodb:GetItem}, {@code PutItem} and {@code
 * UpdateItem}.
 *
 * <p>A batch takes one request for each 25 first claims, one more if some are duplicates, another if some of these have
 * large results, and another if some are taken over; and one request for each 25 writes, plus one for each large result
 * and each recovery point. The groups of 25 travel at once, at most eight at a time, and all have ended when the call
 * returns. Statements that DynamoDB throttles are sent again until the call's time is over, and then fail alone.
 * Batches need {@code dynamodb:PartiQLInsert}, {@code PartiQLUpdate} and {@code BatchGetItem}. If one of these is
 * denied, or if the table is given by its ARN, the requests of a batch are sent one by one. A denial is cached. After
 * adding permissions, create a new store. {@link DynamoDbStoreBuilder#withoutPartiQl()} leaves batches out from the
 * start.
 *
 * <p>The client belongs to the caller, who also closes it; it may retry by itself or not. Each request takes at most
 * the time that its call has left: by an {@code apiCallTimeout} of its own, or by the client's where that is not
 * longer. Thread-safe.
 */
public final class DynamoDbStore implements EarlyBatchStore, CheckpointStore, CommitStore<DynamoDbWrites>, RepairStore {

    private static final int LONGEST_RECORD_ID = 1900;

    private final String table;
    private final String name;
    private final DynamoDbClient client;
    private final Attributes attributes;
    private final Function<IdempotencyKey, String> recordIds;
    private final LongSupplier ticker;
    private final Waiting waiting;
    private final boolean partiQl;
    private final Executor groups;
    private final DynamoDbRequests requests;
    private final ItemCodec codec;
    private final SideItems sideItems;
    private final Claims claims;
    private final Writes writes;
    private final ResultPlacement placement;
    private final CompareAndSwap swap;
    private final Object firstBatch = new Object();
    private @Nullable Batches batches;

    DynamoDbStore(DynamoDbStoreBuilder builder) {
        client = builder.client;
        attributes = new Attributes(builder.attributeNames, builder.sortKey);
        table = builder.table;
        name = "DynamoDB table '" + table + "'";
        recordIds = builder.recordIds;
        ticker = builder.ticker;
        waiting = builder.waiting;
        partiQl = builder.partiQl;
        groups = builder.groups;
        requests = new DynamoDbRequests(builder.client, table, attributes);
        codec = new ItemCodec(attributes);
        sideItems = new SideItems(requests, builder.oversizedResults);
        int room = builder.recordSizeLimit - (int) ItemSize.of(sampleWithoutIdAndResult(codec));
        placement = new ResultPlacement(name, room, builder.oversizedResults);
        Statements statements = Statements.of(attributes);
        swap = new CompareAndSwap(requests, codec, sideItems, placement);
        claims = new Claims(requests, codec, swap);
        writes = new Writes(requests, codec, sideItems, placement, swap, statements);
    }

    /**
     * {@return a store with every default}
     *
     * @param client the client that sends the requests; the caller keeps and closes it
     * @param table the name or ARN of the table
     */
    public static DynamoDbStore of(DynamoDbClient client, String table) {
        return builder(client, table).build();
    }

    /**
     * {@return a builder of a store}
     *
     * @param client the client that sends the requests; the caller keeps and closes it
     * @param table the name or ARN of the table
     */
    public static DynamoDbStoreBuilder builder(DynamoDbClient client, String table) {
        return new DynamoDbStoreBuilder(client, table);
    }

    @Override
    public ClaimVerdict claim(ClaimRequest request, StoreCall call) {
        return claims.claim(recordId(request.key()), request, start("claim", call));
    }

    @Override
    public WriteVerdict complete(WriteRequest.Complete request, StoreCall call) {
        return writes.write(recordId(request.key()), request, start("complete", call));
    }

    @Override
    public WriteVerdict release(WriteRequest.Release request, StoreCall call) {
        return writes.write(recordId(request.key()), request, start("release", call));
    }

    @Override
    public WriteVerdict renew(WriteRequest.Renew request, StoreCall call) {
        return writes.write(recordId(request.key()), request, start("renew", call));
    }

    @Override
    public WriteVerdict checkpoint(WriteRequest.Checkpoint request, StoreCall call) {
        return writes.write(recordId(request.key()), request, start("checkpoint", call));
    }

    @Override
    public WriteVerdict quarantine(WriteRequest.Quarantine request, StoreCall call) {
        return writes.write(recordId(request.key()), request, start("quarantine", call));
    }

    @Override
    public WriteVerdict resolve(WriteRequest.Resolve request, StoreCall call) {
        return writes.write(recordId(request.key()), request, start("resolve", call));
    }

    @Override
    public List<BatchAnswer<ClaimVerdict>> claimAll(List<ClaimRequest> requests, StoreCall call) {
        return batches().claims.claimAll(byRecordId(requests, ClaimRequest::key), start("claimAll", call));
    }

    /**
     * The claims of absent keys are answered after one round trip. The other records are read, and taken over if they
     * may be, by the executor of {@link DynamoDbStoreBuilder#groups}.
     */
    @Override
    public EarlyAnswers claimAllEarly(List<ClaimRequest> requests, StoreCall call) {
        return batches().claims.claimAllEarly(byRecordId(requests, ClaimRequest::key), start("claimAll", call));
    }

    @Override
    public List<BatchAnswer<WriteVerdict>> writeAll(List<WriteRequest> requests, StoreCall call) {
        return batches().writes.writeAll(byRecordId(requests, WriteRequest::key), start("writeAll", call));
    }

    /**
     * Stores a result and applies {@code effects} in one {@code TransactWriteItems}, without a claim before it.
     *
     * <p>It takes one request if the record is absent or answers for the key; two over a record whose window has ended,
     * and over a released or lapsed claim that may be taken over; and one more, before it, for a large result. Without
     * effects it is a plain conditional put. A transaction costs twice the write units of its writes ("Amazon DynamoDB
     * Transactions: How it works" of the developer guide). The cost of a cancelled transaction is not documented;
     * assume the same for a duplicate. After {@code TransactionConflict} the transaction is tried again at once, a few
     * times.
     *
     * <p>The IAM actions needed are {@code dynamodb:PutItem} on the record's table, {@code GetItem} for large results,
     * and for the effects the same actions as outside a transaction, or {@code ConditionCheckItem} ("IAM with DynamoDB
     * transactions" of the developer guide).
     *
     * @throws EffectsRefusedException if DynamoDB refused the effects although the record could have been written;
     *     neither was written
     * @throws IllegalArgumentException before anything was sent, if an effect is on the record itself
     * @throws dev.semel.store.StoreException as every call; {@code TOO_LARGE}, before anything was sent, if the effects
     *     certainly exceed the 4 MB of a transaction, or an item its 400 KB
     */
    @Override
    public CommitVerdict commit(CommitRequest request, DynamoDbWrites effects, StoreCall call) {
        return commits().commit(recordId(request.key()), request, effects, start("commit", call));
    }

    /**
     * Stores a recovery point and applies the effects of its step, in one transaction. After FENCED no effect was
     * applied. A repetition is APPLIED and does not apply the effects again. It takes two requests, because a
     * transaction returns no record: the record is read first. Permissions, costs and errors are those of {@link
     * #commit}.
     */
    @Override
    public WriteVerdict checkpoint(WriteRequest.Checkpoint request, DynamoDbWrites effects, StoreCall call) {
        return commits().checkpoint(recordId(request.key()), request, effects, start("checkpoint", call));
    }

    @Override
    public Optional<IdempotencyRecord> find(IdempotencyKey key, StoreCall call) {
        Call started = start("find", call);
        String id = recordId(key);
        Map<String, AttributeValue> item = requests.get(started, id);
        return item == null ? Optional.empty() : Optional.of(codec.decode(item, sideItems.of(started, id)));
    }

    /**
     * Lists by {@code Scan}, consistently, off the hot path. A page looks at no more items than ten times its limit
     * (and ten MB), so it may hold fewer records than its limit, or none, although more follow; {@code examined} says
     * how many it looked at. Each costs a read unit for each 4 KB looked at, whatever the prefix: pace pages by it.
     * Large results are left out as {@code Missing}. Needs {@code dynamodb:Scan}, and {@code GetItem} for large
     * recovery points.
     */
    @Override
    public Page list(Query query, StoreCall call) {
        return new DynamoDbListing(requests, codec, sideItems).page(query, start("list", call));
    }

    @Override
    public Optional<IdempotencyRecord> read(String recordId, StoreCall call) {
        return repairs().read(recordId, start("read", call));
    }

    /**
     * Takes one read and one conditional put; one more request deletes each value beside the record that it no longer
     * shows, and needs {@code dynamodb:DeleteItem}. Objects of an overflow store are not deleted.
     */
    @Override
    public boolean replace(Replacement replacement, StoreCall call) {
        return repairs().replace(replacement, start("replace", call));
    }

    /**
     * Takes one conditional delete; one more request deletes each value beside the record. Needs {@code
     * dynamodb:DeleteItem}. Objects of an overflow store are not deleted.
     */
    @Override
    public boolean remove(Removal removal, StoreCall call) {
        return repairs().remove(removal, start("remove", call));
    }

    private DynamoDbRepairs repairs() {
        return new DynamoDbRepairs(requests, codec, sideItems, swap, placement);
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * Creates the table, billed on demand and with deletion of expired items (TTL), and waits until it is ready. If the
     * table exists with this key schema, only TTL is enabled. Needs {@code dynamodb:CreateTable}, {@code
     * DescribeTable}, {@code DescribeTimeToLive} and {@code UpdateTimeToLive}.
     *
     * @param bound the longest wait; positive
     * @throws dev.semel.store.StoreException if the table has another key schema or another TTL attribute, or is not
     *     ready in time
     */
    public void createTable(Duration bound) {
        tableSetup().create(bound, true);
    }

    /**
     * Creates the table as {@link #createTable} does, but without TTL: for tests whose clock is not the table's.
     *
     * @param bound the longest wait; positive
     */
    public void createTableWithoutTtl(Duration bound) {
        tableSetup().create(bound, false);
    }

    // Objects that a first single call does not need are made on demand: a cold start would load their classes.

    private TableSetup tableSetup() {
        return new TableSetup(client, table, attributes, name);
    }

    private Commits commits() {
        return new Commits(requests, new Transactions(requests), codec, sideItems, placement, swap);
    }

    /** {@return this store's only instance, which remembers whether batches are permitted} */
    private Batches batches() {
        synchronized (firstBatch) {
            if (batches == null) {
                BatchRequests sent = new BatchRequests(requests, waiting, partiQl);
                StepsAtOnce atOnce = new StepsAtOnce(groups);
                PartiQlTexts texts = new PartiQlTexts(table, attributes);
                batches = new Batches(
                        new DynamoDbBatchClaims(sent, texts, codec, sideItems, swap, claims, atOnce),
                        new BatchWrites(sent, texts, codec, writes, atOnce));
            }
            return batches;
        }
    }

    private record Batches(DynamoDbBatchClaims claims, BatchWrites writes) {}

    /**
     * Runs the code of a first claim, its completion and a duplicate, without sending anything: a private SDK client
     * answers below the SDK's own requests and replies. This loads and links the classes of this store and of the SDK
     * before a snapshot of the process is taken (Lambda SnapStart). Call it once while the function initialises; it
     * takes as long as it saves in the first call. This store's client is not used and its connections are not opened.
     *
     * <p>{@link dev.semel.OperationTemplate#prime} prepares the engine in the same way.
     */
    public void prime() {
        new Priming(table).run();
    }

    private Call start(String method, StoreCall call) {
        return new Call(name, method, call, ticker);
    }

    private String recordId(IdempotencyKey key) {
        String id = Text.requireEncodable(recordIds.apply(key), "the text that recordIds yields");
        int bytes = ItemSize.utf8(id);
        if (bytes < 1 || bytes > LONGEST_RECORD_ID) {
            throw new IllegalArgumentException("recordIds must yield 1 to " + LONGEST_RECORD_ID + " bytes, yielded "
                    + bytes + " for the key " + key.brief());
        }
        return id;
    }

    /**
     * {@return the requests by record id, in order}
     *
     * @throws IllegalArgumentException if two are for one record
     */
    private <R> Map<String, R> byRecordId(List<R> requests, Function<R, IdempotencyKey> key) {
        Map<String, R> byId = new LinkedHashMap<>();
        for (R request : requests) {
            IdempotencyKey one = key.apply(request);
            if (byId.put(recordId(one), request) != null) {
                throw new IllegalArgumentException("requests has two for the record of the key " + one.brief()
                        + "; collapse requests of one key, and see that recordIds is injective");
            }
        }
        return byId;
    }

    /** {@return the item of a completed record that has every attribute, without its id and result} */
    private static Map<String, AttributeValue> sampleWithoutIdAndResult(ItemCodec codec) {
        Instant now = Instant.ofEpochMilli(1_767_323_045_678L);
        long fence = now.toEpochMilli();
        Claim claim = new Claim(ClaimId.FOREIGN, fence, 10, fence - 1, now.minusMillis(1), "s".repeat(64));
        Fingerprint fingerprint = Fingerprint.sha256("sha256-json1", Blob.utf8(""));
        StoredResult failure = new StoredResult.FinalFailure("t", Blob.utf8(""));
        PlacedResult result = PlacedResult.of(failure, Placement.INLINE, Blob.utf8(""), null);
        Instant end = Instant.ofEpochSecond(now.getEpochSecond() + 1);
        return codec.encode("", new Completed(claim, fingerprint, 10, result.result(), now, end), result);
    }
}
