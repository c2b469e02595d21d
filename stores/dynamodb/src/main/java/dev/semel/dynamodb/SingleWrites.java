// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
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
 * Writes of one business table whose items are their own idempotency record. There is no record beside the item. The
 * first write takes one request, and so does each duplicate, whose answer contains the existing item.
 *
 * <p>Every write leaves a nonce in the item. A write that meets an existing item with its own nonce is the repetition
 * of a request whose reply was lost, including the client's internal retries, and not a duplicate from a rival. It is
 * recognised while the item shows the nonce, that is until the next write through this class. A handler that runs again
 * draws another nonce, so its write is correctly answered as a duplicate.
 *
 * <p>Use it if the item contains everything that a duplicate needs, and if nothing deletes the item while a duplicate
 * may arrive. Payloads are not compared; compare the item's attributes where that matters.
 *
 * <p>The IAM actions needed are {@code dynamodb:PutItem} for {@link #putOnce} and {@code dynamodb:UpdateItem} for
 * {@link #updateVersioned}. A refused write costs write units by the size of the existing item. The client belongs to
 * the caller. Thread-safe.
 */
public final class SingleWrites {

    private static final String ABSENT = "attribute_not_exists(#semel_key)";

    /** The item has another nonce. An item with this nonce was stored by this very put, and is not replaced again. */
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
    private final RequestLimits limits;

    SingleWrites(SingleWritesBuilder builder) {
        client = builder.client;
        table = builder.table;
        partitionKey = builder.partitionKey;
        sortKey = builder.sortKey;
        nonceAttribute = builder.nonceAttribute;
        versionAttribute = builder.versionAttribute;
        nonces = builder.nonces;
        ticker = builder.ticker;
        limits = RequestLimits.of(client);
    }

    /**
     * {@return a builder of the writes of a table}
     *
     * @param client the client that sends the requests; the caller keeps and closes it
     * @param table the name or ARN of the table
     * @param partitionKey the name of its partition key
     */
    public static SingleWritesBuilder builder(DynamoDbClient client, String table, String partitionKey) {
        return new SingleWritesBuilder(client, table, partitionKey);
    }

    /**
     * Puts an item if there is none.
     *
     * @param put the put
     * @param timeout the longest time that the call may take, including the client's own retries; positive
     * @return the answer, which contains the stored item
     * @throws IllegalArgumentException before anything is sent, if the item lacks its key or already has a nonce
     * @throws StoreException as a store's calls; after {@code UNAVAILABLE} the item may have been stored, and repeating
     *     the call then answers {@code Duplicate}, unless {@link PutOnce#nonce} was given
     */
    public PutOnceAnswer putOnce(PutOnce put, Duration timeout) {
        requireItem(put.item());
        Call call = start("putOnce", timeout);
        AttributeValue nonce = Values.text(put.nonce().orElseGet(nonces));
        Map<String, AttributeValue> item = ItemTexts.join(put.item(), Map.of(nonceAttribute, nonce));
        PutItemRequest.Builder conditional = put.replaceable()
                .map(condition -> replacing(condition, nonce))
                .orElseGet(() -> PutItemRequest.builder()
                        .conditionExpression(ABSENT)
                        .expressionAttributeNames(Map.of("#semel_key", partitionKey)));
        PutItemRequest request = limits.within(call, conditional)
                .tableName(table)
                .item(item)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        Reply reply = DynamoDbRequests.conditionalPut(call, PUT, item, () -> client.putItem(request));
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
     * Updates an item if it has the expected version, and increases its version by one.
     *
     * @param update the update
     * @param timeout the longest time that the call may take, including the client's own retries; positive
     * @return the answer, which contains the stored item
     * @throws IllegalArgumentException before anything is sent, if the key is not this table's
     * @throws StoreException as a store's calls; after {@code UNAVAILABLE} the item may have been updated, and
     *     repeating the call then answers {@code Stale}, unless {@link VersionedUpdate#nonce} was given
     */
    public VersionedAnswer updateVersioned(VersionedUpdate update, Duration timeout) {
        requireKey(update.key());
        Call call = start("updateVersioned", timeout);
        AttributeValue nonce = Values.text(update.nonce().orElseGet(nonces));
        AttributeValue next = Values.number(update.expectedVersion() + 1);
        UpdateItemRequest request =
                limits.within(call, request(update, next, nonce)).build();
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

    private UpdateItemRequest.Builder request(VersionedUpdate update, AttributeValue next, AttributeValue nonce) {
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
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
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
}
