// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semel.RecordingPolicy;
import dev.semel.json.JacksonCodec;
import dev.semel.lambda.BatchPolicy;
import dev.semel.prover.Prover;
import dev.semel.prover.ProverBuilder;
import dev.semel.prover.Rule;
import dev.semel.prover.Source;
import dev.semel.prover.event.SampleEvents;
import dev.semel.prover.event.SampleRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The shop's handlers against the prover: copies, crashes, lost replies, failing effects and pauses, two of them at
 * once, completely, and some histories at random.
 */
@Tag("slow")
class ProvenShopTest {

    private static final Source QUEUE =
            Source.queue().timeout(Duration.ofSeconds(10)).redelivery(Duration.ofSeconds(60));

    /** The prover controls no threads but its own, so nothing is recorded beside the bodies here. */
    private static final BatchPolicy BATCHES =
            BatchPolicy.defaults().recording(RecordingPolicy.EACH_RECORD).failures(item -> {});

    private final JacksonCodec codec = JacksonCodec.create();
    private final JsonMapper mapper = new JsonMapper();

    @Test
    void placeOrder() {
        check(
                "PlaceOrder",
                world -> client(PlaceOrder.handler(world.idempotency(), world.orders(), world.queue())),
                proof -> proof.source(Source.request().timeout(Duration.ofSeconds(10)))
                        .event("ada", request())
                        .rules(Rule.exactlyOnce("order"), Rule.oneKey("queue"), Rule.equalAnswers()));
    }

    @Test
    void importOrders() {
        check(
                "ImportOrders",
                world -> ImportOrders.handler(
                        world.idempotency(), world.files(), world.orders(), world.queue(), BATCHES),
                proof -> proof.source(Source.asynchronous().timeout(Duration.ofSeconds(10)))
                        .event("ada", SampleEvents.s3("intake", "wholesale.csv", "0A"))
                        .rules(Rule.exactlyOnce("order"), Rule.oneKey("queue")));
    }

    @Test
    void chargeOrder() {
        check(
                "ChargeOrder",
                world -> ChargeOrder.handler(world.idempotency(), world.charging(), BATCHES),
                proof -> proof.source(QUEUE)
                        .event("ada", message("message-1"))
                        .event("ada", message("message-2"))
                        .rules(Rule.exactlyOnce("charge"), Rule.exactlyOnce("mail"), Rule.recovers("charge"))
                        .unjudged("announce"));
    }

    @Test
    void awardPoints() {
        String event = SampleEvents.eventBridge(
                "event-1", "shop", "OrderPaid", "{\"orderId\":\"order-1\",\"customer\":\"ada\",\"cents\":1200}");
        check(
                "AwardPoints",
                world -> AwardPoints.handler(world.idempotency(), world.store(), world.points()),
                proof -> proof.source(Source.asynchronous().timeout(Duration.ofSeconds(10)))
                        .event("ada", event)
                        .event("ada", event.replace("event-1", "event-2"))
                        .rules(Rule.exactlyOnce("points")));
    }

    private void check(
            String name,
            Function<ProvenShop, RequestStreamHandler> handler,
            Function<ProverBuilder, ProverBuilder> proof) {
        ProverBuilder prover = Prover.of(world -> handler.apply(new ProvenShop(world, codec)))
                .systematic(100_000, 2)
                .random(200, 1);
        System.out.println(name + ": " + proof.apply(prover).check());
    }

    private static String message(String id) {
        return SampleEvents.sqs(id, "{\"orderId\":\"order-1\"}");
    }

    private static String request() {
        return new SampleRequest(
                        "POST",
                        "/orders",
                        Map.of("Idempotency-Key", "\"8e03978e-40d5-43e8-bc93-6894a57f9324\""),
                        "{\"customer\":\"ada\",\"article\":\"tea\",\"cents\":\"1200\"}")
                .ofFunctionUrl();
    }

    /** A client that tries again after everything but 201, and does not care whether the answer is a replay. */
    private RequestStreamHandler client(RequestStreamHandler handler) {
        return (input, output, context) -> {
            ByteArrayOutputStream response = new ByteArrayOutputStream();
            handler.handleRequest(input, response, context);
            JsonNode answer = mapper.readTree(response.toByteArray());
            if (answer.path("statusCode").asInt() != 201) {
                throw new IOException("status " + answer.path("statusCode").asInt());
            }
            output.write(answer.path("body").asText().getBytes(StandardCharsets.UTF_8));
        };
    }
}
