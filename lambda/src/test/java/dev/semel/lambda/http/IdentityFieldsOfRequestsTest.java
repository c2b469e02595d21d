// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.InvalidKeyException;
import dev.semel.lambda.InvalidEventException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of a request, its API or its caller are never blank: one message names the field, or a fallback is used. */
class IdentityFieldsOfRequestsTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final List<JsonNode> BLANK =
            List.of(JSON.nullNode(), JSON.textNode(""), JSON.textNode(" "), JSON.textNode("\t\n\u2003"));

    private static final List<JsonNode> WRONG =
            List.of(JSON.numberNode(7), JSON.booleanNode(true), JSON.arrayNode(), JSON.objectNode());

    private final HttpBench bench = new HttpBench();

    private static List<@Nullable JsonNode> odd() {
        List<@Nullable JsonNode> all = new ArrayList<>(BLANK);
        all.addAll(WRONG);
        all.add(null);
        return all;
    }

    @ParameterizedTest
    @EnumSource(HttpFormat.class)
    void methodAndPathAreRequired(HttpFormat format) {
        for (String pointer : required(format)) {
            for (JsonNode value : odd()) {
                HttpEventEdit event = HttpEventEdit.of(format).key("k");
                set(event.root(), pointer, value);
                assertThatThrownBy(() -> bench.send(bench.counting(), event))
                        .as("%s = %s", pointer, value)
                        .isInstanceOf(InvalidEventException.class)
                        .hasMessageContaining("HTTP event: ");
            }
        }
        assertThat(bench.executed).isEmpty();
    }

    private static List<String> required(HttpFormat format) {
        return switch (format) {
            case REST_API, HTTP_API_1, LOAD_BALANCER, LOAD_BALANCER_MULTI_VALUE -> List.of("/httpMethod", "/path");
            case HTTP_API_2, FUNCTION_URL -> List.of("/requestContext/http/method", "/rawPath");
            case VPC_LATTICE -> List.of("/method", "/path");
            case VPC_LATTICE_1 -> List.of("/method", "/raw_path");
        };
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpFormat.class,
            names = {"VPC_LATTICE", "VPC_LATTICE_1"})
    void aQueryIsNoPath(HttpFormat format) {
        for (String path : List.of("?q=1", " ?q=1", "?")) {
            HttpEventEdit event = HttpEventEdit.of(format).key("k").path(path);
            assertThatThrownBy(() -> bench.send(bench.counting(), event))
                    .isInstanceOf(InvalidEventException.class)
                    .hasMessageContaining("path has nothing before its query");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpFormat.class,
            names = {"REST_API", "HTTP_API_1", "HTTP_API_2"})
    void aBlankTemplateIsNone_andARequestIsNamedByItsPath(HttpFormat format) {
        String pointer = format == HttpFormat.HTTP_API_2 ? "/routeKey" : "/resource";
        List<@Nullable JsonNode> blank = new ArrayList<>(BLANK);
        blank.add(null);
        if (format == HttpFormat.HTTP_API_2) {
            blank.add(JSON.textNode("POST "));
            blank.add(JSON.textNode("POST  "));
        }
        int executed = 0;
        for (JsonNode value : blank) {
            HttpEventEdit event = HttpEventEdit.of(format).key("k-" + executed);
            set(event.root(), pointer, value);
            assertThat(bench.send(bench.counting(), event).status())
                    .as(String.valueOf(value))
                    .isEqualTo(201);
            assertThat(bench.executed).hasSize(++executed);
            assertThat(bench.executed.get(executed - 1).route()).isEqualTo("/payments/42");
        }
        for (JsonNode value : WRONG) {
            HttpEventEdit event = HttpEventEdit.of(format).key("k");
            set(event.root(), pointer, value);
            assertThatThrownBy(() -> bench.send(bench.counting(), event))
                    .isInstanceOf(InvalidEventException.class)
                    .hasMessageContaining(pointer.substring(1) + " is not a text");
        }
    }

    @ParameterizedTest
    @EnumSource(HttpFormat.class)
    void separateApisNeedAnApi(HttpFormat format) {
        HttpHandler handler =
                bench.builder().anonymousCallers().separateApis().build((request, execution) -> bench.counted(request));
        for (JsonNode value : odd()) {
            HttpEventEdit event = HttpEventEdit.of(format).key("k");
            switch (format) {
                case REST_API, HTTP_API_1, HTTP_API_2, FUNCTION_URL ->
                    set(event.root(), "/requestContext/apiId", value);
                case LOAD_BALANCER, LOAD_BALANCER_MULTI_VALUE ->
                    set(event.root(), "/requestContext/elb/targetGroupArn", value);
                case VPC_LATTICE -> set(event.root(), "/requestContext/serviceArn", value);
                case VPC_LATTICE_1 -> {} // names none
            }
            assertThatThrownBy(() -> bench.send(handler, event))
                    .as(String.valueOf(value))
                    .isInstanceOf(InvalidEventException.class)
                    .hasMessageContainingAll(
                            "separateApis()",
                            format == HttpFormat.VPC_LATTICE_1
                                    ? "names no service"
                                    : "is missing, blank or not a text");
        }
        assertThat(bench.executed).isEmpty();
    }

    static Stream<Arguments> callers() {
        String one = "/requestContext/authorizer";
        return Stream.of(
                Arguments.of(HttpFormat.REST_API, one + "/principalId", Caller.principal()),
                Arguments.of(HttpFormat.REST_API, one + "/claims/sub", Caller.jwtSubject()),
                Arguments.of(HttpFormat.REST_API, one + "/claims/iss", Caller.jwtSubject()),
                Arguments.of(HttpFormat.REST_API, one + "/tenant", Caller.authorizerContext("tenant")),
                Arguments.of(HttpFormat.REST_API, "/requestContext/identity/userArn", Caller.iamArn()),
                Arguments.of(HttpFormat.REST_API, "/requestContext/identity/userArn", Caller.iamRole()),
                Arguments.of(HttpFormat.REST_API, "/requestContext/identity/apiKeyId", Caller.apiKey()),
                Arguments.of(HttpFormat.HTTP_API_2, one + "/jwt/claims/sub", Caller.jwtSubject()),
                Arguments.of(HttpFormat.HTTP_API_2, one + "/lambda/tenant", Caller.authorizerContext("tenant")),
                Arguments.of(HttpFormat.HTTP_API_2, one + "/iam/userArn", Caller.iamArn()),
                Arguments.of(HttpFormat.LOAD_BALANCER, "/headers/x-amzn-oidc-identity", Caller.albOidcIdentity()),
                Arguments.of(HttpFormat.VPC_LATTICE, "/requestContext/identity/principal", Caller.iamArn()),
                Arguments.of(
                        HttpFormat.REST_API,
                        "/requestContext/apiId",
                        Caller.by("x", r -> "x").perApi()),
                Arguments.of(HttpFormat.REST_API, "/nothing", Caller.by("x", r -> " ")));
    }

    /** A number or a boolean of an authorizer's is a name; nothing blank is. */
    @ParameterizedTest
    @MethodSource("callers")
    void aBlankCallerIsUnknown(HttpFormat format, String pointer, Caller caller) {
        HttpHandler handler = bench.builder().caller(caller).build((request, execution) -> bench.counted(request));
        for (JsonNode value : BLANK) {
            HttpEventEdit event = HttpEventEdit.of(format).key("k");
            if (pointer.contains("claims")) {
                set(event.root(), pointer.replaceFirst("[a-z]+$", "iss"), JSON.textNode("issuer"));
                set(event.root(), pointer.replaceFirst("[a-z]+$", "sub"), JSON.textNode("subject"));
            }
            if (format == HttpFormat.VPC_LATTICE) {
                set(event.root(), "/requestContext/identity/type", JSON.textNode("AWS_IAM"));
            }
            set(event.root(), pointer, value);
            assertThat(bench.send(handler, event).status()).as("%s", value).isEqualTo(403);
        }
        assertThat(bench.executed).isEmpty();
    }

    /** Users of one pool share the role: without the user's id nobody knows who calls. */
    @ParameterizedTest
    @ValueSource(strings = {" ", "\t"})
    void aBlankUserOfAPoolIsUnknown(String id) {
        HttpHandler handler =
                bench.builder().caller(Caller.iamArn()).build((request, execution) -> bench.counted(request));
        HttpEventEdit event = HttpEventEdit.of(HttpFormat.REST_API).key("k");
        set(event.root(), "/requestContext/identity/userArn", JSON.textNode("arn:aws:sts::1:assumed-role/r/s"));
        set(event.root(), "/requestContext/identity/cognitoIdentityId", JSON.textNode(id));
        assertThat(bench.send(handler, event).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void aRouteOfTheUsersIsNoBlank(String route) {
        HttpHandler handler = bench.builder()
                .anonymousCallers()
                .route(request -> route)
                .build((request, execution) -> bench.counted(request));
        assertThatThrownBy(() -> bench.send(
                        handler, HttpEventEdit.of(HttpFormat.REST_API).key("k")))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("route(...) returned a blank route");
        assertThat(bench.executed).isEmpty();
    }

    @Test
    void aRequestHasAMethod() {
        HttpRequest request = HttpEventEdit.of(HttpFormat.REST_API).request();
        assertThatThrownBy(() -> new HttpRequest(
                        request.format(),
                        " ",
                        "/",
                        null,
                        HttpHeaders.none(),
                        Map.of(),
                        Map.of(),
                        List.of(),
                        request.body(),
                        HttpIdentity.unknown(),
                        "",
                        "",
                        null))
                .hasMessage("method is blank");
    }

    private static void set(ObjectNode root, String pointer, @Nullable JsonNode value) {
        ObjectNode at = root;
        String[] names = pointer.substring(1).split("/");
        for (String name : Arrays.copyOf(names, names.length - 1)) {
            JsonNode next = at.path(name);
            at = next.isObject() ? (ObjectNode) next : at.putObject(name);
        }
        if (value == null) {
            at.remove(names[names.length - 1]);
        } else {
            at.set(names[names.length - 1], value);
        }
    }
}
