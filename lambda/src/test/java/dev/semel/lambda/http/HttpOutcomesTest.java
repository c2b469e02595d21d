// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Deadline;
import dev.semel.DeadlineTooShortException;
import dev.semel.FailureRule;
import dev.semel.Idempotency;
import dev.semel.OutagePolicy;
import dev.semel.Reconciliation;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.codec.FailureCodec;
import dev.semel.codec.Fingerprinter;
import dev.semel.codec.ResultCodec;
import dev.semel.codec.TypeRef;
import dev.semel.lambda.NewerFormatStore;
import dev.semel.model.Blob;
import dev.semel.model.Fingerprint;
import dev.semel.testkit.Fault;
import dev.semel.testkit.FaultPlan;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Client's answer for each outcome of an operation, and the record that is left. */
public class HttpOutcomesTest {

    private final HttpBench bench = new HttpBench();

    @Test
    void inProgressIs409_andRetryAfterIsWhatIsLeftOfTheLease() {
        List<HttpAnswer> nested = new ArrayList<>();
        HttpHandler[] self = new HttpHandler[1];
        self[0] = bench.builder().anonymousCallers().build((request, execution) -> {
            bench.clock.advance(Duration.ofMillis(1_500));
            nested.add(bench.send(self[0], event()));
            return bench.counted(request);
        });
        bench.send(self[0], event());

        assertThat(nested).hasSize(1);
        assertThat(nested.get(0).status()).isEqualTo(409);
        assertThat(nested.get(0).problem().path("type").asText()).endsWith("#in-progress");
        assertThat(nested.get(0).header("Retry-After"))
                .as("20 s + 2 s - 1.5 s, rounded up")
                .isEqualTo("21");
        assertThat(bench.executed).hasSize(1);
    }

    @Test
    void problemsLinkToTheirPage_ifThereIsOneToOpen() {
        Problem problem = Problem.inProgress(Duration.ofSeconds(5));
        assertThat(problem.response(URI.create("https://x.example/y")).headers().all("Link"))
                .containsExactly("<https://x.example/y#in-progress>; rel=\"describedby\"");
        assertThat(problem.response(URI.create("https://x.example/y")).headers().all("Retry-After"))
                .containsExactly("5");
        assertThat(problem.response(URI.create("urn:x:y")).headers().all("Link"))
                .isEmpty();
    }

    @Test
    void retryAfterIsAtLeastOneSecond() {
        HttpResponse response = Problem.inProgress(Duration.ZERO).response(URI.create("urn:x:y"));
        assertThat(response.headers().all("Retry-After")).containsExactly("1");
        assertThat(Problem.inProgress(Duration.ofMillis(1001))
                        .response(URI.create("urn:x:y"))
                        .headers()
                        .all("Retry-After"))
                .containsExactly("2");
    }

