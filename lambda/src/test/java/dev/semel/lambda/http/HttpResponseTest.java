// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.model.Blob;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A body's response arrives, first and on replay; credentials are not stored. */
class HttpResponseTest {

    private static final long SEED = 20261121;

    private final HttpBench bench = new HttpBench();

    @ParameterizedTest
    @EnumSource
    void randomResponsesArriveWhole_andReplayWithoutCredentials(HttpFormat format) {
        Random random = new Random(SEED);
        for (int i = 0; i < 150; i++) {
            HttpResponse response = response(random);
            HttpHandler handler = bench.builder().anonymousCallers().build((request, execution) -> response);
            HttpEventEdit event = HttpEventEdit.of(format).key(format + "-" + i);
            HttpAnswer first = bench.send(handler, event);
            HttpAnswer second = bench.send(handler, event);

            assertThat(first.status()).as("seed %d, number %d", SEED, i).isEqualTo(response.status());
            assertThat(first.body()).isEqualTo(response.body());
            assertThat(sorted(first.headers())).isEqualTo(sorted(asSent(response.headers(), format)));
            assertThat(first.cookies()).containsExactlyElementsOf(response.cookies());
            assertThat(second.isReplay()).isTrue();
            assertThat(second.status()).isEqualTo(response.status());
            assertThat(second.body()).isEqualTo(response.body());
            assertThat(second.cookies()).isEmpty();
            assertThat(sorted(second.headers().without("Idempotent-Replayed")))
                    .isEqualTo(sorted(asSent(response.headers().without("Authorization"), format)));
        }
    }

    @Test
    void anEventWithTwoMembersOfOneNameIsNamedAsSuch() {
        byte[] event = "{\"version\": \"2.0\", \"secret\": 1, \"secret\": 2}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> StrictJson.read("HTTP event", new ByteArrayInputStream(event)))
                .hasMessageContaining("HTTP event has two members of one name in an object: at line 1, column ")
                .hasMessageNotContaining("secret");
    }

    @Test
    void storedResponsesRoundTrip() {
        Random random = new Random(SEED);
        StoredResponse stored = StoredResponse.without(Set.of());
        for (int i = 0; i < 2_000; i++) {
            HttpResponse response = response(random);
            HttpResponse expected = new HttpResponse(
                    response.status(), response.headers().without("Authorization"), List.of(), response.body());
            assertThat(StoredResponse.decode(stored.encode(response)))
                    .as("seed %d", SEED)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "authorization",
                "WWW-Authenticate",
                "Proxy-Authorization",
                "Proxy-Authenticate",
                "Authentication-Info",
                "Proxy-Authentication-Info",
                "Cookie",
                "Set-Cookie2",
                "X-Api-Key",
                "Api-Key",
                "X-Amz-Security-Token",
                "X-Auth-Token",
                "X-Access-Token",
                "Refresh-Token",
                "X-Id-Token",
                "X-Session-Token",
                "X-CSRF-Token",
                "DPoP",
                "DPoP-Nonce",
                "x-amzn-Remapped-Authorization",
                "x-amzn-remapped-www-authenticate",
                "X-Amzn-Oidc-Accesstoken",
                "X-Vault-Token",
                "X-Amz-Session-Token",
                "X-Shopify-Access-Token",
                "X-Client-Secret",
                "X-Forwarded-Authorization",
                "Ocp-Apim-Subscription-Key",
                "X-Original-Set-Cookie",
                "X-Goog-Api-Key",
                "PRIVATE-TOKEN",
                "Auth-Token",
                "Session-Token",
                "CSRF-Token",
                "Token",
                "X-Token",
                "X-Gitlab-Token",
                "X_Auth_Token",
                "X_Api_Key",
                "X.Client.Secret",
                "X-Auth-Key",
                "X-Secret-Key",
                "X-Amz-Server-Side-Encryption-Customer-Key",
                "Password",
                "Secret",
                "JWT",
                "X-OTP",
                "X-Session"
            })
    void credentialsAreNeverStored(String header) {
        HttpResponse response =
                HttpResponse.of(200).withHeader(header, "secret").withHeader("X-Kept", "7");
        String stored = StoredResponse.without(Set.of()).encode(response);
        assertThat(stored)
                .doesNotContain("secret")
                .doesNotContainIgnoringCase(header)
                .contains("X-Kept");
    }

