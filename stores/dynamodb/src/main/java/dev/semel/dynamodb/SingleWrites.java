// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.ClaimIdSource;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Writes of one business table that are their own idempotency record: no record beside the item, one request for the
 * first write and one for each duplicate, which brings the item that is there.
 *
 * <p>Every write leaves a nonce in the item. A write that finds the item in its way and its own nonce in it is the
 * repetition of a request whose reply was lost, the client's internal retries included, and not a rival's duplicate. It
 * is recognised as long as the item shows the nonce, that is until the next write through this class. A handler that runs
 * again draws another nonce, and so is a duplicate, which is what it should be told.
 *
 * <p>Use it where the item says all that a duplicate needs, and nothing ever deletes the item while a duplicate may come.
 * A payload is not compared; compare the item's attributes where that matters.
 *
 * <p>The IAM actions needed are {@code dynamodb:PutItem} for {@link #putOnce} and {@code dynamodb:UpdateItem} for {@link
 * #updateVersioned}. A refused write costs write units by the size of the item that is there. The client stays the
 * caller's. Thread-safe.
 */
public final class SingleWrites {

    private static final String ABSENT = "attribute_not_exists(#semel_key)";

    /** An item that shows this nonce was made by this put already: it is not replaced again. */
    private static final String RIVALS = "attribute_not_exists(#semel_nonce) OR #semel_nonce <> :semel_nonce";

    private static final String AT_VERSION = "#semel_version = :semel_expected";

    private static final String NEXT_VERSION = "#semel_version = :semel_next, #semel_nonce = :semel_nonce";

    private static final Action PUT = action("dynamodb:PutItem");
    private static final Action UPDATE = action("dynamodb:UpdateItem");

    private static final int LONGEST_NONCE = 256;

    private final DynamoDbClient client;
    private final String table;
    private final String partitionKey;
    private final @Nullable String sortKey;
    private final String nonceAttribute;
    private final String versionAttribute;
    private final Supplier<String> nonces;
    private final LongSupplier ticker;

    private SingleWrites(Builder builder) {
        client = builder.client;
        table = builder.table;
        partitionKey = builder.partitionKey;
        sortKey = builder.sortKey;
        nonceAttribute = builder.nonceAttribute;
        versionAttribute = builder.versionAttribute;
        nonces = builder.nonces;
        ticker = builder.ticker;
    }

    /**
     * Starts the writes of a table.
     *
     * @param client sends the requests; stays the caller's
     * @param table the name or ARN of the table
     * @param partitionKey the name of its partition key
     */
    public static Builder builder(DynamoDbClient client, String table, String partitionKey) {
        return new Builder(client, table, partitionKey);
    }

    /**
     * Puts an item unless it is there.
     *
     * @param timeout how long the call may take, the client's own retries included; positive
     * @throws IllegalArgumentException before anything was sent, if the item lacks its key or already has a nonce
     * @throws StoreException as a store's calls; after {@code UNAVAILABLE} the item may have been put, and repeating
     *     the call answers {@code Duplicate} then, unless {@link PutOnce#nonce} was given
     */
    public PutOnceAnswer putOnce(PutOnce put, Duration timeout) {
        requireItem(put.item());
        Call call = start("putOnce", timeout);
        AttributeValue nonce = Values.text(put.nonce().orElseGet(nonces));
        Map<String, AttributeValue> item = ItemTexts.join(put.item(), Map.of(nonceAttribute, nonce));
        PutItemRequest request = put.replaceable()
                .map(condition -> replacing(condition, nonce))
                .orElseGet(() -> PutItemRequest.builder()
                        .conditionExpression(ABSENT)
                        .expressionAttributeNames(Map.of("#semel_key", partitionKey)))
                .tableName(table)
                .item(item)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .overrideConfiguration(DynamoDbRequests.within(call))
                .build();
        Reply reply = DynamoDbRequests.conditional(call, PUT, () -> {
            client.putItem(request);
            return item;
        });
        return switch (reply) {
            case Reply.Written written -> new PutOnceAnswer.Inserted(written.item());
            case Reply.Refused refused -> stands(call, refused.item(), nonce);
        };
    }

    private PutItemRequest.Builder replacing(ItemCondition condition, AttributeValue nonce) {
        Map<String, String> ours = Map.of("#semel_key", partitionKey, "#semel_nonce", nonceAttribute);
        return PutItemRequest.builder()
                .conditionExpression(ABSENT + " OR ((" + RIVALS + ") AND (" + condition.expression() + "))")
                .expressionAttributeNames(ItemTexts.join(condition.names(), ours))
                .expressionAttributeValues(ItemTexts.join(condition.values(), Map.of(":semel_nonce", nonce)));
    }

    private PutOnceAnswer stands(Call call, @Nullable Map<String, AttributeValue> item, AttributeValue nonce) {
        if (item == null) {
            throw StoreException.unavailable(
                    call.store(), call.name(), new IllegalStateException("the item that is there did not come back"));
        }
        return nonce.equals(item.get(nonceAttribute))
                ? new PutOnceAnswer.Inserted(item)
                : new PutOnceAnswer.Duplicate(item);
    }

    /**
     * Updates an item that has the expected version, and counts its version on.
     *
     * @param timeout how long the call may take, the client's own retries included; positive
     * @throws IllegalArgumentException before anything was sent, if the key is not this table's
     * @throws StoreException as a store's calls; after {@code UNAVAILABLE} the item may have been updated, and repeating
     *     the call answers {@code Stale} then, unless {@link VersionedUpdate#nonce} was given
     */
    public VersionedAnswer updateVersioned(VersionedUpdate update, Duration timeout) {
        requireKey(update.key());
        Call call = start("updateVersioned", timeout);
        AttributeValue nonce = Values.text(update.nonce().orElseGet(nonces));
        AttributeValue next = Values.number(update.expectedVersion() + 1);
        UpdateItemRequest request = request(update, next, nonce).toBuilder()
                .overrideConfiguration(DynamoDbRequests.within(call))
                .build();
        return switch (DynamoDbRequests.conditional(
                call, UPDATE, () -> client.updateItem(request).attributes())) {
            case Reply.Written written -> new VersionedAnswer.Updated(written.item());
            case Reply.Refused refused -> {
                Map<String, AttributeValue> item = refused.item() == null ? Map.of() : refused.item();
                boolean own = nonce.equals(item.get(nonceAttribute)) && next.equals(item.get(versionAttribute));
                yield own ? new VersionedAnswer.Updated(item) : new VersionedAnswer.Stale(item);
            }
        };
    }

    private UpdateItemRequest request(VersionedUpdate update, AttributeValue next, AttributeValue nonce) {
        Map<String, AttributeValue> values = Map.of(
                ":semel_expected", Values.number(update.expectedVersion()),
                ":semel_next", next,
                ":semel_nonce", nonce);
        Map<String, String> names = Map.of("#semel_version", versionAttribute, "#semel_nonce", nonceAttribute);
        return UpdateItemRequest.builder()
                .tableName(table)
                .key(update.key())
                .updateExpression(ItemTexts.alsoSetting(update.expression(), NEXT_VERSION))
                .conditionExpression(AT_VERSION)
                .expressionAttributeNames(ItemTexts.join(update.names(), names))
                .expressionAttributeValues(ItemTexts.join(update.values(), values))
                .returnValues(ReturnValue.ALL_NEW)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
    }

    private Call start(String name, Duration timeout) {
        StoreCall call = new StoreCall(Instant.EPOCH, timeout); // nothing here depends on the time of day
        return new Call("DynamoDB table '" + table + "'", name, call, ticker);
    }

    private void requireItem(Map<String, AttributeValue> item) {
        if (!item.containsKey(partitionKey) || (sortKey != null && !item.containsKey(sortKey))) {
            throw new IllegalArgumentException("item lacks its key, the attributes " + keyNames());
        }
        if (item.containsKey(nonceAttribute)) {
            throw new IllegalArgumentException(
                    "item has the attribute '" + nonceAttribute + "', which is for the nonce; give it with nonce(...)");
        }
    }

    private void requireKey(Map<String, AttributeValue> key) {
        int parts = sortKey == null ? 1 : 2;
        if (key.size() != parts || !key.containsKey(partitionKey) || (parts == 2 && !key.containsKey(sortKey))) {
            throw new IllegalArgumentException("key must have exactly the attributes " + keyNames());
        }
    }

    private String keyNames() {
        return sortKey == null ? "'" + partitionKey + "'" : "'" + partitionKey + "' and '" + sortKey + "'";
    }

    static String requireNonce(String nonce) {
        int length = nonce.length();
        if (length < 1 || length > LONGEST_NONCE) {
            throw new IllegalArgumentException("nonce must have 1 to 256 characters, has " + length);
        }
        return nonce;
    }

    private static Action action(String name) {
        return new Action(
                name,
                name + " on the table",
                "is invalid: the item's key or an expression does not fit the table; see the cause",
                "store less in the item");
    }

    /** Builds {@link SingleWrites}. Not thread-safe. */
    public static final class Builder {

        private final DynamoDbClient client;
        private final String table;
        private final String partitionKey;
        private @Nullable String sortKey;
        private String nonceAttribute = "semel_nonce";
        private String versionAttribute = "version";
        private Supplier<String> nonces = randomNonces();
        private LongSupplier ticker = System::nanoTime;

        private Builder(DynamoDbClient client, String table, String partitionKey) {
            this.client = Objects.requireNonNull(client, "client");
            this.table = requireName(table, "table");
            this.partitionKey = requireName(partitionKey, "partitionKey");
        }

        private static String requireName(String name, String argument) {
            if (Objects.requireNonNull(name, argument).isEmpty()) {
                throw new IllegalArgumentException(argument + " is empty");
            }
            return name;
        }

        private static Supplier<String> randomNonces() {
            ClaimIdSource random = ClaimIdSource.secureRandom();
            return () -> random.next().value();
        }

        /** Says how the table's sort key is called. Default: it has none. */
        public Builder sortKey(String attribute) {
            sortKey = requireName(attribute, "sortKey");
            return this;
        }

        /** Says which attribute, a text, keeps the nonce. Default {@code semel_nonce}. */
        public Builder nonceAttribute(String attribute) {
            nonceAttribute = requireName(attribute, "nonceAttribute");
            return this;
        }

        /** Says which attribute, a number, keeps the version. Default {@code version}. */
        public Builder versionAttribute(String attribute) {
            versionAttribute = requireName(attribute, "versionAttribute");
            return this;
        }

        /**
         * Sets where nonces come from: 1 to 256 characters, never the same twice, also not in a process restored from a
         * snapshot. Default: 128 bits of a new {@link java.security.SecureRandom} at each call.
         */
        public Builder nonces(Supplier<String> source) {
            nonces = Objects.requireNonNull(source, "source");
            return this;
        }

        /** Sets the source of elapsed nanoseconds by which timeouts are kept. Default: {@link System#nanoTime()}. */
        public Builder ticker(LongSupplier nanoTime) {
            ticker = Objects.requireNonNull(nanoTime, "nanoTime");
            return this;
        }

        /**
         * Returns the writes. Sends nothing.
         *
         * @throws IllegalArgumentException if two attributes have one name
         */
        public SingleWrites build() {
            Map<String, String> uses = new HashMap<>();
            uses.put(partitionKey, "partitionKey");
            take(uses, nonceAttribute, "nonceAttribute");
            take(uses, versionAttribute, "versionAttribute");
            if (sortKey != null) {
                take(uses, sortKey, "sortKey");
            }
            return new SingleWrites(this);
        }

        private static void take(Map<String, String> uses, String name, String use) {
            String other = uses.putIfAbsent(name, use);
            if (other != null) {
                throw new IllegalArgumentException(use + " and " + other + " are both '" + name + "'");
            }
        }
    }
}
