// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * The effects of a commit or a checkpoint, if they are DynamoDB writes: puts, updates, deletes and condition checks in
 * tables of the store's account and Region. They are applied together with the record or not at all. May be empty.
 * Immutable and thread-safe.
 *
 * <p>A DynamoDB transaction takes at most one write for each item. Two writes on one item are refused here if that
 * shows without the table's key schema, which would cost a round trip and a permission: updates, deletes and checks
 * carry their key, and a put is compared if its table's key attributes are known from another write on that table, from
 * the store itself, or from {@link #put}. DynamoDB refuses the remaining cases, as {@link
 * dev.semel.store.StoreException.Reason#REFUSED}, with nothing applied.
 */
public final class DynamoDbWrites {

    /**
     * The largest number of writes. A transaction has at most 100 actions ("Amazon DynamoDB Transactions: How it works"
     * of the developer guide), and one is the record's.
     */
    public static final int LIMIT = 99;

    private static final DynamoDbWrites NONE = new DynamoDbWrites(List.of());

    private final List<EffectWrite> writes;

    private DynamoDbWrites(List<EffectWrite> writes) {
        if (writes.size() > LIMIT) {
            throw new IllegalArgumentException("A transaction takes at most " + LIMIT
                    + " writes beside the idempotency record, these are " + writes.size()
                    + "; split the operation into several keys");
        }
        this.writes = List.copyOf(writes);
        new TransactionItems(this.writes).requireDistinct();
    }

    /** {@return no writes, as a start for adding some} */
    public static DynamoDbWrites none() {
        return NONE;
    }

    /**
     * {@return these writes, in this order}
     *
     * @param writes the writes
     * @throws IllegalArgumentException if there are more than {@link #LIMIT}, two are on one item, or one is not
     *     exactly one of put, update, delete and condition check
     */
    public static DynamoDbWrites of(List<TransactWriteItem> writes) {
        List<EffectWrite> checked = new ArrayList<>();
        for (TransactWriteItem write : writes) {
            checked.add(EffectWrite.of(write, Set.of(), checked.size()));
        }
        return new DynamoDbWrites(checked);
    }

    /**
     * {@return these writes and a put}
     *
     * @param put the put
     * @param keyAttributes the names of the table's key attributes, so that another write on this item is refused
     *     before anything is sent; optional
     * @throws IllegalArgumentException as {@link #of}
     */
    public DynamoDbWrites put(Put put, String... keyAttributes) {
        return with(TransactWriteItem.builder().put(put).build(), Set.of(keyAttributes));
    }

    /**
     * {@return these writes and an update}
     *
     * @param update the update
     * @throws IllegalArgumentException as {@link #of}
     */
    public DynamoDbWrites update(Update update) {
        return with(TransactWriteItem.builder().update(update).build(), Set.of());
    }

    /**
     * {@return these writes and a delete}
     *
     * @param delete the delete
     * @throws IllegalArgumentException as {@link #of}
     */
    public DynamoDbWrites delete(Delete delete) {
        return with(TransactWriteItem.builder().delete(delete).build(), Set.of());
    }

    /**
     * {@return these writes and a check of an item that none of them writes}
     *
     * @param check the check
     * @throws IllegalArgumentException as {@link #of}
     */
    public DynamoDbWrites check(ConditionCheck check) {
        return with(TransactWriteItem.builder().conditionCheck(check).build(), Set.of());
    }

    private DynamoDbWrites with(TransactWriteItem write, Set<String> keyAttributes) {
        List<EffectWrite> longer = new ArrayList<>(writes);
        longer.add(EffectWrite.of(write, keyAttributes, longer.size()));
        return new DynamoDbWrites(longer);
    }

    /** {@return the writes, in the order in which they were added} */
    public List<TransactWriteItem> items() {
        return writes.stream().map(EffectWrite::action).toList();
    }

    List<EffectWrite> writes() {
        return writes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DynamoDbWrites that && writes.equals(that.writes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(writes);
    }

    /** Shows the number of writes, never their content. */
    @Override
    public String toString() {
        return "DynamoDbWrites[" + writes.size() + "]";
    }
}
