// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.semel.platform.http.Arn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * Records that Lambda sends about asynchronous invocations: an envelope around the event to a destination ("Capturing
 * records of Lambda asynchronous invocations"), and the event itself to a dead-letter queue.
 */
final class AsyncReports {

    private static final int MAX_ERROR_CHARS = 1_024;

    private final InstantSource clock;
    private final QueuedDelivery delivery;
    private final JsonMapper json = new JsonMapper();

    AsyncReports(InstantSource clock, QueuedDelivery delivery) {
        this.clock = clock;
        this.delivery = delivery;
    }

    void succeeded(AsyncEvent event, AsyncSettings settings, Invoked end) throws IOException, InterruptedException {
        if (settings.onSuccess().isPresent()) {
            send(settings.onSuccess().get(), envelope(event, "Success", Optional.of(end)));
        }
    }

    void failed(AsyncEvent event, AsyncSettings settings, String deadLetterArn, String condition, Optional<Invoked> end)
            throws IOException, InterruptedException {
        if (settings.onFailure().isPresent()) {
            send(settings.onFailure().get(), envelope(event, condition, end));
        }
        if (!deadLetterArn.isEmpty()) {
            String body = new String(event.payload(), StandardCharsets.UTF_8);
            delivery.send(deadLetterArn, body, deadLetterAttributes(event, condition, end));
        }
    }

    private static Map<String, String> deadLetterAttributes(AsyncEvent event, String condition, Optional<Invoked> end) {
        String message = end.map(answer -> parse(answer.payload().toByteArray())
                        .path("errorMessage")
                        .asText())
                .orElse(condition);
        String cut = message.substring(0, Math.min(message.length(), MAX_ERROR_CHARS));
        return Map.of("RequestID", event.requestId(), "ErrorCode", "200", "ErrorMessage", cut.isEmpty() ? "-" : cut);
    }

    private void send(String arn, ObjectNode envelope) throws IOException, InterruptedException {
        delivery.send(arn, envelope.toString(), Map.of());
    }

    private ObjectNode envelope(AsyncEvent event, String condition, Optional<Invoked> end) {
        ObjectNode envelope = json.createObjectNode();
        envelope.put("version", "1.0");
        envelope.put("timestamp", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        String version = event.name().qualifier().orElse(FunctionVersion.LATEST);
        envelope.putObject("requestContext")
                .put("requestId", event.requestId())
                .put("functionArn", Arn.ofFunction(event.name().name()) + ":" + version)
                .put("condition", condition)
                .put("approximateInvokeCount", event.tries());
        envelope.set("requestPayload", parse(event.payload()));
        end.ifPresent(answer -> {
            ObjectNode context = envelope.putObject("responseContext");
            context.put("statusCode", 200).put("executedVersion", version);
            answer.error().ifPresent(error -> context.put("functionError", error));
            envelope.set("responsePayload", parse(answer.payload().toByteArray()));
        });
        return envelope;
    }

    /** {@return the document, or its text where it is none} */
    private static JsonNode parse(byte[] document) {
        try {
            return new JsonMapper().readTree(document);
        } catch (IOException e) {
            return new TextNode(new String(document, StandardCharsets.UTF_8));
        }
    }
}
