// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.ClaimIdSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A builder of {@link SingleWrites}. Not thread-safe. */
public final class SingleWritesBuilder {

    final DynamoDbClient client;
    final String table;
    final String partitionKey;

    @Nullable
    String sortKey;

    String nonceAttribute = "semel_nonce";
    String versionAttribute = "version";
    Supplier<String> nonces = randomNonces();
    LongSupplier ticker = System::nanoTime;

    SingleWritesBuilder(DynamoDbClient client, String table, String partitionKey) {
        this.client = Objects.requireNonNull(client, "client");
        this.table = TableName.require(table);
        this.partitionKey = requireName(partitionKey, "partitionKey");
    }

    private static String requireName(String name, String argument) {
        return Attributes.requireName(Objects.requireNonNull(name, argument), argument);
    }

    private static Supplier<String> randomNonces() {
        ClaimIdSource random = ClaimIdSource.secureRandom();
        return () -> random.next().value();
    }

    /**
     * Sets the name of the table's sort key. Default: none.
     *
     * @param attribute the name
     * @return this builder
     */
    public SingleWritesBuilder sortKey(String attribute) {
        sortKey = requireName(attribute, "sortKey");
        return this;
    }

    /**
     * Sets the attribute, a text, that keeps the nonce. Default: {@code semel_nonce}.
     *
     * @param attribute the name
     * @return this builder
     */
    public SingleWritesBuilder nonceAttribute(String attribute) {
        nonceAttribute = requireName(attribute, "nonceAttribute");
        return this;
    }

    /**
     * Sets the attribute, a number, that keeps the version. Default: {@code version}.
     *
     * @param attribute the name
     * @return this builder
     */
    public SingleWritesBuilder versionAttribute(String attribute) {
        versionAttribute = requireName(attribute, "versionAttribute");
        return this;
    }

    /**
     * Sets the source of nonces. Default: 128 bits of a new {@link java.security.SecureRandom} at each call.
     *
     * @param source returns 1 to 256 characters, never the same twice, not even in a process restored from a snapshot
     * @return this builder
     */
    public SingleWritesBuilder nonces(Supplier<String> source) {
        nonces = Objects.requireNonNull(source, "source");
        return this;
    }

    /**
     * Sets the source of elapsed nanoseconds that timeouts are measured with. Default: {@link System#nanoTime()}.
     *
     * @param nanoTime the source
     * @return this builder
     */
    public SingleWritesBuilder ticker(LongSupplier nanoTime) {
        ticker = Objects.requireNonNull(nanoTime, "nanoTime");
        return this;
    }

    /**
     * Builds the writes. Sends nothing.
     *
     * @return the writes
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
