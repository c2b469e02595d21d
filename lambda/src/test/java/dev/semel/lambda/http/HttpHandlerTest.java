// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.lambda.InvalidEventException;
import dev.semel.lambda.TestContext;
import dev.semel.model.Certainty;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The requests that run, that replay, and that are refused before anything runs. */
class HttpHandlerTest {

    private final HttpBench bench = new HttpBench();

    @ParameterizedTest
    @EnumSource
    void theFirstExecutes_andTheSecondReplays(HttpFormat format) {
        HttpHandler handler = bench.counting();

        HttpAnswer first = bench.send(handler, HttpEventEdit.of(format).key("k1"));
        HttpAnswer second = bench.send(handler, HttpEventEdit.of(format).key("\"k1\""));

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.body().toUtf8()).isEqualTo("answer 1");
        assertThat(first.isReplay()).isFalse();
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Content-Type")).isEqualTo("text/plain");
        assertThat(second.isReplay()).isTrue();
        assertThat(bench.executed).hasSize(1);
    }

    @Test
    void aRetryMayComeThroughAnotherKindOfApi() {
        HttpHandler handler = bench.counting();
        bench.send(handler, HttpEventEdit.of(HttpFormat.REST_API).key("k1"));
        assertThat(bench.send(handler, HttpEventEdit.of(HttpFormat.HTTP_API_2).key("k1"))
                        .isReplay())
                .isTrue();
        assertThat(bench.send(handler, HttpEventEdit.of(HttpFormat.HTTP_API_1).key("k1"))
                        .isReplay())
                .isTrue();
        bench.send(handler, HttpEventEdit.of(HttpFormat.FUNCTION_URL).key("k2"));
        HttpEventEdit balanced =
                HttpEventEdit.of(HttpFormat.LOAD_BALANCER_MULTI_VALUE).key("k2");
        assertThat(bench.send(handler, balanced).isReplay()).isTrue();
    }

    @Test
    void aPassedRequestKnowsItsDeadlineOnly() {
        HttpHandler handler = bench.builder().anonymousCallers().build((request, execution) -> {
            assertThat(execution.deadline()).isEqualTo(bench.clock.instant().plusSeconds(20));
            assertThat(execution.remaining()).hasSeconds(20);
            assertThat(execution.attempt()).isEqualTo(1);
            assertThat(execution.earlierAttempts()).as("nothing counts them").isEqualTo(Certainty.UNKNOWN);
            execution.renewLease();
            assertThatThrownBy(execution::key).hasMessageContaining("GET passes without a key");
            assertThatThrownBy(execution::fencingToken).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> execution.effectKey("pay")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> execution.step("pay", effect -> {})).isInstanceOf(IllegalStateException.class);
            return bench.counted(request);
        });
        bench.send(handler, HttpEventEdit.of(HttpFormat.REST_API).method("GET"));
        assertThat(bench.executed).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aMissingKeyIs400_andNothingRuns(HttpFormat format) {
        HttpAnswer answer = bench.send(bench.counting(), HttpEventEdit.of(format));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem().path("type").asText())
                .isEqualTo("urn:ietf:id:ietf-httpapi-idempotency-key-header-07#key-missing");
        assertThat(answer.problem().path("title").asText()).isEqualTo("Idempotency-Key is missing");
        assertThat(answer.problem().path("status").asInt()).isEqualTo(400);
        assertThat(answer.problem().path("detail").asText()).isNotEmpty();
        assertThat(bench.executed).isEmpty();
        assertThat(bench.stored()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void severalKeysAre400(HttpFormat format) {
        HttpAnswer answer =
                bench.send(bench.counting(), HttpEventEdit.of(format).key("k1", "k2"));
        if (format == HttpFormat.LOAD_BALANCER) { // VPC Lattice joins them, or sends an array
            assertThat(answer.status()).as("it passes on the last one only").isEqualTo(201);
        } else {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(bench.executed).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a,b", "\"a", "\"a\";p"})
    void aMalformedKeyIs400_andIsNotShown(String key) {
        HttpAnswer answer = bench.send(
                bench.counting(), HttpEventEdit.of(HttpFormat.REST_API).key(key));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem().path("type").asText()).endsWith("#key-malformed");
        assertThat(bench.executed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "TRACE", "get"})
    void safeMethodsPass_withAKeyToo_andLeaveNoRecord(String method) {
        HttpHandler handler = bench.counting();
        for (HttpEventEdit event : List.of(
                HttpEventEdit.of(HttpFormat.REST_API).method(method),
                HttpEventEdit.of(HttpFormat.REST_API).method(method).key("k1"),
                HttpEventEdit.of(HttpFormat.REST_API).method(method).key("k1"))) {
            assertThat(bench.send(handler, event).status()).isEqualTo(201);
        }
        assertThat(bench.executed).hasSize(3);
        assertThat(bench.stored()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE"})
    void otherMethodsAreGuardedWithAKey_andRunWithout(String method) {
        HttpHandler handler = bench.counting();
        HttpEventEdit without = HttpEventEdit.of(HttpFormat.HTTP_API_2).method(method);
        bench.send(handler, without);
        bench.send(handler, without);
        assertThat(bench.executed).hasSize(2);

        HttpEventEdit with =
                HttpEventEdit.of(HttpFormat.HTTP_API_2).method(method).key("k1");
        bench.send(handler, with);
        assertThat(bench.send(handler, with).isReplay()).isTrue();
        assertThat(bench.executed).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"post", "Patch"})
    void aMethodInOtherLettersNeedsItsKeyAllTheSame(String method) {
        HttpAnswer answer = bench.send(
                bench.counting(), HttpEventEdit.of(HttpFormat.LOAD_BALANCER).method(method));
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void methodsAndHeaderAreChoices() {
        HttpHandler handler = bench.builder()
                .anonymousCallers()
                .keyHeader("X-Request-Id")
                .longestKey(3)
                .keysMatching(Pattern.compile("[a-z]+"))
                .keyRequiredFor("put")
                .keyIgnoredFor("POST")
                .documentation(URI.create("https://docs.example.com/idempotency"))
                .build((request, execution) -> bench.counted(request));
        HttpEventEdit put = HttpEventEdit.of(HttpFormat.FUNCTION_URL).method("PUT");

        assertThat(bench.send(handler, HttpEventEdit.of(HttpFormat.FUNCTION_URL))
                        .status())
                .isEqualTo(201);
        HttpAnswer missing = bench.send(handler, put);
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.problem().path("type").asText())
                .isEqualTo("https://docs.example.com/idempotency#key-missing");
        assertThat(missing.header("Link"))
                .isEqualTo("<https://docs.example.com/idempotency#key-missing>; rel=\"describedby\"");
        assertThat(missing.problem().path("title").asText()).isEqualTo("X-Request-Id is missing");
        assertThat(bench.send(handler, put.header("X-Request-Id", "abcd")).status())
                .isEqualTo(400);
        assertThat(bench.send(handler, put.header("X-Request-Id", "ab1")).status())
                .isEqualTo(400);
        assertThat(bench.send(handler, put.header("X-Request-Id", "abc")).status())
                .isEqualTo(201);
        assertThat(bench.send(handler, put.header("x-request-id", "abc")).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @EnumSource
    void anotherBodyOrQueryOrTypeUnderTheKeyIs422(HttpFormat format) {
        HttpHandler handler = bench.counting();
        bench.send(handler, HttpEventEdit.of(format).key("k1"));
        for (HttpEventEdit other : List.of(
                HttpEventEdit.of(format).key("k1").body("{\"amount\":2}"),
                HttpEventEdit.of(format).key("k1").query("other"),
                HttpEventEdit.of(format).key("k1").header("content-type", "text/plain"))) {
            HttpAnswer answer = bench.send(handler, other);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.problem().path("type").asText()).endsWith("#key-reused");
            assertThat(answer.header("Retry-After")).isEmpty();
        }
        assertThat(bench.executed).hasSize(1);
    }

    @Test
    void aBodyInBase64IsTheSameAsItsText() {
        HttpHandler handler = bench.counting();
        bench.send(handler, HttpEventEdit.of(HttpFormat.REST_API).key("k1").body("text"));
        byte[] bytes = "text".getBytes(StandardCharsets.UTF_8);
        assertThat(bench.send(
                                handler,
                                HttpEventEdit.of(HttpFormat.REST_API).key("k1").body(bytes))
                        .isReplay())
                .isTrue();
    }

    @Test
    void anotherPathUnderOneTemplateIs422_andUnderNoneAnotherOperation() {
        HttpHandler handler = bench.counting();
        bench.send(handler, HttpEventEdit.of(HttpFormat.REST_API).key("k1"));
        HttpEventEdit moved = HttpEventEdit.of(HttpFormat.REST_API).key("k1").path("/payments/43");
        assertThat(bench.send(handler, moved).status()).isEqualTo(422);

        bench.send(handler, HttpEventEdit.of(HttpFormat.FUNCTION_URL).key("k2"));
        HttpEventEdit other =
                HttpEventEdit.of(HttpFormat.FUNCTION_URL).key("k2").path("/payments/43");
        assertThat(bench.send(handler, other).isReplay()).isFalse();
        assertThat(bench.executed).hasSize(3);
    }

    @Test
    void anotherMethodOrRouteIsAnotherOperation() {
        HttpHandler handler = bench.counting();
        bench.send(handler, HttpEventEdit.of(HttpFormat.REST_API).key("k1"));
        bench.send(handler, HttpEventEdit.of(HttpFormat.REST_API).key("k1").method("PATCH"));
        bench.send(handler, HttpEventEdit.of(HttpFormat.REST_API).key("k1").template("/refunds/{account}"));
        assertThat(bench.executed).hasSize(3);
    }

    @Test
    void routeAndFingerprintAreChoices() {
        HttpHandler handler = bench.builder()
                .anonymousCallers()
                .route(request -> "/payments")
                .fingerprintOf(request -> request.body().toUtf8())
                .build((request, execution) -> bench.counted(request));
        bench.send(handler, HttpEventEdit.of(HttpFormat.LOAD_BALANCER).key("k1"));
        HttpEventEdit elsewhere =
                HttpEventEdit.of(HttpFormat.LOAD_BALANCER).key("k1").path("/x").query("y");
        assertThat(bench.send(handler, elsewhere).isReplay()).isTrue();
    }

    @Test
    void methodRouteAndKeyAreOneInjectiveText() {
        HttpHandler handler = bench.builder()
                .anonymousCallers()
                .fingerprintOf(request -> "")
                .build((request, execution) -> bench.counted(request));
        bench.send(
                handler,
                HttpEventEdit.of(HttpFormat.FUNCTION_URL).path("/a|1:b").key("c"));
        bench.send(handler, HttpEventEdit.of(HttpFormat.FUNCTION_URL).path("/a").key("b|1:c"));
        bench.send(
                handler, HttpEventEdit.of(HttpFormat.FUNCTION_URL).path("/a|1").key(":b|1:c"));
        assertThat(bench.executed).hasSize(3);
    }

    @Test
    void aRequestWithoutAForm_is400() {
        HttpHandler handler = bench.builder()
                .anonymousCallers()
                .fingerprintOf(request -> {
                    throw new IllegalStateException("not JSON");
                })
                .build((request, execution) -> bench.counted(request));
        HttpAnswer answer =
                bench.send(handler, HttpEventEdit.of(HttpFormat.REST_API).key("k1"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem().path("type").asText()).endsWith("#payload-unreadable");
        assertThat(bench.executed).isEmpty();
    }

    @Test
    void aWrongTriggerThrows_andNothingRuns() {
        HttpHandler handler = bench.counting();
        assertThatThrownBy(() -> handler.handleRequest(
                        new ByteArrayInputStream("{\"Records\":[]}".getBytes(StandardCharsets.UTF_8)),
                        OutputStream.nullOutputStream(),
                        new TestContext(20_000)))
                .isInstanceOf(InvalidEventException.class);
        assertThat(bench.executed).isEmpty();
    }

    @Test
    void callersNeedAWord() {
        assertThatThrownBy(() -> bench.builder().build((request, execution) -> bench.counted(request)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("caller(...)")
                .hasMessageContaining("anonymousCallers()");
        assertThatThrownBy(() -> bench.builder()
                        .anonymousCallers()
                        .caller(Caller.apiKey())
                        .build((request, execution) -> bench.counted(request)))
                .hasMessageContaining("exclude");
    }

    @Test
    void senselessChoicesAreRefused() {
        assertThatThrownBy(() -> bench.builder()
                        .anonymousCallers()
                        .keyRequiredFor("GET")
                        .build((request, execution) -> bench.counted(request)))
                .hasMessageContaining("both have GET");
        assertThatThrownBy(() -> bench.builder().documentation(URI.create("https://x.example/#y")))
                .hasMessageContaining("fragment");
        assertThatThrownBy(() -> bench.builder().retryAfter(Duration.ZERO)).hasMessageContaining("retryAfter");
        assertThatThrownBy(() -> StoredStatuses.standard().notExecuted(200)).hasMessageContaining("200");
    }
}