    @Test
    void quarantinedIs409WithoutRetryAfter() {
        HttpHandler handler = bench.builder()
                .anonymousCallers()
                .onUnknownOutcome(UnknownOutcomePolicy.quarantine())
                .build((request, execution) -> {
                    bench.counted(request);
                    return HttpResponse.of(502);
                });
        assertThat(bench.send(handler, event()).status()).isEqualTo(502);
        HttpAnswer answer = bench.send(handler, event());
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problem().path("type").asText()).endsWith("#outcome-unknown");
        assertThat(answer.header("Retry-After")).isEmpty();
        assertThat(bench.executed).hasSize(1);
    }

    @Test
    void payloadsThatCannotBeComparedAre422() {
        bench.send(handler(new TestCodec("one", false)), event());
        HttpAnswer answer = bench.send(handler(new TestCodec("two", false)), event());
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem().path("type").asText()).endsWith("#key-not-comparable");
        assertThat(bench.executed).hasSize(1);
    }

    @Test
    void aResultThatCannotBeReadIs500_andNothingRunsAgain() {
        bench.send(handler(new TestCodec("one", false)), event());
        HttpAnswer answer = bench.send(handler(new TestCodec("one", true)), event());
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.problem().path("type").asText()).endsWith("#result-unavailable");
        assertThat(bench.executed).hasSize(1);
    }

    @Test
    void aResultOfAnotherOperationIs500() throws Exception {
        bench.send(bench.counting(), event());
        bench.engine(FaultPlan.none())
                .build()
                .operation("payments", HttpRequest.class, String.class)
                .key(request -> "4:POST|19:/payments/{account}|2:k2")
                .fingerprintOf(HttpRequest::contentIdentity)
                .body((request, execution) -> "not a response")
                .run(
                        HttpEventEdit.of(HttpFormat.REST_API).key("k2").request(),
                        Deadline.within(Duration.ofSeconds(20)));
        HttpAnswer answer = bench.send(
                bench.counting(), HttpEventEdit.of(HttpFormat.REST_API).key("k2"));
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.problem().path("type").asText()).endsWith("#result-unavailable");
    }

    @Test
    void aRecordOfANewerVersionIs500_andNothingRuns() {
        Idempotency newer = Idempotency.builder(new NewerFormatStore()).build();
        HttpHandler handler =
                bench.builder(newer).anonymousCallers().build((request, execution) -> bench.counted(request));
        HttpAnswer answer = bench.send(handler, event());
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.problem().path("type").asText()).endsWith("#record-unreadable");
        assertThat(bench.executed).isEmpty();
    }

    @Test
    void aFinalFailureIsThrownEachTime_andRunsOnce() {
        HttpHandler handler = bench.builder()
                .anonymousCallers()
                .onFailure(FailureRule.finalFor(
                        UnsupportedOperationException.class, FailureCodec.message(UnsupportedOperationException::new)))
                .build((request, execution) -> {
                    bench.counted(request);
                    throw new UnsupportedOperationException("no such account");
                });
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> bench.send(handler, event())).isInstanceOf(UnsupportedOperationException.class);
        }
        assertThat(bench.executed).hasSize(1);
    }

    @Test
    void aStoreThatIsAwayIs503_andNothingRuns() {
        HttpAnswer answer = bench.send(failing("claim").build((request, execution) -> bench.counted(request)), event());
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.problem().path("type").asText()).endsWith("#unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        HttpHandler patient = failing("claim")
                .retryAfter(Duration.ofMillis(6_500))
                .build((request, execution) -> bench.counted(request));
        assertThat(bench.send(patient, event()).header("Retry-After")).isEqualTo("7");
        assertThat(bench.executed).isEmpty();
    }

    @Test
    void aStoreThatIsAwayLetsRequestsRunWhereThatIsAllowed() {
        HttpHandler handler = failing("claim")
                .whenStoreIsUnavailable(OutagePolicy.EXECUTE_UNGUARDED)
                .build((request, execution) -> bench.counted(request));
        HttpAnswer answer = bench.send(handler, event());
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.isReplay()).isFalse();
    }

    @Test
    void tooLittleTimeIs503_andNothingRuns() {
        HttpAnswer answer = bench.send(bench.counting(), event(), 0);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.problem().path("type").asText()).endsWith("#no-time-left");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(bench.executed).isEmpty();
    }

    @Test
    void executedButNotRecordedIsAnsweredWhole() {
        HttpHandler handler = failing("complete")
                .build((request, execution) -> bench.counted(request).withCookie("s=1"));
        HttpAnswer answer = bench.send(handler, event());
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().toUtf8()).isEqualTo("answer 1");
        assertThat(answer.cookies()).containsExactly("s=1");
        assertThat(answer.isReplay()).isFalse();

        bench.clock.advance(Duration.ofMinutes(1));
        assertThat(bench.send(bench.counting(), event()).body().toUtf8()).isEqualTo("answer 2");
    }

    @Test
    void whoLostItsClaimAnswersWithTheWinnersResponse() {
        HttpHandler[] self = new HttpHandler[1];
        self[0] = bench.builder().anonymousCallers().build((request, execution) -> {
            HttpResponse mine = bench.counted(request);
            if (bench.executed.size() == 1) {
                bench.clock.advance(Duration.ofMinutes(1));
                assertThat(bench.send(self[0], event()).isReplay()).isFalse();
            }
            return mine;
        });
        HttpAnswer answer = bench.send(self[0], event());
        assertThat(answer.body().toUtf8()).isEqualTo("answer 2");
        assertThat(answer.isReplay()).isTrue();
        assertThat(bench.executed).hasSize(2);
    }

    @Test
    void whoLostItsClaimToARunningAttemptIs409() throws Exception {
        CountDownLatch secondRuns = new CountDownLatch(1);
        CountDownLatch firstAnswered = new CountDownLatch(1);
        List<Thread> started = new ArrayList<>();
        HttpHandler[] self = new HttpHandler[1];
        self[0] = bench.builder().anonymousCallers().build((request, execution) -> {
            HttpResponse mine = bench.counted(request);
            if (execution.attempt() == 1) {
                bench.clock.advance(Duration.ofMinutes(1));
                started.add(Thread.ofVirtual().start(() -> bench.send(self[0], event())));
                assertThat(secondRuns.await(60, TimeUnit.SECONDS)).isTrue();
            } else {
                secondRuns.countDown();
                assertThat(firstAnswered.await(60, TimeUnit.SECONDS)).isTrue();
            }
            return mine;
        });
        HttpAnswer answer = bench.send(self[0], event());
        firstAnswered.countDown();
        started.get(0).join();

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problem().path("type").asText()).endsWith("#superseded");
        assertThat(answer.header("Retry-After")).isEqualTo("22");
        assertThat(bench.send(self[0], event()).body().toUtf8()).isEqualTo("answer 2");
    }

    @Test
    void whatTheBodyThrowsGoesToLambda_andTheKeyIsGivenBack() {
        IllegalStateException failure = new IllegalStateException("no answer from the bank");
        assertThatThrownBy(() -> bench.send(throwing(failure), event())).isSameAs(failure);
        IOException checked = new IOException("no route");
        assertThatThrownBy(() -> bench.send(throwing(checked), event()))
                .isInstanceOf(RequestFailedException.class)
                .hasCause(checked);
        assertThat(bench.send(bench.counting(), event()).status()).isEqualTo(201);
        assertThat(bench.executed).hasSize(1);
    }

    @Test
    void anotherOperationsTroubleInsideTheBodyIsTheBodysOwn() {
        Idempotency idempotency = bench.engine(FaultPlan.none()).build();
        HttpHandler handler = bench.builder(idempotency).anonymousCallers().build((request, execution) -> {
            idempotency
                    .operation("inner", String.class, String.class)
                    .key(order -> order)
                    .body((order, inner) -> order)
                    .run("1", Deadline.within(Duration.ZERO));
            return HttpResponse.of(200);
        });
        assertThatThrownBy(() -> bench.send(handler, event())).isInstanceOf(DeadlineTooShortException.class);
    }

    @Test
    void aReconcilersResponseIsReplayed_withoutCredentials() {
        assertThatThrownBy(() -> bench.send(throwing(new IllegalStateException()), event()))
                .isInstanceOf(IllegalStateException.class);
        HttpHandler handler = bench.builder()
                .anonymousCallers()
                .onUnknownOutcome(UnknownOutcomePolicy.reconcile((request, evidence) -> Reconciliation.executed(
                        HttpResponse.text(201, "text/plain", "found").withCookie("secret=1"))))
                .build((request, execution) -> bench.counted(request));
        for (int i = 0; i < 2; i++) {
            HttpAnswer answer = bench.send(handler, event());
            assertThat(answer.body().toUtf8()).isEqualTo("found");
            assertThat(answer.isReplay()).isTrue();
        }
        assertThat(bench.stored()).doesNotContain("secret");
        assertThat(bench.executed).isEmpty();
    }

    @Test
    void afterTheWindowARequestRunsAgain() {
        HttpHandler handler = bench.counting();
        bench.send(handler, event());
        bench.clock.advance(Duration.ofHours(24).minusSeconds(1));
        assertThat(bench.send(handler, event()).isReplay()).isTrue();
        bench.clock.advance(Duration.ofSeconds(2));
        assertThat(bench.send(handler, event()).isReplay()).isFalse();
    }

    private static HttpEventEdit event() {
        return HttpEventEdit.of(HttpFormat.REST_API).key("k1");
    }

    private HttpHandler throwing(Exception failure) {
        return bench.builder().anonymousCallers().build((request, execution) -> {
            throw failure;
        });
    }

    private HttpHandlerBuilder failing(String method) {
        FaultPlan plan = (called, request) -> called.equals(method) ? new Fault.FailBefore() : new Fault.None();
        return bench.builder(bench.engine(plan).build()).anonymousCallers();
    }

    private HttpHandler handler(TestCodec codec) {
        return bench.builder(bench.engine(FaultPlan.none()).codec(codec).build())
                .anonymousCallers()
                .build((request, execution) -> bench.counted(request));
    }

    /** A codec of somebody else, which stores texts its own way. */
    private record TestCodec(String algorithm, boolean isUnreadable) implements ResultCodec, Fingerprinter {

        @Override
        public <T> Blob encode(T value, TypeRef<T> type) {
            return Blob.utf8("~" + value);
        }

        @Override
        @SuppressWarnings("unchecked") // it supports texts only
        public <T> T decode(Blob bytes, TypeRef<T> type) {
            if (isUnreadable) {
                throw new IllegalStateException("no key for this");
            }
            return (T) bytes.toUtf8().substring(1);
        }

        @Override
        public boolean supports(TypeRef<?> type) {
            return type.type() == String.class;
        }

        @Override
        public Fingerprint fingerprint(@Nullable Object payload) {
            return Fingerprint.sha256(algorithm, Blob.utf8(String.valueOf(payload)));
        }
    }
}
