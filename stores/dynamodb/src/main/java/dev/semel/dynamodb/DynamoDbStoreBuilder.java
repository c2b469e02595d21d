// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.Waiting;
import dev.semel.model.IdempotencyKey;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A builder of a {@link DynamoDbStore}. Not thread-safe. */
public final class DynamoDbStoreBuilder {

    private static final int SMALLEST_RECORD = 1024;

    final DynamoDbClient client;
    final String table;
    final Map<Attribute, String> attributeNames = new EnumMap<>(Attribute.class);
    Attributes.@Nullable SortKey sortKey;
    Function<IdempotencyKey, String> recordIds = IdempotencyKey::recordId;
    int recordSizeLimit = SMALLEST_RECORD;
    OversizedResults oversizedResults = OversizedResults.refuse();
    LongSupplier ticker = System::nanoTime;
    Waiting waiting = Waiting.sleeping();
    boolean partiQl = true;
    Executor groups = task -> Thread.ofVirtual().name("semel-group").start(task);

    DynamoDbStoreBuilder(DynamoDbClient client, String table) {
        this.client = Objects.requireNonNull(client, "client");
        this.table = TableName.require(table);
    }

    /**
     * Sets the name of an attribute. Default: {@link Attribute#defaultName()}. Names must differ from each other.
     *
     * @param attribute the attribute
     * @param name its name in the table, 1 to 255 bytes of UTF-8
     * @return this builder
     */
    public DynamoDbStoreBuilder attributeName(Attribute attribute, String name) {
        attributeNames.put(Objects.requireNonNull(attribute, "attribute"), Objects.requireNonNull(name, "name"));
        return this;
    }

    /**
     * Declares a composite key: {@link Attribute#ID} is the partition key and {@code attribute} the sort key, a text.
     * Default: no sort key.
     *
     * @param attribute the name of the sort key
     * @param value the value that the sort key has in every item of this store; not empty
     * @return this builder
     */
    public DynamoDbStoreBuilder sortKey(String attribute, String value) {
        sortKey = new Attributes.SortKey(
                Objects.requireNonNull(attribute, "attribute"), Objects.requireNonNull(value, "value"));
        return this;
    }

    /**
     * Sets the mapping of keys to record ids, to share records with another library. Default: {@link
     * IdempotencyKey#recordId()}.
     *
     * @param mapping the mapping; it must be injective (S13), the same in every client, and return 1 to 1900 bytes of
     *     UTF-8
     * @return this builder
     */
    public DynamoDbStoreBuilder recordIds(Function<IdempotencyKey, String> mapping) {
        recordIds = Objects.requireNonNull(mapping, "mapping");
        return this;
    }

    /**
     * Sets the size above which the result or the recovery points of a record go into side items. Default: 1024, one
     * write unit. At 409600 every result that fits is kept in the record. A long source, detail or list of step names
     * may exceed the limit: it bounds the bill, not the size of what can be stored.
     *
     * @param bytes the limit in bytes, 1024 to 409600
     * @return this builder
     */
    public DynamoDbStoreBuilder recordSizeLimit(int bytes) {
        if (bytes < SMALLEST_RECORD || bytes > ItemSize.LIMIT) {
            throw new IllegalArgumentException("recordSizeLimit must be 1024 to 409600 bytes, is " + bytes);
        }
        recordSizeLimit = bytes;
        return this;
    }

    /**
     * Sets the policy for results that no item can hold. Default: {@link OversizedResults#refuse()}.
     *
     * @param policy the policy
     * @return this builder
     */
    public DynamoDbStoreBuilder oversizedResults(OversizedResults policy) {
        oversizedResults = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /**
     * Sets the source of elapsed nanoseconds that timeouts are measured with. Default: {@link System#nanoTime()}.
     *
     * @param nanoTime the source
     * @return this builder
     */
    public DynamoDbStoreBuilder ticker(LongSupplier nanoTime) {
        ticker = Objects.requireNonNull(nanoTime, "nanoTime");
        return this;
    }

    /**
     * Sets the waiting between tries of throttled batch statements. Default: the caller's thread sleeps.
     *
     * @param waiting the waiting
     * @return this builder
     */
    public DynamoDbStoreBuilder waiting(Waiting waiting) {
        this.waiting = Objects.requireNonNull(waiting, "waiting");
        return this;
    }

    /**
     * Leaves PartiQL out: the requests of a batch are sent one by one, so a role needs no permission for batches.
     * Default: batches are sent until a permission turns out to be missing.
     *
     * @return this builder
     */
    public DynamoDbStoreBuilder withoutPartiQl() {
        partiQl = false;
        return this;
    }

    /**
     * Sets the executor for requests of a batch that travel at once: the groups of more than 25 items, one by the
     * caller's thread and up to seven by this executor, and the read of the records of duplicates while the bodies of
     * new items run. All have ended when the batch ends. Default: virtual threads, which end with the batch. {@code
     * Runnable::run} sends one request after another, and the bodies begin after the read.
     *
     * @param executor the executor, which stays the caller's. What it refuses or does not begin, the caller's thread
     *     sends
     * @return this builder
     */
    public DynamoDbStoreBuilder groups(Executor executor) {
        groups = Objects.requireNonNull(executor, "executor");
        return this;
    }

    /**
     * Builds the store. Sends nothing.
     *
     * @return a new store
     * @throws IllegalArgumentException if two attributes have one name, or a name is empty or longer than 255 bytes
     */
    public DynamoDbStore build() {
        return new DynamoDbStore(this);
    }
}
