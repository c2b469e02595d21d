// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.http.ApiAnswer;
import dev.semel.platform.http.ApiRequest;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.ServiceException;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reading and checking of what is given to API Gateway, for both kinds of APIs. */
final class GatewayRequests {

    private static final int MAX_BYTES = 1 << 20;
    private static final int LEAST_MILLIS = 50;

    private GatewayRequests() {}

    static ObjectNode document(ApiRequest request) throws IOException {
        JsonNode document = JsonTree.parse(request.bytes(MAX_BYTES));
        if (!document.isObject()) {
            throw bad("the body must be an object");
        }
        return document.deepCopy();
    }

    /** Refuses members by name. */
    static void refuse(String operation, JsonNode document, String... members) {
        for (String member : members) {
            JsonNode value = document.path(member);
            if (!value.isMissingNode() && !value.isNull() && !value.asText().equals("false")) {
                throw ServiceException.notServed("API Gateway", operation + " with " + member);
            }
        }
    }

    /** Refuses another value of a member than those served. */
    static void only(String operation, JsonNode document, String member, String... served) {
        String value = document.path(member).asText(served[0]);
        for (String one : served) {
            if (value.equals(one)) {
                return;
            }
        }
        throw ServiceException.notServed("API Gateway", operation + " with " + member + " " + value);
    }

    /** {@return the time for which an integration waits} */
    static Duration timeout(JsonNode document, int mostMillis) {
        int millis = document.path("timeoutInMillis").asInt(mostMillis);
        if (millis < LEAST_MILLIS || millis > mostMillis) {
            throw bad("timeoutInMillis must be between " + LEAST_MILLIS + " and " + mostMillis);
        }
        return Duration.ofMillis(millis);
    }

    /** {@return the function's ARN in a URI, which may be the ARN itself} */
    static String function(String uri) {
        int arn = uri.indexOf("arn:aws:lambda:");
        if (arn < 0) {
            throw bad("the integration's URI must have the ARN of a function: " + uri);
        }
        String function = uri.substring(arn);
        return function.endsWith("/invocations")
                ? function.substring(0, function.length() - "/invocations".length())
                : function;
    }

    static Map<String, String> texts(JsonNode members) {
        Map<String, String> texts = new LinkedHashMap<>();
        members.properties()
                .forEach(member -> texts.put(member.getKey(), member.getValue().asText()));
        return texts;
    }

    static String required(JsonNode document, String member) {
        String value = document.path(member).asText("");
        if (value.isEmpty()) {
            throw bad(member + " is required");
        }
        return value;
    }

    static ServiceException bad(String message) {
        return new ServiceException(400, "BadRequestException", message);
    }

    static ServiceException conflict(String message) {
        return new ServiceException(409, "ConflictException", message);
    }

    static <T> T found(Optional<T> value, String what, String id) {
        return value.orElseThrow(() ->
                new ServiceException(404, "NotFoundException", "Invalid " + what + " identifier specified " + id));
    }

    /** {@return an id of seven letters and digits} */
    static String id() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 7);
    }

    /** {@return an id of 122 random bits: an API needs no key} */
    static String secretId() {
        return UUID.randomUUID().toString().replace("-", "").toLowerCase(Locale.ROOT);
    }

    /** {@return an answer with a list} */
    static ApiAnswer list(String member, Collection<ObjectNode> documents) {
        ObjectNode answer = JsonTree.object();
        documents.forEach(answer.putArray(member)::add);
        return ApiAnswer.json(200, answer);
    }
}
