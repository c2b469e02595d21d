// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimRequest;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteRequest.Resolution.WithResult;
import dev.semel.store.BatchAnswer;
import dev.semel.store.ListingStore.Query;
import dev.semel.store.RepairStore.Removal;
import dev.semel.store.RepairStore.Replacement;
import dev.semel.store.StoreException;
import dev.semel.store.StoreException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Answers that DynamoDB should never give, on every call of the store: each ends typed, and none proves a refusal. */
@Tag("many-calls")
@ExtendWith(LocalServer.class)
class MalformedAnswersTest {

    private static final String TABLE = "malformed-answers";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final long TICK = Duration.ofSeconds(7).toNanos();
    private static final String ERROR = "{\"__type\":\"com.amazonaws.dynamodb.v20120810#";

    /** A call of the store, whose answers of a batch are told apart. */
    @FunctionalInterface
    private interface StoreAction {
        Object call();
    }

    private final InProgress seen;
    private final Known done;
    private final DynamoDbWrites effects;

    MalformedAnswersTest(LocalDynamoDb server) {
        Scene real = new Scene(server.store(TABLE));
        seen = real.claimed();
        done = Scene.applied(real.complete(seen.claim().id(), Scene.small()));
        effects = DynamoDbWrites.none().update(new Counts(server, "counts").plusOne("mark"));
    }

    /** {@return bodies of answers with status 200: null, missing, too many, too few and wrongly typed members} */
    static List<String> answers() {
        List<String> bodies = new ArrayList<>(List.of("", "null", "[]", "12", "\"text\"", "<html>", "{", "{}"));
        for (String value : List.of("null", "{}", "[]", "12", "\"x\"", "[null]", "{\"" + TABLE + "\":null}")) {
            for (String member : List.of(
                    "Item",
                    "Attributes",
                    "Responses",
                    "UnprocessedKeys",
                    "Items",
                    "LastEvaluatedKey",
                    "ScannedCount",
                    "Table",
                    "TimeToLiveDescription")) {
                bodies.add("{\"" + member + "\":" + value + "}");
            }
        }
        for (String item : List.of(
                "{\"id\":null}",
                "{\"id\":{}}",
                "{\"id\":{\"N\":\"1\"}}",
                "{\"id\":{\"S\":null}}",
                "{\"id\":{\"S\":\"x\"}}",
                "{\"id\":{\"S\":\"x\"},\"status\":{\"S\":\"COMPLETED\"}}",
                "{\"points\":{\"L\":[null]},\"id\":{\"S\":\"x\"}}",
                "{\"id\":\"x\"}")) {
            bodies.add("{\"Item\":" + item + ",\"Attributes\":" + item + "}");
            bodies.add("{\"Items\":[" + item + "],\"ScannedCount\":1,\"LastEvaluatedKey\":" + item + "}");
            bodies.add("{\"Responses\":{\"" + TABLE + "\":[null," + item + "]}}");
            bodies.add("{\"Responses\":{\"" + TABLE + "\":[" + item + "]},\"UnprocessedKeys\":{\"" + TABLE
                    + "\":{\"Keys\":[" + item + "]}}}");
            bodies.add("{\"Responses\":[null,{\"Item\":" + item + "},{\"Item\":" + item + "}]}");
            bodies.add("{\"Responses\":[{\"Error\":{\"Code\":\"ConditionalCheckFailed\",\"Item\":" + item + "}}]}");
            bodies.add("{\"Responses\":[{\"Error\":{\"Code\":\"DuplicateItem\",\"Item\":" + item + "}},null,null]}");
        }
        for (String error : List.of(
                "null",
                "{}",
                "[]",
                "\"x\"",
                "{\"Code\":null}",
                "{\"Code\":\"\"}",
                "{\"Code\":12}",
                "{\"Code\":\"SomethingNew\"}",
                "{\"Code\":\"DuplicateItem\"}",
                "{\"Code\":\"DuplicateItem\",\"Item\":null}",
                "{\"Code\":\"ValidationError\"}",
                "{\"Code\":\"ResourceNotFound\"}")) {
            String one = "{\"Error\":" + error + "}";
            bodies.add("{\"Responses\":[" + one + "]}");
            bodies.add("{\"Responses\":[" + (one + ",").repeat(5) + one + "]}");
        }
        return bodies;
    }

