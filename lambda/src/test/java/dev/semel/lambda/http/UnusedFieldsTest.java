// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every field of a request that no identity uses, with every kind of wrong value: the request is done, and it is the
 * same one.
 */
class UnusedFieldsTest {

    /** Fields that name the request, its content or its format, and the objects that hold them. */
    private static final Set<String> USED = Set.of(
            "/version",
            "/resource",
            "/routeKey",
            "/path",
            "/rawPath",
            "/raw_path",
            "/httpMethod",
            "/method",
            "/requestContext",
            "/requestContext/http",
            "/requestContext/http/method",
            "/requestContext/elb",
            "/headers",
            "/multiValueHeaders",
            "/rawQueryString",
            "/queryStringParameters",
            "/query_string_parameters",
            "/multiValueQueryStringParameters",
            "/body",
            "/isBase64Encoded",
            "/is_base64_encoded");

    private final HttpBench bench = new HttpBench();

    private static List<JsonNode> wrong() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return List.of(
                json.nullNode(),
                json.numberNode(7),
                json.booleanNode(true),
                json.textNode(""),
                json.textNode(" "),
                json.textNode("other\n"),
                json.arrayNode(),
                json.arrayNode().add(7).addObject(),
                json.objectNode(),
                json.objectNode().put("a", 7));
    }

    @ParameterizedTest
    @EnumSource(HttpFormat.class)
    void noWrongValueDecides(HttpFormat format) {
        HttpHandler handler = bench.counting();
        assertThat(bench.send(handler, event(format)).status()).isEqualTo(201);
        List<String> tried = new ArrayList<>();
        for (String path : unused(event(format).root())) {
            for (JsonNode value : wrong()) {
                HttpEventEdit event = event(format);
                set(event.root(), path, value);
                expectTheSame(handler, event, path + " = " + value);
            }
            HttpEventEdit without = event(format);
            ((ObjectNode) without.root().at(JsonPointer.compile(path).head()))
                    .remove(JsonPointer.compile(path).last().getMatchingProperty());
            expectTheSame(handler, without, "without " + path);
            tried.add(path);
        }
        assertThat(tried).hasSizeGreaterThan(3);
    }

    @Test
    void norIfAnotherOneNamesTheCaller() {
        HttpHandler handler =
                bench.builder().caller(Caller.principal()).build((request, execution) -> bench.counted(request));
        String named = "/requestContext/authorizer/principalId";
        assertThat(bench.send(handler, named()).status()).isEqualTo(201);
        for (String path : unused(named().root())) {
            for (JsonNode value : wrong()) {
                if (!named.startsWith(path)) {
                    HttpEventEdit event = named();
                    set(event.root(), path, value);
                    expectTheSame(handler, event, path + " = " + value);
                }
            }
        }
        for (JsonNode value : List.of(JsonNodeFactory.instance.nullNode(), JsonNodeFactory.instance.objectNode())) {
            HttpEventEdit event = named();
            set(event.root(), named, value);
            assertThat(bench.send(handler, event).status()).as("%s", value).isEqualTo(403);
        }
    }

    /**
     * Without a readable key a request would run unguarded; without a readable content type it would not be compared.
     */
    @ParameterizedTest
    @EnumSource(HttpFormat.class)
    void aWrongKeyOrContentTypeIsRefused(HttpFormat format) {
        for (JsonNode value : List.of(JsonNodeFactory.instance.numberNode(7), JsonNodeFactory.instance.objectNode())) {
            HttpEventEdit key = event(format).method("PUT");
            wrongHeader(key.root(), HttpEventEdit.KEY, value);
            assertThat(bench.send(bench.counting(), key).status()).isEqualTo(400);
            HttpEventEdit type = event(format).key("of its own");
            wrongHeader(type.root(), "Content-Type", value);
            assertThat(bench.send(bench.counting(), type).status()).isBetween(400, 499);
        }
        assertThat(bench.executed).isEmpty();
    }

    private static void wrongHeader(ObjectNode root, String header, JsonNode value) {
        for (String holder : List.of("headers", "multiValueHeaders")) {
            if (root.path(holder) instanceof ObjectNode headers) {
                List<String> names = new ArrayList<>();
                headers.fieldNames().forEachRemaining(names::add);
                names.stream().filter(header::equalsIgnoreCase).forEach(headers::remove);
                headers.set(header, value);
            }
        }
    }

    private void expectTheSame(HttpHandler handler, HttpEventEdit event, String change) {
        HttpAnswer answer = bench.send(handler, event);
        assertThat(answer.status()).as(change).isEqualTo(201);
        assertThat(answer.body().toUtf8()).as(change).isEqualTo("answer 1");
    }

    private static HttpEventEdit event(HttpFormat format) {
        return HttpEventEdit.of(format).key("k-1").header("X-Other", "text");
    }

    private static HttpEventEdit named() {
        return event(HttpFormat.REST_API)
                .context("authorizer", "principalId", "alice")
                .context("authorizer", "claims", "sub", "alice");
    }

    private static List<String> unused(ObjectNode root) {
        List<String> found = new ArrayList<>();
        collect("", root, found);
        return found;
    }

    private static void collect(String above, JsonNode node, List<String> found) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String path = above + "/" + field.getKey();
            boolean isQuery = above.toLowerCase(Locale.ROOT).replace("_", "").endsWith("querystringparameters");
            boolean isIdentityHeader = above.toLowerCase(Locale.ROOT).endsWith("headers")
                    && (field.getKey().equalsIgnoreCase(HttpEventEdit.KEY)
                            || field.getKey().equalsIgnoreCase("Content-Type"));
            if (!USED.contains(path) && !isQuery && !isIdentityHeader) {
                found.add(path);
            }
            if (!isQuery && !(node instanceof ArrayNode)) {
                collect(path, field.getValue(), found);
            }
        }
    }

    private static void set(ObjectNode root, String path, JsonNode value) {
        JsonPointer pointer = JsonPointer.compile(path);
        ((ObjectNode) root.at(pointer.head())).set(pointer.last().getMatchingProperty(), value);
    }
}
