// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.prover.Event;
import dev.semel.prover.Source;
import dev.semel.prover.text.Quoted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes the document of an invocation from the documents of its events, and reads the failed items of a response. */
public final class EventDocuments {

    private static final int LEAST_REFUSAL = 400;

    private final JsonMapper mapper;
    private final List<JsonNode> documents = new ArrayList<>();
    private final Map<Integer, JsonNode> redriven = new HashMap<>();
    private final List<Event> events;
    private final List<String> functions = new ArrayList<>();
    private final int given;
    private final Source source;
    private final Source sending;
    private final Function<String, String> router;
    private final RequestDocuments requests;

    /**
     * Reads the events' documents.
     *
     * @param source the source of the events
     * @param sending the source of what handlers send
     * @param router reads the name of the function from the document of an invocation
     * @throws IllegalArgumentException for a batch source, if a document is not JSON, has not exactly one record, or
     *     has the identifier of another
     */
    public EventDocuments(List<Event> events, Source source, Source sending, Function<String, String> router) {
        this.mapper = new JsonMapper();
        this.requests = new RequestDocuments(mapper);
        this.events = new ArrayList<>(events);
        this.given = events.size();
        this.source = source;
        this.sending = sending;
        this.router = router;
        for (int i = 0; i < events.size(); i++) {
            JsonNode document = isBatch(i) ? read(events.get(i).json(), i) : mapper.nullNode();
            if (isBatch(i) && document.path("Records").size() != 1) {
                throw new IllegalArgumentException(
                        "Event " + i + " must have one record: the prover makes the batches");
            }
            documents.add(document);
            functions.add(functionOf(i));
        }
        requireOneNameEach();
    }

    /** Copies the documents of a proof for one history, in which handlers send more. */
    EventDocuments(EventDocuments ofTheProof) {
        this.mapper = ofTheProof.mapper;
        this.requests = ofTheProof.requests;
        this.events = new ArrayList<>(ofTheProof.events);
        this.documents.addAll(ofTheProof.documents);
        this.functions.addAll(ofTheProof.functions);
        this.given = ofTheProof.given;
        this.source = ofTheProof.source;
        this.sending = ofTheProof.sending;
        this.router = ofTheProof.router;
    }

    private Source.Kind kind(int event) {
        return (event < given ? source : sending).kind();
    }

    private boolean isBatch(int event) {
        return switch (kind(event)) {
            case QUEUE, FIFO, STREAM -> true;
            case ASYNCHRONOUS, REQUEST -> false;
        };
    }

    private String functionOf(int event) {
        String lane = event < given ? "given " : "sent ";
        try {
            return lane + router.apply(of(new Delivery(Instant.EPOCH, List.of(new Delivery.Copy(event, 0, 1)))));
        } catch (RuntimeException unread) {
            return lane; // the function that gets it fails by the same
        }
    }

    /** {@return the name of the function that gets an event; what is given and what is sent have others} */
    String function(int event) {
        return functions.get(event);
    }

    /**
     * Adds an event that a handler sends, whose message gets an id and a time of its own, as each send has.
     *
     * @param now the moment of the send
     * @return its number
     * @throws IllegalArgumentException if it is no document of the source
     */
    int add(Event event, Instant now) {
        if (sending.kind() == Source.Kind.REQUEST) {
            throw new IllegalArgumentException("world.send(...) needs a source of messages, such as Source.queue():"
                    + " declare it by sending(...)");
        }
        int number = events.size();
        JsonNode document = read(event.json(), number).deepCopy();
        if (isBatch(number) && document.path("Records").size() != 1) {
            throw new IllegalArgumentException("world.send(...): the document of '" + Quoted.text(event.subject())
                    + "' must have one record: the prover makes the batches");
        }
        SentDocuments.name(document, number, now);
        events.add(new Event(event.subject(), document.toString(), event.group()));
        documents.add(document);
        functions.add(functionOf(number));
        return number;
    }

    /** {@return the deduplication id of a message to a FIFO queue; empty if its document has none} */
    Optional<String> deduplicationId(Event event) {
        JsonNode record = read(event.json(), events.size()).path("Records").path(0);
        return Optional.of(record.path("attributes").path("MessageDeduplicationId"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
    }

    /** {@return an event, given or sent} */
    Event event(int number) {
        return events.get(number);
    }

    /** {@return the number of events so far} */
    int size() {
        return events.size();
    }

    private void requireOneNameEach() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < events.size() && isBatch(i); i++) {
            String id = itemId(documents.get(i));
            if (!id.isEmpty() && !ids.add(id)) {
                throw new IllegalArgumentException(
                        "Event " + i + " has the identifier of an earlier one: each message or record"
                                + " has its own. The prover makes duplicates of an event itself, see duplicates(...)");
            }
        }
    }