    /** {@return bodies of answers with status 400} */
    static List<String> errors() {
        List<String> bodies = new ArrayList<>(List.of(
                ERROR + "SomethingNew\"}",
                ERROR + "ConditionalCheckFailedException\"}",
                ERROR + "TransactionCanceledException\"}"));
        for (String item : List.of(
                "null",
                "{}",
                "[]",
                "12",
                "\"x\"",
                "{\"id\":null}",
                "{\"id\":{}}",
                "{\"id\":{\"S\":null}}",
                "{\"id\":{\"N\":\"1\"},\"status\":{\"S\":\"COMPLETED\"}}")) {
            bodies.add(ERROR + "ConditionalCheckFailedException\",\"Item\":" + item + "}");
            for (String code : List.of("ConditionalCheckFailed", "None", "ValidationError", "SomethingNew")) {
                String reason = "{\"Code\":\"" + code + "\",\"Item\":" + item + "}";
                bodies.add(ERROR + "TransactionCanceledException\",\"CancellationReasons\":[" + reason + "]}");
                bodies.add(ERROR + "TransactionCanceledException\",\"CancellationReasons\":[{\"Code\":\"None\"},"
                        + reason + "," + reason + ",null," + reason + "]}");
            }
        }
        for (String reasons : List.of(
                "null",
                "[]",
                "{}",
                "12",
                "\"x\"",
                "[null]",
                "[null,null]",
                "[{}]",
                "[[]]",
                "[{\"Code\":null}]",
                "[{\"Code\":12},{\"Code\":{}}]",
                "[null,{\"Code\":\"ConditionalCheckFailed\"}]",
                "[{\"Code\":\"None\"}]",
                "[{\"Code\":\"None\"},null]",
                "[{\"Code\":\"None\"},{\"Code\":\"None\"}]",
                "[{\"Code\":\"None\"},{\"Code\":null},{\"Code\":\"ConditionalCheckFailed\"}]")) {
            bodies.add(ERROR + "TransactionCanceledException\",\"CancellationReasons\":" + reasons + "}");
        }
        return bodies;
    }

    @Test
    void aStrangeSuccessIsNeverThrownRawAndRefusesNothing() throws IOException {
        expectTyped(200, answers(), reason -> reason == Reason.UNAVAILABLE, name -> true, scripted -> {});
    }

    @Test
    void aStrangeErrorIsNeverThrownRaw() throws IOException {
        expectTyped(400, errors(), reason -> true, name -> true, scripted -> {});
    }

    /** The answers to the read of a batch and to its single calls, after the key was found to be there. */
    @Test
    void aStrangeAnswerAfterADuplicateIsNeverThrownRaw() throws IOException {
        String duplicate = "{\"Error\":{\"Code\":\"DuplicateItem\"}}";
        String three = "{\"Responses\":[" + duplicate + "," + duplicate + "," + duplicate + "]}";
        expectTyped(
                200,
                answers(),
                reason -> reason == Reason.UNAVAILABLE,
                name -> name.startsWith("claimAll"),
                scripted -> scripted.always("BatchExecuteStatement", three));
    }

    private void expectTyped(
            int status,
            List<String> bodies,
            Predicate<Reason> allowed,
            Predicate<String> of,
            Consumer<ScriptedServer> first)
            throws IOException {
        List<String> wrong = new ArrayList<>();
        try (ScriptedServer scripted = new ScriptedServer().raw(status, "{}");
                DynamoDbClient client = scripted.clientWithoutRetries()) {
            first.accept(scripted);
            for (String body : bodies) {
                scripted.raw(status, body).skip();
                Map<String, StoreAction> actions = actions(client);
                actions.keySet().removeIf(of.negate());
                actions.forEach((name, action) -> {
                    try {
                        action.call();
                    } catch (StoreException e) {
                        if (!allowed.test(e.reason())) {
                            wrong.add(name + " " + body + ": " + e);
                        }
                    } catch (EffectsRefusedException e) {
                        // a cancellation that names effects
                    } catch (RuntimeException e) {
                        wrong.add(name + " " + body + ": " + e);
                    }
                });
            }
        }
        assertThat(wrong).isEmpty();
    }

