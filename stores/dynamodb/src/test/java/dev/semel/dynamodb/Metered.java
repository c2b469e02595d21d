// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.CommitVerdict;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;

/** A table of records, a table of effects, and the costs of the store's and the peer's calls on them. */
final class Metered implements AutoCloseable {

    private static final int EFFECT_BYTES = 200;

    final UnitMeter meter;
    final DynamoDbClient client;
    final DynamoDbStore store;
    private final LocalDynamoDb server;
    private final String table;
    private final String effects;
    private int events;

    Metered(LocalDynamoDb server, String table, UnaryOperator<DynamoDbStoreBuilder> options) {
        this.server = server;
        this.table = table;
        effects = table + "-effects";
        server.createTable(table);
        server.createTable(effects);
        meter = new UnitMeter(server, table, effects);
        client = meter.client();
        store = options.apply(DynamoDbStore.builder(client, table)).build();
    }

    /** {@return the costs of the calls of the store and of the peer in {@code run}} */
    Units cost(Runnable run) {
        meter.drain();
        run.run();
        return meter.drain();
    }

    /** {@return a key without a record} */
    Scene event() {
        return new Scene(store, IdempotencyKey.of("charge", "order-" + (1_000_000 + events++)));
    }

    PowertoolsCalls peerEvent() {
        return new PowertoolsCalls(client, table, 1_000_000 + events++);
    }

    Scene executed(StoredResult result) {
        Scene scene = event();
        execute(scene, result);
        return scene;
    }

    static void execute(Scene scene, StoredResult result) {
        Scene.applied(scene.complete(scene.claimed().claim().id(), result));
    }

    static void duplicate(Scene scene) {
        assertThat(scene.claim(scene.newId())).isInstanceOf(ClaimVerdict.Completed.class);
    }

    Scene released() {
        Scene scene = event();
        Scene.applied(scene.release(scene.claimed().claim().id(), Certainty.UNKNOWN));
        return scene;
    }

    void commit(Scene scene, StoredResult result) {
        Scene.committed(scene.commit(scene.newId(), result, false, effect(scene)));
    }

    void commitAgain(Scene scene, StoredResult result) {
        assertThat(scene.commit(scene.newId(), result, false, effect(scene)))
                .isInstanceOf(CommitVerdict.Answered.class);
    }

    /** A put of an item that is one write unit. */
    DynamoDbWrites effect(Scene scene) {
        return DynamoDbWrites.none()
                .put(Put.builder().tableName(effects).item(effectItem(scene)).build());
    }

    WriteVerdict checkpointWithEffect(Scene scene, ClaimId id) {
        RecoveryPoint point = new RecoveryPoint("ship", Scene.noise(100), 1, scene.now);
        return store.checkpoint(new WriteRequest.Checkpoint(scene.key, id, point), effect(scene), scene.call());
    }

    void effectOutside(Scene scene) {
        client.putItem(put -> put.tableName(effects).item(effectItem(scene)));
    }

    private static Map<String, AttributeValue> effectItem(Scene scene) {
        return Map.of(
                "id",
                AttributeValue.fromS("shipment-" + scene.key.value()),
                "address",
                AttributeValue.fromS("a".repeat(EFFECT_BYTES)));
    }

    /** {@return the bytes of an item; side items are no part of a record's} */
    long recordBytes(String id) {
        return ItemSize.of(server.client()
                .getItem(get -> get.tableName(table)
                        .key(Map.of("id", AttributeValue.fromS(id)))
                        .consistentRead(true))
                .item());
    }

    /** {@return the bytes of the side items of a key} */
    long sideBytes(IdempotencyKey key) {
        return server.client().scanPaginator(scan -> scan.tableName(table)).items().stream()
                .filter(item -> GoldenItem.text(item, "id").startsWith(key.recordId() + "/"))
                .mapToLong(ItemSize::of)
                .sum();
    }

    @Override
    public void close() {
        client.close();
    }
}