    private JsonNode read(String json, int event) {
        try {
            return mapper.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Event " + event + " is not JSON", e);
        }
    }

    /** Gives a message the ids and the time that it has after a redrive from the dead-letter queue. */
    void redrive(int event, Instant now) {
        if (isBatch(event)) {
            JsonNode document = documents.get(event).deepCopy();
            SentDocuments.redrive(document, now);
            redriven.put(event, document);
        }
    }

    private JsonNode documentOf(Delivery.Copy copy) {
        JsonNode original = documents.get(copy.event());
        return copy.redriven() ? redriven.getOrDefault(copy.event(), original) : original;
    }

    /** {@return the document of one invocation} */
    String of(Delivery delivery) {
        Delivery.Copy first = delivery.copies().get(0);
        if (!isBatch(first.event())) {
            String json = events.get(first.event()).json();
            return kind(first.event()) == Source.Kind.REQUEST ? requests.again(json, first) : json;
        }
        ObjectNode batch = mapper.createObjectNode();
        ArrayNode records = batch.putArray("Records");
        for (Delivery.Copy copy : delivery.copies()) {
            JsonNode record = documentOf(copy).path("Records").get(0).deepCopy();
            if (record.path("attributes") instanceof ObjectNode attributes) {
                attributes.put("ApproximateReceiveCount", String.valueOf(copy.received()));
            }
            if (record instanceof ObjectNode message
                    && record.path("receiptHandle").isTextual()
                    && copy.received() > 1) {
                message.put("receiptHandle", record.path("receiptHandle").asText() + "-" + copy.received());
            }
            records.add(record);
        }
        return batch.toString();
    }

    /** {@return the path of the field that has a value, in the document of a delivery; empty if none has} */
    Optional<String> fieldOf(String value, Delivery delivery) {
        try {
            return fieldOf(value, mapper.readTree(of(delivery)), "");
        } catch (JsonProcessingException e) {
            return Optional.empty(); // an event of another format
        }
    }

    private static Optional<String> fieldOf(String value, JsonNode node, String path) {
        if (node.isValueNode()) {
            return node.asText().equals(value) && !path.isEmpty() ? Optional.of(path) : Optional.empty();
        }
        List<Optional<String>> found = new ArrayList<>();
        node.properties()
                .forEach(field -> found.add(fieldOf(
                        value, field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey())));
        node.elements()
                .forEachRemaining(
                        element -> found.add(node.isArray() ? fieldOf(value, element, path) : Optional.empty()));
        return found.stream().flatMap(Optional::stream).findFirst();
    }

    /** {@return the identifier by which a response names a copy} */
    String itemId(Delivery.Copy copy) {
        return itemId(documentOf(copy));
    }

    private static String itemId(JsonNode document) {
        JsonNode record = document.path("Records").path(0);
        for (JsonNode id : List.of(
                record.path("messageId"),
                record.path("kinesis").path("sequenceNumber"),
                record.path("dynamodb").path("SequenceNumber"))) {
            if (id.isTextual()) {
                return id.asText();
            }
        }
        return "";
    }

    /** {@return whether an answer reports the items of a batch, though the source delivers none} */
    boolean isOfAnotherSource(Delivery delivery, AttemptAnswer answer) {
        try {
            return !isBatch(delivery.copies().get(0).event())
                    && mapper.readTree(answer.output())
                            .path("batchItemFailures")
                            .isArray();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** {@return whether an answer is an HTTP response with a status from 400 on} */
    boolean isRefusal(String answer) {
        try {
            return mapper.readTree(answer).path("statusCode").asInt() >= LEAST_REFUSAL;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** {@return the identifiers of all items of a delivery} */
    Set<String> itemIds(Delivery delivery) {
        Set<String> ids = new HashSet<>();
        delivery.copies().forEach(copy -> ids.add(itemId(copy)));
        return ids;
    }

    /**
     * {@return the items that a response names, an empty text for an item without a name; empty if it is unreadable}
     */
    Optional<Set<String>> failedItems(String response) {
        Set<String> ids = new HashSet<>();
        if (response.isBlank()) {
            return Optional.of(ids);
        }
        JsonNode failures;
        try {
            failures = mapper.readTree(response).path("batchItemFailures");
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        if (failures.isMissingNode() || failures.isNull()) {
            return Optional.of(ids);
        }
        if (!failures.isArray()) {
            return Optional.empty();
        }
        failures.forEach(item -> ids.add(item.path("itemIdentifier").asText()));
        return Optional.of(ids);
    }
}
