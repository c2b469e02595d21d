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
 * The effects of a commit or a checkpoint that are themselves DynamoDB writes: puts, updates, deletes and condition
 * checks, in tables of the store's account and Region. They are made together with the record, or not at all. May be
 * empty. Immutable and thread-safe.
 *
 * <p>DynamoDB makes at most one write for each item in a transaction. Two on one item are refused here as far as they can
 * be told apart without asking for the table's key schema, which would cost a round trip and a permission: updates,
 * deletes and checks carry their key, and a put is compared where its table's key attributes are known, from another
 * write on that table, because it is the store's own, or as named with {@link #put}. Two that slip through are refused by
 * DynamoDB itself, as {@link dev.semel.store.StoreException.Reason#REFUSED}, with nothing applied.
 */
public final class DynamoDbWrites {

    /**
     * The most writes. A transaction has at most 100 actions ("Amazon DynamoDB Transactions: How it works" of the developer
     * guide), and one is the record's.
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

    /** Returns no writes, to add to. */
    public static DynamoDbWrites none() {
        return NONE;
    }

    /**
     * Returns these writes, in this order.
     *
     * @throws IllegalArgumentException if there are more than {@link #LIMIT}, two are on one item, or one is not exactly
     *     one of put, update, delete and condition check
     */
    public static DynamoDbWrites of(List<TransactWriteItem> writes) {
        List<EffectWrite> checked = new ArrayList<>();
        for (TransactWriteItem write : writes) {
            checked.add(EffectWrite.of(write, Set.of(), checked.size()));
        }
        return new DynamoDbWrites(checked);
    }

    /**
     * Returns these writes and a put.
     *
     * @param keyAttributes how the table's key attributes are called, so that another write on this item is refused
     *     before anything is sent; may be left out
     * @throws IllegalArgumentException as {@link #of}
     */
    public DynamoDbWrites put(Put put, String... keyAttributes) {
        return with(TransactWriteItem.builder().put(put).build(), Set.of(keyAttributes));
    }

    /** Returns these writes and an update; throws as {@link #of}. */
    public DynamoDbWrites update(Update update) {
        return with(TransactWriteItem.builder().update(update).build(), Set.of());
    }

    /** Returns these writes and a delete; throws as {@link #of}. */
    public DynamoDbWrites delete(Delete delete) {
        return with(TransactWriteItem.builder().delete(delete).build(), Set.of());
    }

    /** Returns these writes and a check of an item that none of them writes; throws as {@link #of}. */
    public DynamoDbWrites check(ConditionCheck check) {
        return with(TransactWriteItem.builder().conditionCheck(check).build(), Set.of());
    }

    private DynamoDbWrites with(TransactWriteItem write, Set<String> keyAttributes) {
        List<EffectWrite> longer = new ArrayList<>(writes);
        longer.add(EffectWrite.of(write, keyAttributes, longer.size()));
        return new DynamoDbWrites(longer);
    }

    /** Returns the writes, in the order in which they were added. */
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

    /** Returns how many there are; never what they write. */
    @Override
    public String toString() {
        return "DynamoDbWrites[" + writes.size() + "]";
    }
}
