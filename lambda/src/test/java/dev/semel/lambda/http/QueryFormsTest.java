// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Two queries are one only if the client's URLs mean the same, whichever of its forms an event has. */
class QueryFormsTest {

    /** Each line is a class of equal queries; no two lines are equal. */
    private static final List<List<String>> QUERIES = List.of(
            List.of("", "&", "&&"),
            List.of("q=", "q", "q=&", "&q"),
            List.of("q=1", "&q=1", "q=1&", "%71=%31"),
            List.of("q=2"),
            List.of("q=1&q=2", "q=1&&q=2"),
            List.of("q=2&q=1"),
            List.of("q=1&q=1"),
            List.of("q=1&q="),
            List.of("q=1%2C2", "q=1,2"),
            List.of("q=1&r=2", "r=2&q=1"),
            List.of("q=1%26r=2"),
            List.of("q=1&r=2&q=1"),
            List.of("q=a+b", "q=a%20b"),
            List.of("q=a%2Bb"),
            List.of("q=%20"),
            List.of("=1"),
            List.of("="),
            List.of("q==1", "q=%3D1"),
            List.of("Q=1"),
            List.of("q=%zz"),
            List.of("q=%25zz"),
            List.of("q=%ff"),
            List.of("q=%25ff"),
            List.of("%zz=1"),
            List.of("%25zz=1"),
            List.of("q=%C3%A9", "q=é"),
            List.of("q=e%CC%81"));

    private final HttpBench bench = new HttpBench();

    @ParameterizedTest
    @EnumSource(HttpFormat.class)
    void queriesAreComparedAsURLsAre(HttpFormat format) {
        HttpHandler handler = bench.counting();
        for (List<String> same : QUERIES) {
            String key = "k-" + QUERIES.indexOf(same);
            for (String query : same) {
                assertThat(bench.send(handler, event(format, query).key(key)).status())
                        .as("%s like %s", query, same.get(0))
                        .isEqualTo(201);
            }
            for (List<String> others : QUERIES) {
                if (!others.equals(same) && !isLost(format, same.get(0), others.get(0))) {
                    assertThat(bench.send(handler, event(format, others.get(0)).key(key))
                                    .status())
                            .as("%s unlike %s", others.get(0), same.get(0))
                            .isEqualTo(422);
                }
            }
        }
        assertThat(bench.executed).hasSize(QUERIES.size());
    }

    /** API Gateway decodes what it lists, so that a malformed text may be lost before an event is made. */
    private static boolean isLost(HttpFormat format, String first, String second) {
        boolean isDecoded = format == HttpFormat.REST_API || format == HttpFormat.HTTP_API_1;
        boolean isSingle = format == HttpFormat.LOAD_BALANCER;
        return (isDecoded && (first + second).contains("%zz"))
                || (isDecoded && (first + second).contains("%ff"))
                || (isSingle
                        && HttpQuery.parsed(first)
                                .keySet()
                                .equals(HttpQuery.parsed(second).keySet())
                        && last(first).equals(last(second)));
    }

    private static List<String> last(String query) {
        List<String> last = new ArrayList<>();
        HttpQuery.parsed(query).forEach((name, values) -> last.add(values.get(values.size() - 1)));
        return last;
    }

