// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

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
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.BatchAnswer;
import dev.semel.store.BatchStore;
import dev.semel.store.CheckpointStore;
import dev.semel.store.CommitStore;
import dev.semel.store.StoreCall;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Keeps idempotency records in a DynamoDB table: one item for each key, small whatever the result's size, decided about
 * by conditional writes.
 *
 * <p>A first claim is one request, its completion one more (two with a large result); a duplicate is answered by the
 * reply to its own claim (and one read for a large result). What else can be claimed takes one more request. Reads are
 * consistent. The IAM actions needed are {@code dynamodb:GetItem}, {@code PutItem} and {@code UpdateItem}.
 *
 * <p>Batches take one request for each 25 first claims, one more when some are duplicates, another when some of these
 * have large results, and another when some are taken over; and one for each 25 writes, besides one for each large result
 * and each recovery point. Requests that DynamoDB throttles fail alone. Batches need {@code dynamodb:PartiQLInsert}, {@code
 * PartiQLUpdate} and {@code BatchGetItem}. Where one of these is denied, or the table is given by its ARN, the requests of
 * a batch are sent one by one. A denial is remembered: after permissions were added, a new store is needed.
 *
 * <p>The client is the caller's, who also closes it; it may retry by itself or not. Each request is given what is left of
 * its call's timeout as API call timeout. Thread-safe.
 */
public final class DynamoDbStore implements BatchStore, CheckpointStore, CommitStore<DynamoDbWrites> {

    private static final int LONGEST_RECORD_ID = 1900;

    private final String table;
    private final DynamoDbClient client;
    private final Attributes attributes;
    private final Function<IdempotencyKey, String> recordIds;
    private final LongSupplier ticker;
    private final DynamoDbRequests requests;
    private final ItemCodec codec;
    private final SideItems sideItems;
    private final Claims claims;
    private final Writes writes;
    private final ResultPlacement placement;
    private final CompareAndSwap swap;
    private final Object firstBatch = new Object();
    private @Nullable Batches batches;

    private DynamoDbStore(Builder builder) {
        client = builder.client;
        attributes = new Attributes(builder.attributeNames, builder.sortKey);
        table = builder.table;
        recordIds = builder.recordIds;
        ticker = builder.ticker;
        requests = new DynamoDbRequests(builder.client, table, attributes);
        codec = new ItemCodec(attributes);
        sideItems = new SideItems(requests, builder.oversizedResults);
        int room = builder.recordSizeLimit - (int) ItemSize.of(sampleWithoutIdAndResult(codec));
        placement = new ResultPlacement(name(), room, builder.oversizedResults);
        Statements statements = Statements.of(attributes);
        swap = new CompareAndSwap(requests, codec, sideItems, placement);
        claims = new Claims(requests, codec, swap);
        writes = new Writes(requests, codec, sideItems, placement, swap, statements);
    }

    /** Returns a store with every default. */
    public static DynamoDbStore of(DynamoDbClient client, String table) {
        return builder(client, table).build();
    }