    /** Names that only look like credentials: a replay has to have them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Access-Control-Allow-Credentials",
                "Access-Control-Allow-Headers",
                "X-Next-Token",
                "Page-Token",
                "X-Continuation-Token",
                "X-Client-Token",
                "X-Tokens-Used",
                "X-Keyboard",
                "Secretary",
                "Etag",
                "Location",
                "X-Request-Id"
            })
    void everythingElseIsStored(String header) {
        HttpResponse response = HttpResponse.of(200).withHeader(header, "kept");

        assertThat(StoredResponse.decode(StoredResponse.without(Set.of()).encode(response)))
                .isEqualTo(response);
    }

    @Test
    void theStoredFormIsPinned() {
        StoredResponse stored = StoredResponse.without(Set.of());
        HttpResponse text = HttpResponse.text(201, "text/plain", "é\"\n")
                .withHeader("X-A", "1")
                .withHeader("x-a", "2");
        String pinned =
                "{\"semel-http\":1,\"status\":201,\"headers\":[[\"Content-Type\",\"text/plain\"],[\"X-A\",\"1\"],"
                        + "[\"x-a\",\"2\"]],\"text\":\"é\\\"\\n\"}";
        assertThat(stored.encode(text)).isEqualTo(pinned);
        assertThat(StoredResponse.decode(pinned)).isEqualTo(text);
        HttpResponse binary = HttpResponse.of(200).withBody(Blob.of(new byte[] {-1, 0}));
        assertThat(stored.encode(binary))
                .isEqualTo("{\"semel-http\":1,\"status\":200,\"headers\":[],\"base64\":\"/wA=\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "secret",
                "[]",
                "{\"semel-http\":2,\"status\":200,\"headers\":[],\"text\":\"\"}",
                "{\"semel-http\":1,\"status\":20,\"headers\":[],\"text\":\"\"}",
                "{\"semel-http\":1,\"status\":200,\"headers\":[],\"base64\":\"!\"}"
            })
    void anythingElseIsNoStoredResponse(String stored) {
        assertThatThrownBy(() -> StoredResponse.decode(stored))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .message()
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @EnumSource
    void credentialsAreNotInTheStore(HttpFormat format) {
        HttpHandler handler = bench.builder()
                .anonymousCallers()
                .neverStore("X-Session", "x-other")
                .build((request, execution) -> HttpResponse.text(201, "text/plain", "body")
                        .withCookie("session=secret-1; HttpOnly")
                        .withHeader("set-cookie", "second=secret-2")
                        .withHeader("Authorization", "Bearer secret-3")
                        .withHeader("proxy-authorization", "secret-4")
                        .withHeader("WWW-Authenticate", "secret-5")
                        .withHeader("Authentication-Info", "secret-6")
                        .withHeader("X-API-KEY", "secret-7")
                        .withHeader("x-session", "secret-8")
                        .withHeader("X-OTHER", "secret-9")
                        .withHeader("Location", "/payments/42"));
        HttpEventEdit event = HttpEventEdit.of(format).key("k1");
        HttpAnswer first = bench.send(handler, event);
        HttpAnswer second = bench.send(handler, event);

        assertThat(first.cookies()).containsExactly("session=secret-1; HttpOnly", "second=secret-2");
        assertThat(first.header("Authorization")).isEqualTo("Bearer secret-3");
        assertThat(bench.stored()).contains("/payments/42").doesNotContain("secret");
        assertThat(second.isReplay()).isTrue();
        assertThat(second.cookies()).isEmpty();
        assertThat(second.header("Location")).isEqualTo("/payments/42");
        assertThat(second.headers().toString() + second.headers().fields()).doesNotContain("ession");
    }

    @Test
    void onlyReplaysSayThatTheyAreSome() {
        HttpHandler handler = bench.builder()
                .anonymousCallers()
                .build((request, execution) -> HttpResponse.of(200).withHeader("idempotent-replayed", "true"));
        HttpEventEdit event = HttpEventEdit.of(HttpFormat.REST_API).key("k1");
        assertThat(bench.send(handler, event).header("Idempotent-Replayed")).isEmpty();
        assertThat(bench.send(handler, event).headers().all("Idempotent-Replayed"))
                .containsExactly("true");
    }

    @Test
    void manyCookiesGetDifferentNamesWhereOneNameHasOneValue() throws IOException {
        HttpResponse response = HttpResponse.of(200);
        for (int i = 0; i < 512; i++) {
            response = response.withCookie("c" + i + "=1");
        }
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        HttpSource.write(response, HttpFormat.LOAD_BALANCER, written);
        assertThat(HttpAnswer.read(written, HttpFormat.LOAD_BALANCER).cookies()).hasSize(512);
    }

    @Test
    void loadBalancersGetADescription() throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        HttpSource.write(HttpResponse.of(422), HttpFormat.LOAD_BALANCER_MULTI_VALUE, written);
        assertThat(StrictJson.read(written.toString(StandardCharsets.UTF_8))
                        .at("statusDescription")
                        .text())
                .isEqualTo("422 Unprocessable Content");
    }

    @Test
    void whatCannotBeSentIsRefused_andNotShown() {
        assertThatThrownBy(() -> HttpResponse.of(199)).hasMessageContaining("199");
        assertThatThrownBy(() -> HttpResponse.of(600)).hasMessageContaining("600");
        HttpResponse ok = HttpResponse.of(200);
        for (String value : List.of(
                "secret\r\nX-B: 1", "secret\u0000", "secret\u007F", "secret\u0085", "secreté", "secret\u20AC")) {
            assertThatThrownBy(() -> ok.withHeader("X-A", value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .contains("X-A")
                    .doesNotContain("secret");
            assertThatThrownBy(() -> ok.withCookie(value)).message().doesNotContain("secret");
        }
        for (String name : List.of("", "a b", "a:", "ä", "a\n")) {
            assertThatThrownBy(() -> ok.withHeader(name, "1")).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(ok.withHeader("X-A", "secret").withCookie("secret").toString())
                .doesNotContain("secret");
    }

    // ---- random responses ----

    private static HttpResponse response(Random random) {
        HttpResponse response = HttpResponse.of(200 + random.nextInt(200));
        for (int left = random.nextInt(5); left > 0; left--) {
            String name = random.nextInt(6) == 0 ? "Authorization" : "X-" + (char) ('a' + random.nextInt(4));
            response = response.withHeader(random.nextBoolean() ? name : name.toUpperCase(Locale.ROOT), value(random));
        }
        for (int left = random.nextInt(4); left > 0; left--) {
            response = response.withCookie("c" + left + "=" + value(random));
        }
        return response.withBody(body(random));
    }

    private static String value(Random random) {
        StringBuilder value = new StringBuilder("v");
        for (int left = random.nextInt(10); left > 0; left--) {
            value.append((char) (0x21 + random.nextInt(0x5E)));
        }
        return value.toString();
    }

    private static Blob body(Random random) {
        if (random.nextBoolean()) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            return Blob.of(bytes);
        }
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(20); left > 0; left--) {
            int codePoint = random.nextInt(random.nextBoolean() ? 0x80 : Character.MAX_CODE_POINT + 1);
            text.appendCodePoint(codePoint >= 0xD800 && codePoint <= 0xDFFF ? ' ' : codePoint);
        }
        return Blob.utf8(text.toString());
    }

    /** The formats with one value for each name join several. */
    private static HttpHeaders asSent(HttpHeaders headers, HttpFormat format) {
        boolean joins = switch (format) {
            case REST_API, HTTP_API_1, LOAD_BALANCER_MULTI_VALUE -> false;
            case HTTP_API_2, FUNCTION_URL, LOAD_BALANCER, VPC_LATTICE, VPC_LATTICE_1 -> true;
        };
        HttpHeaders sent = HttpHeaders.none();
        for (var field : headers.grouped().entrySet()) {
            for (String value : joins ? List.of(String.join(", ", field.getValue())) : field.getValue()) {
                sent = sent.with(field.getKey(), value);
            }
        }
        return sent;
    }

    private static List<List<String>> sorted(HttpHeaders headers) {
        List<List<String>> fields = new ArrayList<>();
        headers.fields().forEach(field -> fields.add(List.of(field.name(), field.value())));
        return fields; // the order of the document is that of the fields
    }
}
