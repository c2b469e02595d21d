// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semel.platform.http.ApiAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Handlers' answers as HTTP. An answer that is not in the format is malformed: the API answers with its own error. */
final class FunctionAnswer {

    private static final String JSON = "application/json";
    private static final Set<String> MEMBERS =
            Set.of("statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded");

    /** Headers that belong to the connection. */
    private static final Set<String> OF_CONNECTION = Set.of("content-length", "transfer-encoding", "connection");

    private FunctionAnswer() {}

    /** {@return the answer in the route's format; empty if it is malformed} */
    static Optional<ApiAnswer> of(ApiForm form, byte[] response) {
        return switch (form) {
            case REST, HTTP_1 -> format1(response);
            case HTTP_2 -> format2(response, "text/plain;charset=UTF-8");
        };
    }

    /**
     * Reads an answer in the payload format 2.0. A response without a status code is the body itself.
     *
     * @param type the type of an answer that names none
     */
    static Optional<ApiAnswer> format2(byte[] response, String type) {
        JsonNode document = read(response);
        return document.hasNonNull("statusCode")
                ? structured(document, type)
                : Optional.of(ApiAnswer.of(200, JSON, response));
    }

    private static Optional<ApiAnswer> format1(byte[] response) {
        JsonNode document = read(response);
        boolean isKnown = document.isObject()
                && document.properties().stream().allMatch(member -> MEMBERS.contains(member.getKey()));
        return isKnown ? structured(document, JSON) : Optional.empty();
    }

    private static JsonNode read(byte[] response) {
        JsonMapper mapper = new JsonMapper();
        try {
            JsonNode document = mapper.readTree(response);
            return document == null ? mapper.missingNode() : document;
        } catch (IOException e) {
            return mapper.missingNode();
        }
    }

    private static Optional<ApiAnswer> structured(JsonNode document, String type) {
        int status = document.path("statusCode").asInt(document.has("statusCode") ? 0 : 200);
        JsonNode text = document.path("body");
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (status < 200 || status > 599 || text.isContainerNode() || !readHeaders(document, headers)) {
            return Optional.empty();
        }
        byte[] body = text.isNull() ? new byte[0] : text.asText("").getBytes(StandardCharsets.UTF_8);
        if (document.path("isBase64Encoded").asBoolean()) {
            try {
                body = Base64.getDecoder().decode(body);
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
        List<String> types = headers.remove("content-type");
        ApiAnswer answer = ApiAnswer.of(status, types == null ? type : types.getLast(), body);
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return Optional.of(answer);
    }

    /** Collects the headers: those of both members in one list, and the cookies. {@return whether they are in form} */
    private static boolean readHeaders(JsonNode document, Map<String, List<String>> headers) {
        for (Map.Entry<String, JsonNode> header :
                document.path("multiValueHeaders").properties()) {
            for (JsonNode value : header.getValue()) {
                if (!add(headers, header.getKey(), value)) {
                    return false;
                }
            }
        }
        for (Map.Entry<String, JsonNode> header : document.path("headers").properties()) {
            boolean isThere = headers.getOrDefault(header.getKey(), List.of())
                    .contains(header.getValue().asText());
            if (!isThere && !add(headers, header.getKey(), header.getValue())) {
                return false;
            }
        }
        for (JsonNode cookie : document.path("cookies")) {
            if (!add(headers, "Set-Cookie", cookie)) {
                return false;
            }
        }
        return true;
    }

    private static boolean add(Map<String, List<String>> headers, String name, JsonNode value) {
        String text = value.asText();
        if (value.isContainerNode()
                || !name.matches("[\\w!#$%&'*+.^`|~-]+")
                || text.chars().anyMatch(c -> c < ' ')) {
            return false;
        }
        if (!OF_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
            headers.computeIfAbsent(name, any -> new ArrayList<>()).add(text);
        }
        return true;
    }
}