    /**
     * Starts a store.
     *
     * @param client sends the requests; stays the caller's
     * @param table the name or ARN of the table
     */
    public static Builder builder(DynamoDbClient client, String table) {
        return new Builder(client, table);
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

    @Override
    public List<BatchAnswer<WriteVerdict>> writeAll(List<WriteRequest> requests, StoreCall call) {
        return batches().writes.writeAll(byRecordId(requests, WriteRequest::key), start("writeAll", call));
    }

    /**
     * Stores a result and makes {@code effects}, in one {@code TransactWriteItems}, without a claim before it.
     *
     * <p>One request when the key is nothing, or when its record answers; two over a record whose window is over, and over
     * a released or lapsed claim that may be taken over; one more, before it, for a large result. Without effects it is a
     * plain conditional put. A transaction costs twice the write units of its writes ("Amazon DynamoDB Transactions: How it
     * works" of the developer guide); what a cancelled one costs is not stated there, so reckon with as much for a
     * duplicate. {@code TransactionConflict} is tried again at once a few times.
     *
     * <p>The IAM actions needed are {@code dynamodb:PutItem} on the record's table, {@code GetItem} for large results, and
     * for the effects what the same writes need outside a transaction, or {@code ConditionCheckItem} ("IAM with DynamoDB
     * transactions" of the developer guide).
     *
     * @throws EffectsRefusedException if DynamoDB refused the effects while the record could be written; neither was
     * @throws IllegalArgumentException before anything was sent, if an effect is on the record itself
     * @throws dev.semel.store.StoreException as every call; {@code TOO_LARGE}, before anything was sent, if the effects
     *     certainly exceed the 4 MB of a transaction, or an item its 400 KB
     */
    @Override
    public CommitVerdict commit(CommitRequest request, DynamoDbWrites effects, StoreCall call) {
        return commits().commit(recordId(request.key()), request, effects, start("commit", call));
    }

    /**
     * Stores a recovery point and makes the effects of its step, in one transaction. After FENCED none were made; a
     * repetition is APPLIED and makes them no second time. Two requests: a transaction returns no record, so it is read
     * first. Permissions, costs and errors are those of {@link #commit}.
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

    @Override
    public String name() {
        return "DynamoDB table '" + table + "'";
    }

    /**
     * Creates the table, billed on demand, with deletion of expired items (TTL), and waits until it can be used, for at
     * most {@code bound}. A table that is there with this key schema is left as it is, except that TTL is enabled.
     * Needs {@code dynamodb:CreateTable}, {@code DescribeTable}, {@code DescribeTimeToLive} and {@code
     * UpdateTimeToLive}.
     *
     * @throws dev.semel.store.StoreException if the table has another key schema or another TTL attribute, or is not
     *     ready in time
     */
    public void createTable(Duration bound) {
        tableSetup().create(bound, true);
    }

    /** As {@link #createTable}, but nothing is ever deleted: for tests whose clock is not the table's. */
    public void createTableWithoutTtl(Duration bound) {
        tableSetup().create(bound, false);
    }

    // What a first single call does not need is made when it is: a cold start loads its classes otherwise.

    private TableSetup tableSetup() {
        return new TableSetup(client, table, attributes, name());
    }

    private Commits commits() {
        return new Commits(requests, new Transactions(client, table), codec, sideItems, placement, swap);
    }

    /** Returns the one of this store: it remembers whether batches may be sent. */
    private Batches batches() {
        synchronized (firstBatch) {
            if (batches == null) {
                BatchRequests sent = new BatchRequests(requests);
                PartiQlTexts texts = new PartiQlTexts(table, attributes);
                batches = new Batches(
                        new DynamoDbBatchClaims(sent, texts, codec, sideItems, swap, claims),
                        new BatchWrites(sent, texts, writes));
            }
            return batches;
        }
    }

    private record Batches(DynamoDbBatchClaims claims, BatchWrites writes) {}

    /**
     * Runs what a first claim, its completion and a duplicate run, and sends nothing: an SDK client made for this answers
     * itself, below the SDK's own requests and replies. So the classes of this store and of the SDK are loaded and linked
     * before a snapshot of the process is taken (Lambda SnapStart). Call it once, while the function initialises; that
     * takes as long as the first call is spared. This store's client is not used; its connections are not opened.
     *
     * <p>What a call needs of the engine is prepared by {@link dev.semel.OperationTemplate#prime}.
     */
    public void prime() {
        new Priming(table).run();
    }

    private Call start(String name, StoreCall call) {
        return new Call(name(), name, call, ticker);
    }

    private String recordId(IdempotencyKey key) {
        String id = recordIds.apply(key);
        int bytes = id.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > LONGEST_RECORD_ID) {
            throw new IllegalArgumentException("recordIds must yield 1 to " + LONGEST_RECORD_ID + " bytes, yielded "
                    + bytes + " for the key " + key.brief());
        }
        return id;
    }

    /** Returns the requests in their order; throws when two are for one record. */
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

