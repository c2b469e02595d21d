// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.lambda.InvalidEventException;
import dev.semel.model.Blob;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSourceTest {

    @ParameterizedTest
    @EnumSource
    void readsTheDocumentedSample(HttpFormat format) {
        HttpRequest request = HttpEventEdit.of(format).request();

        assertThat(request.format()).isEqualTo(format);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/payments/42");
        assertThat(request.headers().all("Content-Type")).containsExactly("application/json");
        assertThat(request.cookies()).containsExactly("a=1", "b=2");
        assertThat(request.body()).isEqualTo(Blob.utf8("{\"amount\":1}"));
        assertThat(request.requestId()).isEqualTo(hasRequestId(format) ? "request-1" : null);
        assertThat(request.query()).containsEntry("empty", List.of(""));
        assertThat(request.toString()).doesNotContain("amount").doesNotContain("42");
    }

    private static boolean hasRequestId(HttpFormat format) {
        return switch (format) {
            case VPC_LATTICE, VPC_LATTICE_1 -> false;
            case REST_API, HTTP_API_1, HTTP_API_2, FUNCTION_URL, LOAD_BALANCER, LOAD_BALANCER_MULTI_VALUE -> true;
        };
    }

    @ParameterizedTest
    @EnumSource
    void tellsRoutesApartAsTheSourceDoes(HttpFormat format) {
        HttpRequest request = HttpEventEdit.of(format).request();
        boolean hasTemplates = switch (format) {
            case REST_API, HTTP_API_1, HTTP_API_2 -> true;
            case FUNCTION_URL, LOAD_BALANCER, LOAD_BALANCER_MULTI_VALUE, VPC_LATTICE, VPC_LATTICE_1 -> false;
        };
        assertThat(request.route()).isEqualTo(hasTemplates ? "/payments/{account}" : "/payments/42");
        assertThat(request.pathParameters()).isEqualTo(hasTemplates ? Map.of("account", "42") : Map.of());
    }

    @ParameterizedTest
    @EnumSource(names = {"REST_API", "HTTP_API_1", "HTTP_API_2"})
    void aTemplateThatMatchesAnythingTellsNothingApart(HttpFormat format) {
        assertThat(HttpEventEdit.of(format).template("/{proxy+}").request().route())
                .isEqualTo("/payments/42");
        assertThat(HttpEventEdit.of(format).template("$default").request().route())
                .isEqualTo("/payments/42");
    }

    @ParameterizedTest
    @EnumSource
    void keepsSeveralValues(HttpFormat format) {
        HttpRequest request = HttpEventEdit.of(format).request();
        List<String> fields = request.headers().all("X-MANY");
        List<String> parameters = request.query().get("q");
        switch (format) {
            case LOAD_BALANCER -> {
                assertThat(fields).containsExactly("two");
                assertThat(parameters).containsExactly("y z");
            }
            case HTTP_API_2, FUNCTION_URL -> {
                assertThat(fields).containsExactly("one,two");
                assertThat(parameters).containsExactly("x", "y z");
            }
            case VPC_LATTICE_1 -> {
                assertThat(fields).containsExactly("one,two");
                assertThat(parameters).containsExactly("y z");
            }
            case REST_API, HTTP_API_1, LOAD_BALANCER_MULTI_VALUE, VPC_LATTICE -> {
                assertThat(fields).containsExactly("one", "two");
                assertThat(parameters).containsExactly("x", "y z");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsEveryByteOfABinaryBody(HttpFormat format) {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        assertThat(HttpEventEdit.of(format).body(all).request().body()).isEqualTo(Blob.of(all));
        assertThat(HttpEventEdit.of(format).without("body").request().body().size())
                .isZero();
    }

    @Test
    void theConsolesTestRequestHasNoHeaders() {
        HttpEventEdit edit = HttpEventEdit.of(HttpFormat.REST_API);
        edit.root().putNull("headers").putNull("multiValueHeaders").putNull("queryStringParameters");
        edit.root()
                .putNull("multiValueQueryStringParameters")
                .putNull("pathParameters")
                .putNull("body");
        assertThat(edit.request().headers()).isEqualTo(HttpHeaders.none());
        assertThat(edit.request().query()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{} {}",
                "{\"a\":1,\"a\":2}",
                "{}",
                "{\"Records\":[]}",
                "{\"requestContext\":{}}",
                "{\"requestContext\":{\"elb\":{}},\"headers\":{}}",
                "{\"version\":\"3.0\",\"requestContext\":{}}",
                "{\"version\":\"2.0\",\"requestContext\":{}}",
                "{\"version\":\"2.0\",\"requestContext\":{\"http\":{\"method\":\"POST\"}}}",
                "{\"httpMethod\":\"POST\",\"path\":7,\"requestContext\":{}}",
                "{\"httpMethod\":\"POST\",\"path\":\"/\",\"headers\":[],\"requestContext\":{}}",
                "{\"httpMethod\":\"POST\",\"path\":\"/\",\"headers\":[1],\"requestContext\":{}}",
                "{\"httpMethod\":\"POST\",\"path\":\"/\",\"multiValueHeaders\":\"b\",\"requestContext\":{}}",
                "{\"httpMethod\":\"POST\",\"path\":\"/\",\"body\":{},\"requestContext\":{}}",
                "{\"httpMethod\":\"POST\",\"path\":\"/\",\"body\":\"secret!\",\"isBase64Encoded\":true,\"requestContext\":{}}",
                "{\"httpMethod\":\"POST\",\"path\":\"/\",\"body\":\"secret\",\"isBase64Encoded\":\"x\",\"requestContext\":{}}",
                "{\"httpMethod\":\"POST\",\"path\":\"/\",\"body\":\"secret\\ud800\",\"requestContext\":{}}",
                "{\"requestContext\":{\"eventType\":\"CONNECT\",\"connectionId\":\"d\"},\"isBase64Encoded\":false}",
                "{\"httpMethod\":\"POST\",\"path\":\"/\",\"requestContext\":{\"messageId\":\"m\"},\"body\":\"x\"}",
                "{\"httpMethod\":\"POST\",\"path\":\"/\",\"requestContext\":{\"disconnectStatusCode\":1005}}",
                "{\"method\":\"POST\",\"raw_path\":\"/\",\"type\":\"REQUEST\",\"methodArn\":\"x\"}",
            })
    void refusesWhatIsNoRequest_andShowsNothingOfIt(String document) {
        assertThatThrownBy(() -> HttpSource.parse(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(InvalidEventException.class)
                .hasNoCause()
                .hasMessageStartingWith("HTTP event")
                .message()
                .doesNotContain("secret");
    }

    @Test
    void contentIdentityIgnoresTheOrderOfParametersAndTellsEverythingElseApart() {
        HttpEventEdit base = HttpEventEdit.of(HttpFormat.HTTP_API_2);
        base.root().put("rawQueryString", "a=1&b=2&b=3");
        HttpEventEdit same = HttpEventEdit.of(HttpFormat.HTTP_API_2);
        same.root().put("rawQueryString", "b=2&b=3&a=1");
        assertThat(same.request().contentIdentity()).isEqualTo(base.request().contentIdentity());
        for (String other : List.of("a=1&b=3&b=2", "a=1&b=2", "a=1&b=2%26b%3D3", "a=1&b=23&b=", "")) {
            same.root().put("rawQueryString", other);
            assertThat(same.request().contentIdentity())
                    .as(other)
                    .isNotEqualTo(base.request().contentIdentity());
        }
    }

    @Test
    void theHorizonIsCoveredByTheDefaultWindow() {
        assertThat(HttpSource.retryHorizon().isCoveredBy(Duration.ofHours(24))).isTrue();
    }
}