    /** The two forms of one event say different things, as no source writes it: nothing is replayed for another. */
    @ParameterizedTest
    @EnumSource(
            value = HttpFormat.class,
            names = {"VPC_LATTICE", "VPC_LATTICE_1", "HTTP_API_2", "FUNCTION_URL"})
    void formsThatContradictEachOtherAreBothCompared(HttpFormat format) {
        HttpHandler handler = bench.counting();
        assertThat(bench.send(handler, both(format, "q=1", "q=1").key("k")).status())
                .isEqualTo(201);
        for (String raw : List.of("q=2", "q=", "q=1&q=2", "q=2&q=1", "r=1")) {
            assertThat(bench.send(handler, both(format, raw, "q=1").key("k")).status())
                    .as(raw)
                    .isEqualTo(422);
        }
        for (String list : List.of("q=2", "r=1")) {
            assertThat(bench.send(handler, both(format, "q=1", list).key("k")).status())
                    .as(list)
                    .isEqualTo(422);
        }
        assertThat(bench.executed).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"VPC_LATTICE", "VPC_LATTICE_1"})
    void aQuestionMarkAloneIsNoQuery(HttpFormat format) {
        HttpHandler handler = bench.counting();
        for (String path : List.of("/p", "/p?", "/p?&")) {
            HttpEventEdit event = HttpEventEdit.of(format)
                    .key("k")
                    .without("queryStringParameters")
                    .without("query_string_parameters")
                    .path(path);
            assertThat(bench.send(handler, event).status()).as(path).isEqualTo(201);
        }
        assertThat(bench.executed).hasSize(1);
    }

    /** Sources list the last value, all in one text, or decoded by another rule: none of it is a contradiction. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"q=1&q=2| 2", "q=1&q=2| 1,2", "q=a%20b| a b", "q=a+b| a+b", "q=a%20b| a%20b", "q=%zz| %zz"})
    void whatIsListedInAnotherWayIsNoContradiction(String raw, String listed) {
        assertThat(HttpQuery.merged(raw, Map.of("q", List.of(listed)))).isEqualTo(HttpQuery.parsed(raw));
    }

    private static HttpEventEdit both(HttpFormat format, String raw, String list) {
        HttpEventEdit event = event(format, raw);
        String name = format == HttpFormat.VPC_LATTICE_1 ? "query_string_parameters" : "queryStringParameters";
        ObjectNode listed = event.root().putObject(name);
        HttpQuery.parsed(list).forEach((parameter, values) -> {
            if (format == HttpFormat.VPC_LATTICE) {
                listed.putArray(parameter).add(values.get(0));
            } else {
                listed.put(parameter, values.get(0));
            }
        });
        return event;
    }

    /** {@return the event of a request with a query, as its source writes it} */
    private static HttpEventEdit event(HttpFormat format, String query) {
        HttpEventEdit event = HttpEventEdit.of(format)
                .without("queryStringParameters")
                .without("multiValueQueryStringParameters")
                .without("query_string_parameters");
        switch (format) {
            case HTTP_API_2, FUNCTION_URL -> event.root().put("rawQueryString", query);
            case VPC_LATTICE, VPC_LATTICE_1 -> event.path("/payments/42?" + query);
            case REST_API, HTTP_API_1 -> {
                ObjectNode all = event.root().putObject("multiValueQueryStringParameters");
                ObjectNode last = event.root().putObject("queryStringParameters");
                HttpQuery.parsed(query).forEach((name, values) -> {
                    if (!name.startsWith("?")) {
                        values.forEach(all.putArray(name)::add);
                        last.put(name, values.get(values.size() - 1));
                    }
                });
            }
            case LOAD_BALANCER, LOAD_BALANCER_MULTI_VALUE -> {
                boolean isMulti = format == HttpFormat.LOAD_BALANCER_MULTI_VALUE;
                ObjectNode all =
                        event.root().putObject(isMulti ? "multiValueQueryStringParameters" : "queryStringParameters");
                for (String parameter : query.split("&", -1)) {
                    int equals = parameter.indexOf('=');
                    String name = equals < 0 ? parameter : parameter.substring(0, equals);
                    String value = equals < 0 ? "" : parameter.substring(equals + 1);
                    if (parameter.isEmpty()) {
                        continue;
                    }
                    if (isMulti) {
                        ((ArrayNode) (all.has(name) ? all.path(name) : all.putArray(name))).add(value);
                    } else {
                        all.put(name, value);
                    }
                }
            }
        }
        return event;
    }
}
