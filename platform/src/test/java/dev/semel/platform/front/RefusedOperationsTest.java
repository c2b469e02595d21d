// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Every operation that the clients of the SDK have, with a request that has next to nothing in it. What the page does
 * not list is refused as not served, what it lists is not; and no request is a failure of the platform.
 */
class RefusedOperationsTest {

    private static final Map<MarshallingType<?>, Object> VALUES =
            Map.of(MarshallingType.STRING, "x", MarshallingType.INTEGER, 1, MarshallingType.LONG, 1L);

    @Test
    void whatIsNotListedIsRefusedByName_andNothingFails() throws Exception {
        try (LabFixture lab = new LabFixture()) {
            Map<String, Client<?>> clients = Map.of(
                    "API Gateway (HTTP APIs)",
                            new Client<>(ApiGatewayV2Client.class, lab.patching(ApiGatewayV2Client.builder())),
                    "API Gateway (REST APIs)",
                            new Client<>(ApiGatewayClient.class, lab.patching(ApiGatewayClient.builder())),
                    "CloudWatch Logs", new Client<>(CloudWatchLogsClient.class, lab.logs()),
                    "EventBridge", new Client<>(EventBridgeClient.class, lab.client(EventBridgeClient.builder())),
                    "EventBridge Scheduler", new Client<>(SchedulerClient.class, lab.client(SchedulerClient.builder())),
                    "IAM", new Client<>(IamClient.class, lab.client(IamClient.builder())),
                    "Lambda", new Client<>(LambdaClient.class, lab.lambda()),
                    "SNS", new Client<>(SnsClient.class, lab.client(SnsClient.builder())),
                    "STS", new Client<>(StsClient.class, lab.client(StsClient.builder())));
            Map<String, List<String>> served = lab.lab().operations();
            assertThat(served.keySet()).isEqualTo(clients.keySet());
            List<String> wrong = new ArrayList<>();
            int calls = 0;
            for (Map.Entry<String, Client<?>> client : clients.entrySet()) {
                List<String> listed = served.getOrDefault(client.getKey(), List.of());
                for (Method method : client.getValue().operations()) {
                    calls++;
                    String end = end(client.getValue().client(), method);
                    boolean refused = end.matches("501 NotImplemented the platform does not serve ((?i)" + name(method)
                                    + "|[A-Z]+ of this path) of .*")
                            || end.startsWith("403 MissingAuthenticationToken"); // the SDK does not sign it
                    boolean isFailure = end.startsWith("failed") || end.matches("50[^1].*");
                    if (refused == listed.contains(name(method)) || isFailure) {
                        wrong.add(client.getKey() + " " + name(method) + ": " + end);
                    }
                }
            }
            assertThat(wrong).isEmpty();
            assertThat(calls).isGreaterThan(500);
        }
    }

    /** A client, and the interface that declares its operations. */
    private record Client<C>(Class<C> type, C client) {

        List<Method> operations() {
            return Arrays.stream(type.getMethods())
                    .filter(method -> method.getParameterCount() == 1
                            && SdkRequest.class.isAssignableFrom(method.getParameterTypes()[0])
                            && !method.getName().endsWith("Paginator"))
                    .sorted(Comparator.comparing(Method::getName))
                    .toList();
        }
    }

    private static String name(Method method) {
        String request = method.getParameterTypes()[0].getSimpleName();
        return request.substring(0, request.length() - "Request".length());
    }

    /** Calls an operation, and returns status, code and message of its error; empty if it has none. */
    private static String end(Object client, Method method) throws ReflectiveOperationException {
        try {
            method.invoke(client, request(method.getParameterTypes()[0]));
            return "";
        } catch (InvocationTargetException e) {
            return e.getCause() instanceof AwsServiceException refusal
                    ? refusal.statusCode() + " " + refusal.awsErrorDetails().errorCode() + " "
                            + refusal.awsErrorDetails().errorMessage()
                    : "failed " + e.getCause();
        }
    }

    /** A request with nothing but what its path needs. */
    private static Object request(Class<?> type) throws ReflectiveOperationException {
        SdkRequest.Builder builder =
                (SdkRequest.Builder) type.getMethod("builder").invoke(null);
        for (SdkField<?> field : ((SdkPojo) builder).sdkFields()) {
            boolean isInPath =
                    field.location() == MarshallLocation.PATH || field.location() == MarshallLocation.GREEDY_PATH;
            Object value = VALUES.get(field.marshallingType());
            if (isInPath && value != null) {
                field.set(builder, value);
            }
        }
        return builder.build();
    }
}
