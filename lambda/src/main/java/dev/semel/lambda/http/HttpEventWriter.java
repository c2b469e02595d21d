// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import dev.semel.json.text.JsonTree;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writer of responses in the format of the request. */
final class HttpEventWriter {

    private static final String SET_COOKIE = "Set-Cookie";

    private HttpEventWriter() {}

    static JsonTree document(HttpResponse response, HttpFormat format) {
        Map<String, JsonTree> document = new LinkedHashMap<>();
        document.put("statusCode", JsonTree.of(response.status()));
        switch (format) {
            case REST_API, HTTP_API_1 -> multiple(document, response);
            case HTTP_API_2, FUNCTION_URL -> {
                document.put("headers", new JsonTree.Members(fields(response.headers())));
                document.put("cookies", JsonTree.ofTexts(response.cookies()));
            }
            case LOAD_BALANCER_MULTI_VALUE -> {
                document.put("statusDescription", JsonTree.of(description(response.status())));
                multiple(document, response);
            }
            case LOAD_BALANCER, VPC_LATTICE, VPC_LATTICE_1 -> {
                document.put("statusDescription", JsonTree.of(description(response.status())));
                Map<String, JsonTree> headers = fields(response.headers());
                for (int i = 0; i < response.cookies().size(); i++) {
                    headers.put(spelling(i), JsonTree.of(response.cookies().get(i)));
                }
                document.put("headers", new JsonTree.Members(headers));
            }
        }
        String text = HttpBytes.text(response.body());
        document.put("isBase64Encoded", JsonTree.of(text == null));
        document.put("body", JsonTree.of(text == null ? HttpBytes.base64(response.body()) : text));
        return new JsonTree.Members(document);
    }

    private static void multiple(Map<String, JsonTree> document, HttpResponse response) {
        Map<String, JsonTree> headers = new LinkedHashMap<>();
        response.headers().grouped().forEach((name, values) -> headers.put(name, JsonTree.ofTexts(values)));
        if (!response.cookies().isEmpty()) {
            headers.put(SET_COOKIE, JsonTree.ofTexts(response.cookies()));
        }
        document.put("multiValueHeaders", new JsonTree.Members(headers));
    }

    /**
     * Several fields of one name mean the same as one with their values joined (RFC 9110, 5.3); cookies are no such.
     */
    private static Map<String, JsonTree> fields(HttpHeaders headers) {
        Map<String, JsonTree> fields = new LinkedHashMap<>();
        headers.grouped().forEach((name, values) -> fields.put(name, JsonTree.of(String.join(", ", values))));
        return fields;
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
