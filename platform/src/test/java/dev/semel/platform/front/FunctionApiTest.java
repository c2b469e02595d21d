// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** The Lambda API through the AWS SDK. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FunctionApiTest {

    private LabFixture lab;
    private LambdaClient lambda;

    @BeforeAll
    void start() throws Exception {
        lab = new LabFixture();
        lambda = lab.lambda();
        lab.createFunction(lambda, "echo");
    }

    @AfterAll
    void stop() throws Exception {
        lab.close();
    }

    private InvokeResponse invoke(String function, String event) {
        return lambda.invoke(request -> request.functionName(function).payload(SdkBytes.fromUtf8String(event)));
    }

    @Test
    void aFunctionIsCreatedListedReadChangedAndDeleted() throws Exception {
        lab.createFunction(lambda, "other");
        assertThat(lambda.listFunctions().functions())
                .anyMatch(function -> function.functionName().equals("other"));
        lambda.updateFunctionConfiguration(
                request -> request.functionName("other").timeout(7).description("changed"));
        assertThat(lambda.getFunction(request -> request.functionName("other"))
                        .configuration()
                        .timeout())
                .isEqualTo(7);
        String before = lambda.getFunctionConfiguration(request -> request.functionName("other"))
                .codeSha256();
        assertThat(lambda.updateFunctionCode(request -> request.functionName("other")
                                .zipFile(SdkBytes.fromByteArray(LabFixture.zip(EchoHandler.class, LabFixture.class))))
                        .codeSha256())
                .isNotEqualTo(before);
        lambda.deleteFunction(request -> request.functionName("other"));
        assertThatThrownBy(() -> invoke("other", "{}")).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void anInvocationAnswersWithTheHandlersResponseAndTheTailOfItsLog() {
        InvokeResponse response = lambda.invoke(request ->
                request.functionName("echo").logType(LogType.TAIL).payload(SdkBytes.fromUtf8String("{\"a\":1}")));
        assertThat(response.payload().asUtf8String()).isEqualTo("{\"a\":1}");
        assertThat(response.functionError()).isNull();
        assertThat(response.executedVersion()).isEqualTo("$LATEST");
        String log = new String(Base64.getDecoder().decode(response.logResult()), StandardCharsets.UTF_8);
        assertThat(log).contains("START RequestId: ").contains("{\"a\":1}").contains("REPORT RequestId: ");
    }

    @Test
    void anErrorOfTheHandlerIsItsAnswer() {
        InvokeResponse response = invoke("echo", "\"please fail\"");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.functionError()).isEqualTo("Unhandled");
        assertThat(response.payload().asUtf8String())
                .contains("failed as asked")
                .contains("java.lang.IllegalStateException");
        assertThat(invoke("echo", "\"please exit\"").payload().asUtf8String()).contains("exit status 7");
        assertThat(invoke("echo", "1").payload().asUtf8String()).isEqualTo("1");
    }

    @Test
    void theNextInvocationHasTheProcessOfTheLast() throws Exception {
        lab.createFunction(lambda, "warm");
        for (int i = 0; i < 3; i++) {
            invoke("warm", "{}");
        }
        assertThat(lab.lines("warm", "pid ")).hasSize(3);
        assertThat(Set.copyOf(lab.lines("warm", "pid "))).hasSize(1);
    }

    @Test
    void aHandlerThatNeverAnswersIsKilled() throws Exception {
        lambda.createFunction(LabFixture.function("slow", Map.of()).timeout(1).build());
        assertThat(invoke("slow", "\"please hang\"").payload().asUtf8String())
                .contains("Task timed out after 1.00 seconds");
        assertThat(invoke("slow", "2").payload().asUtf8String()).isEqualTo("2");
    }

    @Test
    void theEnvironmentIsTheDeclaredOne() throws Exception {
        lambda.createFunction(
                LabFixture.function("told", Map.of("TABLE", "orders")).build());
        assertThat(invoke("told", "\"please tell $TABLE$\"").payload().asUtf8String())
                .isEqualTo("\"orders\"");
        assertThat(invoke("told", "\"please tell $USER$\"").payload().asUtf8String())
                .isEqualTo("\"null\"");
        assertThat(invoke("told", "\"please tell $HOME$\"").payload().asUtf8String())
                .isNotEqualTo("\"" + System.getProperty("user.home") + "\"");
        assertThat(invoke("told", "\"please tell $AWS_ACCESS_KEY_ID$\"")
                        .payload()
                        .asUtf8String())
                .contains(lab.lab().accessKey());
    }

    @Test
    void versionsAndAliasesAreInvoked() throws Exception {
        lab.createFunction(lambda, "versioned");
        String version = lambda.publishVersion(request -> request.functionName("versioned"))
                .version();
        lambda.createAlias(
                request -> request.functionName("versioned").name("live").functionVersion(version));
        InvokeResponse response = lambda.invoke(
                request -> request.functionName("versioned").qualifier("live").payload(SdkBytes.fromUtf8String("1")));
        assertThat(response.executedVersion()).isEqualTo(version);
        assertThatThrownBy(() -> invoke("versioned:none", "1")).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void wrongRequestsAreAnsweredAsByTheService() {
        assertThatThrownBy(() -> invoke("nobody", "{}"))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Function not found: arn:aws:lambda:us-east-1:000000000000:function:nobody")
                .hasMessageContaining("404");
        assertThatThrownBy(() -> lab.createFunction(lambda, "echo")).isInstanceOf(ResourceConflictException.class);
        assertThatThrownBy(() -> lambda.createFunction(LabFixture.function("bad", Map.of())
                        .code(code -> code.zipFile(SdkBytes.fromUtf8String("no zip")))
                        .build()))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("Could not unzip");
        assertThatThrownBy(() -> lambda.createFunction(LabFixture.function("bad", Map.of())
                        .runtime("nodejs22.x")
                        .build()))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("java21");
        assertThatThrownBy(() -> invoke("echo", "no json")).isInstanceOf(InvalidRequestContentException.class);
        assertThatThrownBy(() -> invoke("echo", "\"" + "x".repeat(6 << 20) + "\""))
                .isInstanceOf(RequestTooLargeException.class);
    }

    @Test
    void aMissingHandlerClassIsAnErrorOfTheFunction() throws Exception {
        lambda.createFunction(LabFixture.function("missing", Map.of())
                .handler("example.Missing")
                .build());
        InvokeResponse response = invoke("missing", "{}");
        assertThat(response.functionError()).isEqualTo("Unhandled");
        assertThat(response.payload().asUtf8String()).contains("example.Missing");
    }

    @Test
    void withoutReservedConcurrencyAnInvocationIsThrottled() throws Exception {
        lab.createFunction(lambda, "none");
        lambda.putFunctionConcurrency(request -> request.functionName("none").reservedConcurrentExecutions(0));
        assertThatThrownBy(() -> lab.client(LambdaClient.builder()
                                .overrideConfiguration(
                                        settings -> settings.retryStrategy(retries -> retries.maxAttempts(1))))
                        .invoke(request -> request.functionName("none")))
                .isInstanceOf(TooManyRequestsException.class);
    }

    @Test
    void aDryRunChecksOnly() {
        assertThat(lambda.invoke(request -> request.functionName("echo").invocationType(InvocationType.DRY_RUN))
                        .statusCode())
                .isEqualTo(204);
        assertThatThrownBy(() ->
                        lambda.invoke(request -> request.functionName("nobody").invocationType(InvocationType.DRY_RUN)))
                .isInstanceOf(ResourceNotFoundException.class);
    }
}
