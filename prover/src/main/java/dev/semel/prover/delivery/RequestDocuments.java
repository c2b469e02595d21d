// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Makes the document of a client's next try: API Gateway gives each request other ids and another time. */
final class RequestDocuments {

    private static final List<String> IDS = List.of("requestId", "extendedRequestId");
    private static final List<String> TIMES = List.of("requestTimeEpoch", "timeEpoch");
    private static final List<String> DATES = List.of("requestTime", "time");
    private static final int MOST_TRIES = 100;
    private static final long MILLIS_BETWEEN_TRIES = 1_000;

    private final JsonMapper mapper;

    RequestDocuments(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** {@return the document of a try: as it is for the first, and without a request context} */
    String again(String json, Delivery.Copy copy) {
        int number = copy.copy() * MOST_TRIES + copy.received() - 1;
        if (number == 0 || !json.contains("requestContext")) {
            return json;
        }
        try {
            JsonNode document = mapper.readTree(json);
            if (document.path("requestContext") instanceof ObjectNode context) {
                change(context, number);
                return mapper.writeValueAsString(document);
            }
            return json;
        } catch (JsonProcessingException e) {
            return json; // a text that is no JSON has no context
        }
    }

    private static void change(ObjectNode context, int number) {
        for (String id : IDS) {
            if (context.path(id).isTextual()) {
                context.put(id, context.path(id).asText() + "-" + number);
            }
        }
        for (String time : TIMES) {
            if (context.path(time).isNumber()) {
                context.put(time, context.path(time).asLong() + MILLIS_BETWEEN_TRIES * number);
            }
        }
        for (String date : DATES) {
            if (context.path(date).isTextual()) {
                context.put(date, context.path(date).asText() + " and " + number + " s");
            }
        }
    }
}
