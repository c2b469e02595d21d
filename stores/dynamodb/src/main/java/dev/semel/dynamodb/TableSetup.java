// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.PrintableText;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;

/** The set-up of a store's table: creates it, or checks the existing one. */
final class TableSetup {

    private static final String CALL = "createTable";

    private final DynamoDbClient client;
    private final String table;
    private final Attributes attributes;
    private final String store;

    TableSetup(DynamoDbClient client, String table, Attributes attributes, String store) {
        this.client = client;
        this.table = table;
        this.attributes = attributes;
        this.store = store;
    }

    void create(Duration bound, boolean withTtl) {
        if (!bound.isPositive()) {
            throw new IllegalArgumentException("bound must be positive, is " + bound);
        }
        attempt("dynamodb:CreateTable", this::createIfAbsent);
        attempt("dynamodb:DescribeTable", () -> requireKeySchema(await(bound)));
        if (withTtl) {
            attempt("dynamodb:UpdateTimeToLive", this::enableTtl);
        }
    }

    private void createIfAbsent() {
        List<KeySchemaElement> schema = new ArrayList<>();
        List<AttributeDefinition> definitions = new ArrayList<>();
        keySchema().forEach((type, name) -> {
            schema.add(
                    KeySchemaElement.builder().attributeName(name).keyType(type).build());
            definitions.add(AttributeDefinition.builder()
                    .attributeName(name)
                    .attributeType(ScalarAttributeType.S)
                    .build());
        });
        try {
            client.createTable(request -> request.tableName(table)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .keySchema(schema)
                    .attributeDefinitions(definitions));
        } catch (ResourceInUseException e) {
            // It exists, or another process is creating it; its key schema is compared once it is active.
        }
    }

    private TableDescription await(Duration bound) {
        try (DynamoDbWaiter waiter = DynamoDbWaiter.builder().client(client).build()) {
            return waiter.waitUntilTableExists(
                            request -> request.tableName(table), options -> options.waitTimeout(bound))
                    .matched()
                    .response()
                    .orElseThrow(() -> SdkClientException.create("The table was not ready within " + bound))
                    .table();
        }
    }

    private void requireKeySchema(TableDescription description) {
        Map<KeyType, String> wanted = keySchema();
        Map<KeyType, String> found = new TreeMap<>();
        description.keySchema().forEach(element -> found.put(element.keyType(), element.attributeName()));
        boolean texts = description.attributeDefinitions().stream()
                .filter(definition -> found.containsValue(definition.attributeName()))
                .allMatch(definition -> definition.attributeType() == ScalarAttributeType.S);
        if (!wanted.equals(found) || !texts) {
            throw StoreException.refused(
                    store,
                    CALL,
                    "the table is there with the key schema " + found + (texts ? "" : ", not all of type S")
                            + ", this store needs " + wanted + " of type S; use another table, or name its attributes",
                    null);
        }
    }

    private void enableTtl() {
        String attribute = attributes.name(Attribute.EXPIRATION);
        TimeToLiveDescription ttl =
                client.describeTimeToLive(request -> request.tableName(table)).timeToLiveDescription();
        boolean enabled = ttl.timeToLiveStatus() == TimeToLiveStatus.ENABLED
                || ttl.timeToLiveStatus() == TimeToLiveStatus.ENABLING;
        if (!enabled) {
            client.updateTimeToLive(request -> request.tableName(table)
                    .timeToLiveSpecification(ttlOn -> ttlOn.enabled(true).attributeName(attribute)));
        } else if (!attribute.equals(ttl.attributeName())) {
            throw StoreException.refused(
                    store,
                    CALL,
                    "its TTL attribute is '" + PrintableText.name(ttl.attributeName()) + "', this store needs '"
                            + PrintableText.name(attribute) + "'",
                    null);
        }
    }

    private Map<KeyType, String> keySchema() {
        Map<KeyType, String> schema = new TreeMap<>();
        schema.put(KeyType.HASH, attributes.name(Attribute.ID));
        Attributes.SortKey sortKey = attributes.sortKey();
        if (sortKey != null) {
            schema.put(KeyType.RANGE, sortKey.attribute());
        }
        return schema;
    }

    private void attempt(String action, Runnable step) {
        try {
            step.run();
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            throw Failures.of(e, store, CALL, Action.onRecord(action, attributes.keyNames()));
        }
    }
}
