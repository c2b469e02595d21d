// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.model.Blob;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The API as a runtime sees it, by plain requests. */
class RuntimeApiTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final RuntimeApi.Limits LIMITS = new RuntimeApi.Limits(LONG, LONG, LONG);
    private static final String INVOCATION = "/2018-06-01/runtime/invocation/";

    private final HttpClient client = HttpClient.newHttpClient();
    private final RuntimeApi api;

    RuntimeApiTest() throws Exception {
        api = RuntimeApi.start("arn:of:function", InstantSource.fixed(Instant.ofEpochSecond(1_000)));
    }

    @AfterEach
    void close() {
        client.close();
        api.close();
    }

    @Test
    void anEventComesWithTheHeadersOfLambda() throws Exception {
        CompletableFuture<InvocationAnswer> answer = invoke("r-1", "{}");
        HttpResponse<String> next = get(INVOCATION + "next");
        assertThat(next.body()).isEqualTo("{}");
        assertThat(next.headers().firstValue("Lambda-Runtime-Aws-Request-Id")).hasValue("r-1");
        assertThat(next.headers().firstValue("Lambda-Runtime-Deadline-Ms")).hasValue("1060000");
        assertThat(next.headers().firstValue("Lambda-Runtime-Invoked-Function-Arn"))
                .hasValue("arn:of:function");
        assertThat(next.headers().firstValue("Lambda-Runtime-Trace-Id").orElseThrow())
                .matches("Root=1-000003e8-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0");
        assertThat(post(INVOCATION + "r-1/response", "1").statusCode()).isEqualTo(202);
        assertThat(answer.get()).isEqualTo(new InvocationAnswer.Response("r-1", Blob.utf8("1")));
    }

    @Test
    void nextWaitsForAnEvent() throws Exception {
        CompletableFuture<HttpResponse<String>> next = CompletableFuture.supplyAsync(() -> get(INVOCATION + "next"));
        CompletableFuture<InvocationAnswer> answer = invoke("r-1", "late");
        assertThat(next.get().body()).isEqualTo("late");
        post(INVOCATION + "r-1/error", "{\"errorType\":\"T\",\"errorMessage\":\"M\"}");
        assertThat(answer.get()).isEqualTo(new InvocationAnswer.FunctionError("r-1", "T", "M"));
    }

    @Test
    void unknownIdsAreRefused() throws Exception {
        assertThat(post(INVOCATION + "r-1/response", "1").statusCode()).isEqualTo(400);
        assertThat(post(INVOCATION + "r-1/error", "{}").body()).contains("InvalidRequestID");
    }

    @Test
    void aSecondAnswerIsRefused() throws Exception {
        CompletableFuture<InvocationAnswer> answer = invoke("r-1", "{}");
        get(INVOCATION + "next");
        post(INVOCATION + "r-1/response", "1");
        assertThat(post(INVOCATION + "r-1/response", "2").statusCode()).isEqualTo(400);
        assertThat(answer.get()).isEqualTo(new InvocationAnswer.Response("r-1", Blob.utf8("1")));
    }

    @Test
    void anAnswerAfterTheTimeoutIsRefused() throws Exception {
        Duration moment = Duration.ofMillis(1);
        CompletableFuture<InvocationAnswer> answer =
                invoke("r-1", "{}", new RuntimeApi.Limits(LONG, moment, Duration.ZERO));
        get(INVOCATION + "next");
        assertThat(answer.get()).isEqualTo(new InvocationAnswer.TimedOut("r-1", moment));
        assertThat(post(INVOCATION + "r-1/response", "1").statusCode()).isEqualTo(400);
    }

    @Test
    void anEventThatNobodyAskedForInTimeIsTakenBack() throws Exception {
        RuntimeApi.Limits limits = new RuntimeApi.Limits(Duration.ofMillis(1), LONG, LONG);
        assertThat(invoke("r-1", "stale", limits).get())
                .isInstanceOfSatisfying(
                        InvocationAnswer.InitError.class,
                        error -> assertThat(error.type()).isEqualTo("Sandbox.Timedout"));
        CompletableFuture<InvocationAnswer> answer = invoke("r-2", "fresh");
        assertThat(get(INVOCATION + "next").body()).isEqualTo("fresh");
        api.reportExit(9);
        assertThat(answer.get()).isEqualTo(new InvocationAnswer.ProcessExited("r-2", 9, true));
    }

    @Test
    void anInitErrorAnswersEveryInvocation() throws Exception {
        CompletableFuture<InvocationAnswer> before = invoke("r-1", "{}");
        post("/2018-06-01/runtime/init/error", "no document");
        api.reportExit(1);
        assertThat(before.get()).isEqualTo(new InvocationAnswer.InitError("r-1", "Unknown", ""));
        assertThat(invoke("r-2", "{}").get()).isEqualTo(new InvocationAnswer.InitError("r-2", "Unknown", ""));
    }

    @Test
    void otherPathsAndMethodsAreRefused() {
        assertThat(get("/2015-03-31/functions").statusCode()).isEqualTo(404);
        assertThat(get("/2018-06-01/runtime/init/error").statusCode()).isEqualTo(405);
        assertThat(post(INVOCATION + "next", "").statusCode()).isEqualTo(405);
    }

    @Test
    void idsAreCheckedAndOpenOnesAreNotUsedTwice() throws Exception {
        assertThatThrownBy(() -> api.invoke("a/b", new byte[0], LIMITS)).isInstanceOf(IllegalArgumentException.class);
        CompletableFuture<InvocationAnswer> answer = invoke("r-1", "{}");
        get(INVOCATION + "next");
        assertThatThrownBy(() -> api.invoke("r-1", new byte[0], LIMITS)).isInstanceOf(IllegalStateException.class);
        api.reportExit(0);
        assertThat(answer.get()).isEqualTo(new InvocationAnswer.ProcessExited("r-1", 0, true));
    }

    private CompletableFuture<InvocationAnswer> invoke(String requestId, String event) {
        return invoke(requestId, event, LIMITS);
    }

    private CompletableFuture<InvocationAnswer> invoke(String requestId, String event, RuntimeApi.Limits limits) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return api.invoke(requestId, Blob.utf8(event).toByteArray(), limits);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    private HttpResponse<String> post(String path, String body) {
        return send(HttpRequest.newBuilder(uri(path))
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private URI uri(String path) {
        return URI.create("http://" + api.address() + path);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
