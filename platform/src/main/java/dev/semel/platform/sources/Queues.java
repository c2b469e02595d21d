// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.functions.QueuedDelivery;
import dev.semel.platform.http.Api;
import dev.semel.platform.http.ApiAnswer;
import dev.semel.platform.http.ApiRequest;
import dev.semel.platform.http.Arn;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.ServiceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Client of SQS, for the platform's own messages. Thread-safe. */
public final class Queues implements QueuedDelivery {

    private final Api sqs;

    /**
     * Makes a client.
     *
     * @param sqs the engine
     */
    public Queues(Api sqs) {
        this.sqs = sqs;
    }

    /** Calls an operation. {@return the answer's document} */
    JsonNode call(String operation, ObjectNode document) throws IOException, InterruptedException {
        byte[] body = document.toString().getBytes(StandardCharsets.UTF_8);
        Map<String, List<String>> headers = Map.of(
                "Content-Type", List.of("application/x-amz-json-1.0"),
                "Content-Length", List.of(Integer.toString(body.length)),
                "X-Amz-Target", List.of("AmazonSQS." + operation));
        ApiAnswer answer = sqs.answer(new ApiRequest("POST", "/", "", headers, new ByteArrayInputStream(body)));
        byte[] text;
        try (var in = answer.body()) {
            text = in.readAllBytes();
        }
        JsonNode found = JsonTree.parse(text);
        if (!answer.isSuccess()) {
            String type = found.path("__type").asText("InternalError");
            throw new ServiceException(
                    answer.status(),
                    type.substring(type.indexOf('#') + 1),
                    operation + " of SQS: "
                            + found.path("message").asText(found.path("Message").asText("")));
        }
        return found;
    }

    /** {@return the URL of a queue on the engine, by its ARN} */
    String url(String arn) throws IOException, InterruptedException {
        String name = Arn.parse(arn)
                .map(Arn::resource)
                .orElseThrow(
                        () -> new ServiceException(400, "InvalidParameterValue", "not the ARN of a queue: " + arn));
        return call("GetQueueUrl", JsonTree.object().put("QueueName", name))
                .path("QueueUrl")
                .asText();
    }

    @Override
    public void send(String arn, String body, Map<String, String> attributes) throws IOException, InterruptedException {
        send(arn, body, attributes, Map.of());
    }

    /** Sends a message with the members that a FIFO queue needs. */
    void send(String arn, String body, Map<String, String> attributes, Map<String, String> members)
            throws IOException, InterruptedException {
        ObjectNode message = JsonTree.object().put("QueueUrl", url(arn)).put("MessageBody", body);
        members.forEach(message::put);
        if (!attributes.isEmpty()) {
            ObjectNode all = message.putObject("MessageAttributes");
            attributes.forEach((name, value) ->
                    all.putObject(name).put("DataType", "String").put("StringValue", value));
        }
        call("SendMessage", message);
    }
}
