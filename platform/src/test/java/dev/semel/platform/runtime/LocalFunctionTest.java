// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A real handler in real Lambda runtimes. */
class LocalFunctionTest {

    @Test
    void answersWithWhatTheHandlerWrote() throws Exception {
        try (LocalFunction function = LocalFunction.builder(TestHandler.class).build()) {
            assertThat(text(function.invoke(bytes("héllo")))).isEqualTo("héllo");
            assertThat(text(function.invoke(bytes("arn")))).endsWith(":function:TestHandler");
        }
    }

    @Test
    void anEmptyEventHasAnEmptyAnswer() throws Exception {
        try (LocalFunction function = LocalFunction.builder(TestHandler.class).build()) {
            assertThat(text(function.invoke(new byte[0]))).isEmpty();
        }
    }

    @Test
    void theLargestEventAndResponsePass() throws Exception {
        byte[] event = new byte[RuntimeApi.MAX_PAYLOAD_BYTES];
        Arrays.fill(event, (byte) 'x');
        try (LocalFunction function = LocalFunction.builder(TestHandler.class).build()) {
            assertThat(((InvocationAnswer.Response) function.invoke(event))
                            .payload()
                            .toByteArray())
                    .isEqualTo(event);
            assertThatThrownBy(() -> function.invoke(new byte[event.length + 1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("6291457");
        }
    }

    @Test
    void aResponseThatIsTooLargeIsAnErrorOfTheFunction() throws Exception {
        try (LocalFunction function = LocalFunction.builder(TestHandler.class).build()) {
            assertThat(function.invoke(bytes("large")))
                    .isInstanceOfSatisfying(
                            InvocationAnswer.FunctionError.class,
                            error -> assertThat(error.type()).isEqualTo("Function.ResponseSizeTooLarge"));
            assertThat(text(function.invoke(bytes("next")))).isEqualTo("next");
        }
    }

    @Test
    void anExceptionIsAnErrorAndTheEnvironmentStays() throws Exception {
        try (LocalFunction function =
                LocalFunction.builder(TestHandler.class).requestIds(() -> "r-1").build()) {
            String process = text(function.invoke(bytes("process")));
            assertThat(function.invoke(bytes("fail")))
                    .isEqualTo(new InvocationAnswer.FunctionError("r-1", "java.lang.IllegalStateException", "as told"));
            assertThat(text(function.invoke(bytes("process")))).isEqualTo(process);
        }
    }

    @Test
    void anErrorThatEndsTheRuntimeIsReportedAndTheNextInvocationHasANewOne() throws Exception {
        try (LocalFunction function = LocalFunction.builder(TestHandler.class).build()) {
            assertThat(function.invoke(bytes("overflow"))).isInstanceOf(InvocationAnswer.FunctionError.class);
            assertThat(text(function.invoke(bytes("next")))).isEqualTo("next");
        }
    }

    @Test
    void aConstructorThatThrowsIsAnInitError() throws Exception {
        try (LocalFunction function = LocalFunction.builder(TestHandler.Unmade.class)
                .requestIds(() -> "r-1")
                .build()) {
            assertThat(function.invoke(bytes("{}")))
                    .isEqualTo(new InvocationAnswer.InitError(
                            "r-1", "java.lang.IllegalArgumentException", "TABLE is not set"));
        }
    }

    @Test
    void aProcessIsInitialisedBeforeItsFirstEvent() throws Exception {
        try (LocalFunction function = LocalFunction.builder(TestHandler.class).build();
                RuntimeProcess process = function.start()) {
            assertThat(process.awaitInitialised()).isTrue();
            assertThat(text(process.invoke(bytes("first")))).isEqualTo("first");
        }
    }

    @Test
    void aProcessThatExitsIsReplaced() throws Exception {
        try (LocalFunction function =
                LocalFunction.builder(TestHandler.class).requestIds(() -> "r-1").build()) {
            assertThat(function.invoke(bytes("exit"))).isEqualTo(new InvocationAnswer.ProcessExited("r-1", 7, true));
            assertThat(text(function.invoke(bytes("next")))).isEqualTo("next");
        }
    }

    @Test
    void aHandlerThatNeverReturnsIsKilledAtItsDeadline() throws Exception {
        Duration timeout = Duration.ofMillis(200);
        try (LocalFunction function = LocalFunction.builder(TestHandler.class)
                        .requestIds(() -> "r-1")
                        .timeout(timeout)
                        .killMargin(Duration.ZERO)
                        .build();
                RuntimeProcess process = function.start()) {
            assertThat(process.invoke(bytes("hang"))).isEqualTo(new InvocationAnswer.TimedOut("r-1", timeout));
            assertThat(ProcessHandle.of(process.pid())).isEmpty();
            assertThat(process.invoke(bytes("next"))).isEqualTo(new InvocationAnswer.ProcessExited("r-1", 137, false));
        }
    }

    @Test
    void whatAHandlerStartedEndsWithItsEnvironment() throws Exception {
        ProcessHandle child;
        try (LocalFunction function = LocalFunction.builder(TestHandler.class).build();
                RuntimeProcess process = function.start()) {
            child = ProcessHandle.of(Long.parseLong(text(process.invoke(bytes("start")))))
                    .orElseThrow();
            assertThat(child.isAlive()).isTrue();
        }
        child.onExit().get(30, TimeUnit.SECONDS);
    }

    @Test
    void afterATimeoutTheNextInvocationHasANewEnvironment() throws Exception {
        try (LocalFunction function = LocalFunction.builder(TestHandler.class)
                .timeout(Duration.ofSeconds(2))
                .build()) {
            assertThat(function.invoke(bytes("hang"))).isInstanceOf(InvocationAnswer.TimedOut.class);
            assertThat(text(function.invoke(bytes("next")))).isEqualTo("next");
        }
    }

    @Test
    void theHandlerSeesItsDeadlineAndRequestId() throws Exception {
        try (LocalFunction function = LocalFunction.builder(TestHandler.class)
                        .timeout(Duration.ofMinutes(15))
                        .build();
                RuntimeProcess process = function.start()) {
            assertThat(Integer.parseInt(text(process.invoke("again", bytes("remaining")))))
                    .isBetween(1, 900_000)
                    .isGreaterThan(60_000);
            assertThat(text(process.invoke("again", bytes("request")))).isEqualTo("again");
            assertThat(text(process.invoke(bytes("request")))).hasSize(36);
        }
    }

    @Test
    void itsEnvironmentIsLambdasAndWhatWasGiven() throws Exception {
        try (LocalFunction function = LocalFunction.builder(TestHandler.class)
                .environment("TABLE", "orders")
                .build()) {
            assertThat(text(function.invoke(bytes("environment:TABLE")))).isEqualTo("orders");
            assertThat(text(function.invoke(bytes("environment:AWS_LAMBDA_FUNCTION_NAME"))))
                    .isEqualTo("TestHandler");
            assertThat(text(function.invoke(bytes("environment:HOME")))).isEqualTo("null");
        }
    }

    @Test
    void environmentsRunAtTheSameTime() throws Exception {
        try (LocalFunction function = LocalFunction.builder(TestHandler.class).build();
                RuntimeProcess one = function.start();
                RuntimeProcess other = function.start()) {
            CompletableFuture<InvocationAnswer> hanging = CompletableFuture.supplyAsync(() -> invoke(one, "hang"));
            assertThat(text(other.invoke(bytes("process")))).isEqualTo(Long.toString(other.pid()));
            one.kill();
            assertThat(hanging.get()).isInstanceOf(InvocationAnswer.ProcessExited.class);
            assertThat(text(other.invoke(bytes("next")))).isEqualTo("next");
        }
    }

    @Test
    void environmentsThatAreBusyAreNotShared() throws Exception {
        try (LocalFunction function = LocalFunction.builder(TestHandler.class).build()) {
            CompletableFuture<InvocationAnswer> one = CompletableFuture.supplyAsync(() -> invoke(function, "process"));
            CompletableFuture<InvocationAnswer> other =
                    CompletableFuture.supplyAsync(() -> invoke(function, "process"));
            assertThat(List.of(one.get(), other.get())).allMatch(InvocationAnswer.Response.class::isInstance);
        }
    }

    @Test
    void anEnvironmentHasSeveralInvocationsAtOnceIfToldSo() throws Exception {
        try (LocalFunction function =
                        LocalFunction.builder(TestHandler.class).concurrency(2).build();
                RuntimeProcess process = function.start()) {
            CompletableFuture<InvocationAnswer> one = CompletableFuture.supplyAsync(() -> invoke(process, "meet"));
            CompletableFuture<InvocationAnswer> other = CompletableFuture.supplyAsync(() -> invoke(process, "meet"));
            assertThat(List.of(one.get(), other.get())).allMatch(InvocationAnswer.Response.class::isInstance);
        }
    }

    @Test
    void aBusyEnvironmentRefusesAnotherInvocation() throws Exception {
        try (LocalFunction function = LocalFunction.builder(TestHandler.class).build();
                RuntimeProcess process = function.start()) {
            CompletableFuture<InvocationAnswer> one = CompletableFuture.supplyAsync(() -> invoke(process, "hang"));
            CompletableFuture<InvocationAnswer> other = CompletableFuture.supplyAsync(() -> invoke(process, "hang"));
            assertThatThrownBy(() -> CompletableFuture.anyOf(one, other).get())
                    .hasRootCauseInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("start another process");
        }
    }

    @Test
    void aProcessThatCannotStartSaysWhy() throws Exception {
        try (LocalFunction function = LocalFunction.builder(TestHandler.class)
                .jvmFlags("-XX:NoSuchFlag")
                .requestIds(() -> "r-1")
                .build()) {
            assertThat(function.invoke(bytes("{}"))).isEqualTo(new InvocationAnswer.ProcessExited("r-1", 1, false));
            assertThat(function.output()).contains("NoSuchFlag");
        }
    }

    @Test
    void anAsynchronousEventIsRetriedWithItsRequestId() throws Exception {
        List<Duration> pauses = new ArrayList<>();
        try (LocalFunction function =
                LocalFunction.builder(TestHandler.class).waiting(pauses::add).build()) {
            List<InvocationAnswer> answers = function.invokeAsynchronously(bytes("fail"));
            assertThat(answers).hasSize(3).allMatch(InvocationAnswer.FunctionError.class::isInstance);
            assertThat(answers)
                    .extracting(InvocationAnswer::requestId)
                    .containsOnly(answers.getFirst().requestId());
            assertThat(pauses).containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(2));
            assertThat(function.invokeAsynchronously(bytes("fine"))).hasSize(1);
        }
    }

    @Test
    void theLastPartOfTheOutputIsKept() throws Exception {
        try (LocalFunction function =
                LocalFunction.builder(TestHandler.class).outputBytes(8).build()) {
            RuntimeProcess process = function.start();
            process.invoke(bytes("print:one"));
            process.invoke(bytes("print:three"));
            process.close();
            assertThat(process.output()).isEqualTo("e\nthree\n");
        }
    }

    @Test
    void aClassPathWithoutTheRuntimeIsRefused() {
        assertThatThrownBy(() ->
                        LocalFunction.builder(TestHandler.class).classPath("").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("aws-lambda-java-runtime-interface-client");
    }

    private static InvocationAnswer invoke(RuntimeProcess process, String event) {
        try {
            return process.invoke(bytes(event));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InvocationAnswer invoke(LocalFunction function, String event) {
        try {
            return function.invoke(bytes(event));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(InvocationAnswer answer) {
        assertThat(answer).isInstanceOf(InvocationAnswer.Response.class);
        return ((InvocationAnswer.Response) answer).payload().toUtf8();
    }
}
