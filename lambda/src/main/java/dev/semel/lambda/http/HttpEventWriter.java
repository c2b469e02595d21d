// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Writer of responses in the format of the request. */
final class HttpEventWriter {

    private static final String SET_COOKIE = "Set-Cookie";

    private HttpEventWriter() {}

    static ObjectNode document(HttpResponse response, HttpFormat format) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("statusCode", response.status());
        switch (format) {
            case REST_API, HTTP_API_1 -> multiple(document, response);
            case HTTP_API_2, FUNCTION_URL -> {
                putFields(document.putObject("headers"), response.headers());
                response.cookies().forEach(document.putArray("cookies")::add);
            }
            case LOAD_BALANCER_MULTI_VALUE -> {
                document.put("statusDescription", description(response.status()));
                multiple(document, response);
            }
            case LOAD_BALANCER, VPC_LATTICE, VPC_LATTICE_1 -> {
                document.put("statusDescription", description(response.status()));
                ObjectNode headers = document.putObject("headers");
                putFields(headers, response.headers());
                for (int i = 0; i < response.cookies().size(); i++) {
                    headers.put(spelling(i), response.cookies().get(i));
                }
            }
        }
        String text = HttpBytes.text(response.body());
        document.put("isBase64Encoded", text == null);
        document.put("body", text == null ? HttpBytes.base64(response.body()) : text);
        return document;
    }

    private static void multiple(ObjectNode document, HttpResponse response) {
        ObjectNode headers = document.putObject("multiValueHeaders");
        for (Map.Entry<String, List<String>> field :
                response.headers().grouped().entrySet()) {
            ArrayNode values = headers.putArray(field.getKey());
            field.getValue().forEach(values::add);
        }
        if (!response.cookies().isEmpty()) {
            ArrayNode cookies = headers.putArray(SET_COOKIE);
            response.cookies().forEach(cookies::add);
        }
    }

    /**
     * Several fields of one name mean the same as one with their values joined (RFC 9110, 5.3); cookies are no such.
     */
    private static void putFields(ObjectNode document, HttpHeaders headers) {
        headers.grouped().forEach((name, values) -> document.put(name, String.join(", ", values)));
    }

    /**
     * {@return a spelling of the cookie header} This format has one value for each name, so each cookie gets another
     * mix of upper and lower case; nine letters give 512.
     */
    private static String spelling(int index) {
        StringBuilder name = new StringBuilder(SET_COOKIE);
        int bits = index;
        for (int i = 0; i < name.length() && bits > 0; i++) {
            char c = name.charAt(i);
            if (c == '-') {
                continue;
            }
            if ((bits & 1) == 1) {
                name.setCharAt(i, Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c));
            }
            bits >>= 1;
        }
        return name.toString();
    }

    private static String description(int status) {
        return status + " "
                + switch (status) {
                    case 200 -> "OK";
                    case 201 -> "Created";
                    case 202 -> "Accepted";
                    case 204 -> "No Content";
                    case 400 -> "Bad Request";
                    case 403 -> "Forbidden";
                    case 404 -> "Not Found";
                    case 409 -> "Conflict";
                    case 422 -> "Unprocessable Content";
                    case 500 -> "Internal Server Error";
                    case 503 -> "Service Unavailable";
                    default ->
                        switch (status / 100) {
                            case 2 -> "Success";
                            case 3 -> "Redirection";
                            case 4 -> "Client Error";
                            default -> "Server Error";
                        };
                };
    }
}
