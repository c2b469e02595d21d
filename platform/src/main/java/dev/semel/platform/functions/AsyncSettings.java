// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of a function's asynchronous invocations.
 *
 * @param maxRetries the number of tries after the first, 0 to 2
 * @param maxAge the age at which an event is dropped, 60 s to 6 h
 * @param onSuccess the ARN of the destination of successes
 * @param onFailure the ARN of the destination of failures
 */
record AsyncSettings(int maxRetries, Duration maxAge, Optional<String> onSuccess, Optional<String> onFailure) {

    /** The service's defaults. */
    static final AsyncSettings DEFAULT = new AsyncSettings(2, Duration.ofHours(6), Optional.empty(), Optional.empty());

    AsyncSettings {
        if (maxRetries < 0 || maxRetries > 2) {
            throw FunctionConfig.invalid("MaximumRetryAttempts must be 0 to 2");
        }
        if (maxAge.toSeconds() < 60 || maxAge.toSeconds() > 21_600) {
            throw FunctionConfig.invalid("MaximumEventAgeInSeconds must be 60 to 21600");
        }
    }

    AsyncSettings withChanges(JsonNode request) {
        JsonNode destinations = request.path("DestinationConfig");
        return new AsyncSettings(
                request.path("MaximumRetryAttempts").asInt(maxRetries),
                Duration.ofSeconds(request.path("MaximumEventAgeInSeconds").asLong(maxAge.toSeconds())),
                destination(destinations, "OnSuccess").or(() -> onSuccess),
                destination(destinations, "OnFailure").or(() -> onFailure));
    }

    private static Optional<String> destination(JsonNode destinations, String name) {
        JsonNode arn = destinations.path(name).path("Destination");
        return arn.isTextual() ? Optional.of(arn.asText()) : Optional.empty();
    }

    ObjectNode toJson(String functionArn, long modifiedMillis) {
        ObjectNode document = new JsonMapper().createObjectNode();
        document.put("FunctionArn", functionArn).put("LastModified", modifiedMillis / 1000.0);
        document.put("MaximumRetryAttempts", maxRetries).put("MaximumEventAgeInSeconds", maxAge.toSeconds());
        ObjectNode destinations = document.putObject("DestinationConfig");
        onSuccess.ifPresent(arn -> destinations.putObject("OnSuccess").put("Destination", arn));
        onFailure.ifPresent(arn -> destinations.putObject("OnFailure").put("Destination", arn));
        return document;
    }
}