    /** A completed record as most are; its id and result come on top. */
    private static Map<String, AttributeValue> sampleWithoutIdAndResult(ItemCodec codec) {
        Instant now = Instant.ofEpochMilli(1_767_323_045_678L);
        Claim claim = new Claim(ClaimId.FOREIGN, now.toEpochMilli(), 10, now.toEpochMilli(), now, "s".repeat(64));
        Fingerprint fingerprint = Fingerprint.sha256("sha256-json1", Blob.utf8(""));
        PlacedResult result =
                new PlacedResult(new StoredResult.Success(Blob.utf8("")), Placement.INLINE, Blob.utf8(""), null);
        Instant end = Instant.ofEpochSecond(now.getEpochSecond() + 1);
        return codec.encode("", new Completed(claim, fingerprint, 10, result.result(), now, end), result);
    }

    /** Builds a {@link DynamoDbStore}. Not thread-safe. */
    public static final class Builder {

        private static final int SMALLEST_RECORD = 1024;

        private final DynamoDbClient client;
        private final String table;
        private final Map<Attribute, String> attributeNames = new EnumMap<>(Attribute.class);
        private Attributes.@Nullable SortKey sortKey;
        private Function<IdempotencyKey, String> recordIds = IdempotencyKey::recordId;
        private int recordSizeLimit = SMALLEST_RECORD;
        private OversizedResults oversizedResults = OversizedResults.refuse();
        private LongSupplier ticker = System::nanoTime;

        private Builder(DynamoDbClient client, String table) {
            this.client = Objects.requireNonNull(client, "client");
            this.table = Objects.requireNonNull(table, "table");
            if (table.isEmpty()) {
                throw new IllegalArgumentException("table is empty");
            }
        }

        /** Calls an attribute otherwise than {@link Attribute#defaultName()}. Names must differ from each other. */
        public Builder attributeName(Attribute attribute, String name) {
            attributeNames.put(Objects.requireNonNull(attribute, "attribute"), Objects.requireNonNull(name, "name"));
            return this;
        }

        /**
         * Says that the table has a composite key: the partition key is {@link Attribute#ID}, and {@code attribute} is
         * the sort key, a text, and always has {@code value}. Default: no sort key.
         */
        public Builder sortKey(String attribute, String value) {
            sortKey = new Attributes.SortKey(
                    Objects.requireNonNull(attribute, "attribute"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * Maps keys to record ids otherwise than {@link IdempotencyKey#recordId()}, to share records with another
         * library. The mapping must be injective (S13), the same in every client, and yield 1 to 1900 bytes of UTF-8.
         */
        public Builder recordIds(Function<IdempotencyKey, String> mapping) {
            recordIds = Objects.requireNonNull(mapping, "mapping");
            return this;
        }

        /**
         * Sets how many bytes a record may have before its result, or recovery points, go into side items. Default
         * 1024, one write unit; at most 409600, where every result that fits is kept in the record. A long source,
         * detail or many step names may exceed it: it bounds the bill, not what can be stored.
         */
        public Builder recordSizeLimit(int bytes) {
            if (bytes < SMALLEST_RECORD || bytes > ItemSize.LIMIT) {
                throw new IllegalArgumentException("recordSizeLimit must be 1024 to 409600 bytes, is " + bytes);
            }
            recordSizeLimit = bytes;
            return this;
        }

        /** Says what becomes of results that no item can hold. Default: {@link OversizedResults#refuse()}. */
        public Builder oversizedResults(OversizedResults policy) {
            oversizedResults = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /** Sets the source of elapsed nanoseconds by which timeouts are kept. Default: {@link System#nanoTime()}. */
        public Builder ticker(LongSupplier nanoTime) {
            ticker = Objects.requireNonNull(nanoTime, "nanoTime");
            return this;
        }

        /**
         * Returns the store. Sends nothing.
         *
         * @throws IllegalArgumentException if two attributes have one name, or a name is empty or longer than 255 bytes
         */
        public DynamoDbStore build() {
            return new DynamoDbStore(this);
        }
    }
}
