// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semel.model.Blob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Client's view of a written response: reads the document as the source's documentation describes. */
record HttpAnswer(int status, HttpHeaders headers, List<String> cookies, Blob body) {

    static HttpAnswer read(ByteArrayOutputStream written, HttpFormat format) {
        JsonNode document = tree(written.toByteArray());
        HttpHeaders headers = HttpHeaders.none();
        List<String> cookies = new ArrayList<>();
        boolean multiple = switch (format) {
            case REST_API, HTTP_API_1, LOAD_BALANCER_MULTI_VALUE -> true;
            case HTTP_API_2, FUNCTION_URL, LOAD_BALANCER, VPC_LATTICE, VPC_LATTICE_1 -> false;
        };
        assertThat(document.has(multiple ? "headers" : "multiValueHeaders")).isFalse();
        for (var field :
                document.path(multiple ? "multiValueHeaders" : "headers").properties()) {
            for (JsonNode value : multiple ? field.getValue() : List.of(field.getValue())) {
                if (field.getKey().equalsIgnoreCase("Set-Cookie")) {
                    cookies.add(value.textValue());
                } else {
                    headers = headers.with(field.getKey(), value.textValue());
                }
            }
        }
        document.path("cookies").forEach(cookie -> cookies.add(cookie.textValue()));
        Blob body = document.path("isBase64Encoded").booleanValue()
                ? HttpBytes.ofBase64(document.path("body").textValue())
                : Blob.utf8(document.path("body").textValue());
        assertThat(body).isNotNull();
        return new HttpAnswer(document.path("statusCode").intValue(), headers, List.copyOf(cookies), body);
    }

    String header(String name) {
        return headers.first(name).orElse("");
    }

    boolean isReplay() {
        return header("Idempotent-Replayed").equals("true");
    }

    JsonNode problem() {
        assertThat(header("Content-Type")).isEqualTo("application/problem+json");
        return tree(body.toByteArray());
    }

    private static JsonNode tree(byte[] document) {
        try {
            return JsonMapper.builder().build().readTree(document);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
