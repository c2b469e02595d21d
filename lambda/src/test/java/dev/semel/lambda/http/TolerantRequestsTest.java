// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Incomplete and odd fields of requests do not decide whether the work is done, nor whether it is guarded. */
class TolerantRequestsTest {

    private final HttpBench bench = new HttpBench();

    @ParameterizedTest
    @EnumSource(HttpFormat.class)
    void nullFieldsAreSkipped(HttpFormat format) {
        HttpEventEdit event = HttpEventEdit.of(format).key("k");
        for (String name : new String[] {"headers", "queryStringParameters", "pathParameters"}) {
            if (event.root().path(name).isObject()) {
                ((ObjectNode) event.root().path(name)).putNull("X-Nothing");
            }
        }
        if (event.root().path("multiValueHeaders").isObject()) {
            ((ObjectNode) event.root().path("multiValueHeaders")).putNull("X-Nothing");
            ((ObjectNode) event.root().path("multiValueHeaders"))
                    .putArray("X-None")
                    .addNull();
        }
        if (event.root().path("multiValueQueryStringParameters").isObject()) {
            ((ObjectNode) event.root().path("multiValueQueryStringParameters")).putNull("nothing");
        }
        if (event.root().path("requestContext").isObject()) {
            ((ObjectNode) event.root().path("requestContext"))
                    .put("requestId", 7)
                    .putNull("timeEpoch")
                    .put("stage", 7);
        }

        assertThat(bench.send(bench.counting(), event).status()).isEqualTo(201);
        assertThat(bench.executed.get(0).headers().all("X-Nothing")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpFormat.class,
            names = {"REST_API", "HTTP_API_1"})
    void aKeyInTheSingleHeadersGuardsAlthoughTheMultipleOnesAreIncomplete(HttpFormat format) {
        HttpHandler handler = bench.counting();
        for (int delivery = 0; delivery < 2; delivery++) {
            HttpEventEdit event = HttpEventEdit.of(format).method("PUT").key("k-1");
            ((ObjectNode) event.root().path("multiValueHeaders")).remove(HttpEventEdit.KEY);
            assertThat(bench.send(handler, event).status()).isEqualTo(201);
        }
        assertThat(bench.executed).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpFormat.class,
            names = {"REST_API", "HTTP_API_1"})
    void twoKeysInTheTwoFormsAreRefused(HttpFormat format) {
        HttpEventEdit event = HttpEventEdit.of(format).method("PUT").key("k-1");
        ((ObjectNode) event.root().path("headers"))
                .put("idempotency-key", "k-2")
                .remove(HttpEventEdit.KEY);
        HttpAnswer answer = bench.send(bench.counting(), event);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem().path("type").asText()).endsWith("#key-malformed");
        assertThat(bench.executed).isEmpty();

        HttpEventEdit joined = HttpEventEdit.of(format).key("k");
        ((ObjectNode) joined.root().path("multiValueHeaders"))
                .putArray("X-A")
                .add("1")
                .add("2");
        ((ObjectNode) joined.root().path("headers")).put("x-a", "1, 2");
        assertThat(joined.request().headers().all("X-A")).containsExactly("1", "2");
    }

    @Test
    void aHeaderInBothIsOne() {
        HttpEventEdit event = HttpEventEdit.of(HttpFormat.REST_API).key("k-1");
        ObjectNode multiple = (ObjectNode) event.root().path("multiValueHeaders");
        multiple.set("idempotency-key", multiple.remove(HttpEventEdit.KEY));

        assertThat(event.request().headers().all(HttpEventEdit.KEY)).containsExactly("k-1");
    }

    @ParameterizedTest
    @EnumSource(HttpFormat.class)
    void aBodyThatIsNotBase64IsTheClientsFault(HttpFormat format) {
        HttpEventEdit event = HttpEventEdit.of(format).key("k").body("{\"plain\": 1}");
        event.root().put(event.flag(), true);

        HttpAnswer answer = bench.send(bench.counting(), event);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem().path("type").asText()).endsWith("#body-malformed");
        assertThat(bench.executed).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(HttpFormat.class)
    void ownAnswersMayCarryFurtherHeaders(HttpFormat format) {
        HttpHandler handler = bench.builder()
                .anonymousCallers()
                .ownAnswerHeader("Access-Control-Allow-Origin", "https://shop.example.com")
                .build((request, execution) -> bench.counted(request));
        HttpEventEdit event = HttpEventEdit.of(format).method("POST");
        if (event.root().path("headers").isObject()) {
            ((ObjectNode) event.root().path("headers")).remove(HttpEventEdit.KEY);
        }

        HttpAnswer refused = bench.send(handler, event);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo("https://shop.example.com");
        assertThat(bench.send(handler, HttpEventEdit.of(format).key("k")).header("Access-Control-Allow-Origin"))
                .as("the body's own response has its own headers")
                .isEmpty();
    }
}
