// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A query is compared wherever an event has it. */
class QueryPlacesTest {

    private final HttpBench bench = new HttpBench();

    private static HttpEventEdit lattice(HttpFormat format, String path) {
        return HttpEventEdit.of(format)
                .key("k")
                .without("queryStringParameters")
                .without("query_string_parameters")
                .path(path);
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpFormat.class,
            names = {"VPC_LATTICE", "VPC_LATTICE_1"})
    void behindAPathOfLattice(HttpFormat format) {
        HttpHandler handler = bench.counting();
        assertThat(bench.send(handler, lattice(format, "/pay?q=x%20y&q=z&e")).status())
                .isEqualTo(201);
        assertThat(bench.executed.get(0).query()).isEqualTo(Map.of("q", List.of("x y", "z"), "e", List.of("")));
        assertThat(bench.send(handler, lattice(format, "/pay?e&q=x%20y&q=z")).status())
                .isEqualTo(201);
        for (String other : List.of("/pay", "/pay?q=x%20y&q=w&e", "/pay?q=z&q=x%20y&e", "/pay?q=x%20y&q=z")) {
            assertThat(bench.send(handler, lattice(format, other)).status())
                    .as(other)
                    .isEqualTo(422);
        }
        assertThat(bench.executed).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpFormat.class,
            names = {"VPC_LATTICE", "VPC_LATTICE_1"})
    void behindThePathBesideTheFields(HttpFormat format) {
        HttpEventEdit event = HttpEventEdit.of(format)
                .path("/payments/42?q=one&q=two&other=1")
                .query("two");
        assertThat(event.request().query())
                .containsEntry("q", List.of("one", "two"))
                .containsEntry("other", List.of("1"))
                .containsEntry("empty", List.of(""));
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpFormat.class,
            names = {"HTTP_API_2", "FUNCTION_URL"})
    void onlyInTheParametersOfFormatTwo(HttpFormat format) {
        HttpHandler handler = bench.counting();
        for (String name : List.of("absent", "empty", "incomplete")) {
            String key = "k-" + name;
            assertThat(bench.send(handler, second(format, name, key, "1")).status())
                    .isEqualTo(201);
            assertThat(bench.send(handler, second(format, name, key, "2")).status())
                    .as(name)
                    .isEqualTo(422);
        }
        assertThat(bench.executed).hasSize(3);
    }

    private static HttpEventEdit second(HttpFormat format, String raw, String key, String value) {
        HttpEventEdit event = HttpEventEdit.of(format).key(key).without("rawQueryString");
        switch (raw) {
            case "empty" -> event.root().put("rawQueryString", "");
            case "incomplete" -> event.root().put("rawQueryString", "q=1");
            default -> {}
        }
        ((ObjectNode) event.root().path("queryStringParameters")).put("amount", value);
        return event;
    }

    /** In records of live operations: no change of this. */
    @Test
    void theIdentityOfACompleteEventStays() {
        assertThat(HttpEventEdit.of(HttpFormat.HTTP_API_2).request().query())
                .isEqualTo(Map.of("q", List.of("x", "y z"), "empty", List.of("")));
    }
}