    private Map<String, StoreAction> actions(DynamoDbClient client) {
        long[] nanos = {0};
        DynamoDbStore store = DynamoDbStore.builder(client, TABLE)
                .ticker(() -> nanos[0] += TICK)
                .waiting(pause -> {})
                .groups(Runnable::run)
                .build();
        Scene scene = new Scene(store);
        BatchScene batch = new BatchScene(store);
        List<ClaimRequest> claims = batch.requests(3);
        WriteRequest.Complete asSeen =
                new WriteRequest.Complete(scene.key, seen.claim().id(), Scene.small(), Scene.WINDOW, seen);
        Map<String, StoreAction> actions = new LinkedHashMap<>();
        actions.put("claim", () -> scene.claim(scene.newId()));
        actions.put("complete", () -> scene.complete(scene.newId(), Scene.small()));
        actions.put("complete large", () -> scene.complete(scene.newId(), Scene.success(Scene.noise(9000))));
        actions.put("complete as seen", () -> store.complete(asSeen, scene.call()));
        actions.put("release", () -> scene.release(scene.newId(), Certainty.UNKNOWN));
        actions.put("checkpoint", () -> scene.checkpoint(scene.newId(), "step", Blob.utf8("x")));
        actions.put("checkpoint large", () -> scene.checkpoint(scene.newId(), "step", Scene.noise(9000)));
        actions.put("resolve", () -> scene.resolve(scene.newId(), new WithResult(Scene.small(), Scene.WINDOW)));
        actions.put("commit", () -> scene.commit(scene.newId(), effects));
        actions.put(
                "checkpoint with effects",
                () -> store.checkpoint(
                        new WriteRequest.Checkpoint(
                                scene.key, scene.newId(), new RecoveryPoint("step", Blob.utf8("x"), 1, scene.now)),
                        effects,
                        scene.call()));
        actions.put("find", () -> store.find(scene.key, scene.call()));
        actions.put("read", () -> store.read("x", scene.call()));
        actions.put("list", () -> store.list(new Query("", 10, ""), scene.call()));
        actions.put("replace", () -> store.replace(new Replacement("x", seen, done), scene.call()));
        actions.put("remove", () -> store.remove(new Removal("x", seen), scene.call()));
        actions.put("claimAll", () -> answered(3, store.claimAll(claims, batch.call())));
        actions.put("claimAll of two groups", () -> answered(30, store.claimAll(batch.requests(30), batch.call())));
        actions.put(
                "claimAll of likely duplicates",
                () -> answered(
                        3,
                        store.claimAll(
                                claims.stream()
                                        .map(MalformedAnswersTest::likely)
                                        .toList(),
                                batch.call())));
        actions.put(
                "writeAll",
                () -> answered(3, store.writeAll(BatchScene.completions(claims, Scene.small()), batch.call())));
        actions.put("createTable", () -> {
            store.createTable(Duration.ofMillis(1));
            return "created";
        });
        SingleWrites writes = SingleWrites.builder(client, TABLE, "id").build();
        Map<String, AttributeValue> item = Map.of("id", AttributeValue.fromS("once"));
        actions.put("putOnce", () -> writes.putOnce(PutOnce.of(item), TIMEOUT));
        actions.put(
                "updateVersioned",
                () -> writes.updateVersioned(
                        VersionedUpdate.of(item, 1, "SET a = :a", Map.of(), Map.of(":a", AttributeValue.fromN("1"))),
                        TIMEOUT));
        return actions;
    }

    private static ClaimRequest likely(ClaimRequest request) {
        return new ClaimRequest(
                request.key(),
                request.claimId(),
                request.fingerprint(),
                request.fingerprintPolicy(),
                request.lease(),
                request.retention(),
                request.source(),
                true);
    }

    private static <V> List<BatchAnswer<V>> answered(int count, List<BatchAnswer<V>> answers) {
        assertThat(answers).hasSize(count);
        return answers;
    }
}
