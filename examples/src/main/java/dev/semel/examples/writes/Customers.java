// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.writes;

import dev.semel.dynamodb.PutOnce;
import dev.semel.dynamodb.PutOnceAnswer;
import dev.semel.dynamodb.SingleWrites;
import dev.semel.dynamodb.VersionedAnswer;
import dev.semel.dynamodb.VersionedUpdate;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Customers, each an item that is its own idempotency record: one write each time, and no record beside it. */
public final class Customers {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final SingleWrites items;

    /**
     * Opens the table.
     *
     * @param dynamoDb the client; stays the caller's
     * @param table the table's name; its key is {@code email}
     */
    public Customers(DynamoDbClient dynamoDb, String table) {
        items = SingleWrites.builder(dynamoDb, table, "email").build();
    }

    /**
     * Signs a customer up.
     *
     * @param email the address
     * @param name the name
     * @return the name under which the customer is signed up, by this call or an earlier one
     */
    public String signUp(String email, String name) {
        PutOnce customer = PutOnce.of(Map.of("email", text(email), "name", text(name), "version", number(1)));
        return switch (items.putOnce(customer, TIMEOUT)) {
            case PutOnceAnswer.Inserted inserted -> name;
            case PutOnceAnswer.Duplicate duplicate ->
                duplicate.item().getOrDefault("name", text(name)).s();
        };
    }

    /**
     * Renames the customer whom the caller saw at {@code version}.
     *
     * @param email the address
     * @param version the version that was read
     * @param name the name
     * @return true if this call renamed; false if another write was first, or if this is a duplicate: read the item
     */
    public boolean rename(String email, long version, String name) {
        VersionedUpdate rename = VersionedUpdate.of(
                Map.of("email", text(email)),
                version,
                "SET #name = :name",
                Map.of("#name", "name"),
                Map.of(":name", text(name)));
        return switch (items.updateVersioned(rename, TIMEOUT)) {
            case VersionedAnswer.Updated updated -> true;
            case VersionedAnswer.Stale stale -> false;
        };
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
