// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.contest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Makes orders that never came before, and the events that carry them. Deterministic for a seed; for one thread. */
public final class Orders {

    private static final int CARD_CENTS = 10_000;

    private final ObjectMapper mapper = new ObjectMapper();
    private final java.util.Random random;
    private long made;

    /** Takes the seed of all ids. */
    public Orders(long seed) {
        this.random = new java.util.Random(seed);
    }

    /** {@return an order with a new id} */
    public ContestOrder next() {
        made++;
        String id = HexFormat.of().toHexDigits(random.nextLong()) + "-" + made;
        return new ContestOrder("order-" + id, "card-" + id, random.nextInt(1, CARD_CENTS));
    }

    /** {@return that many new orders} */
    public List<ContestOrder> next(int count) {
        return Stream.generate(this::next).limit(count).toList();
    }

    /** {@return the event by which Lambda delivers a batch of SQS messages, one for each order, in UTF-8} */
    public byte[] sqsEvent(List<ContestOrder> orders) {
        return sqsEvent(orders, orders.size());
    }

    /**
     * {@return the event by which Lambda delivers a batch of SQS messages, in UTF-8}
     *
     * @param first how many of the messages are received for the first time; the queue says of the others that they
     *     were received before
     */
    byte[] sqsEvent(List<ContestOrder> orders, int first) {
        ObjectNode event = mapper.createObjectNode();
        ArrayNode records = event.putArray("Records");
        try {
            for (ContestOrder order : orders) {
                String receives = records.size() < first ? "1" : "2";
                made++;
                ObjectNode record = records.addObject()
                        .put("messageId", "message-" + made)
                        .put("receiptHandle", "handle-" + made)
                        .put("body", mapper.writeValueAsString(order))
                        .put("eventSource", "aws:sqs")
                        .put("eventSourceARN", "arn:aws:sqs:us-east-1:123456789012:orders")
                        .put("awsRegion", "us-east-1");
                record.putObject("attributes")
                        .put("ApproximateReceiveCount", receives)
                        .put("SentTimestamp", "1780000000000");
                record.putObject("messageAttributes");
            }
            return mapper.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the bodies of an event, as the handlers do that Semel has no part in. */
    List<ContestOrder> read(byte[] event) {
        try {
            List<ContestOrder> orders = new ArrayList<>();
            for (JsonNode record : mapper.readTree(event).path("Records")) {
                orders.add(readBody(record.path("body").textValue()));
            }
            return orders;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the body of a message. */
    public ContestOrder readBody(String body) {
        try {
            return mapper.readValue(body, ContestOrder.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
