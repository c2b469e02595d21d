// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.front;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListSet;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** The operations that clients of the SDK called, and read an answer of without an error. Thread-safe. */
final class AnsweredOperations implements ExecutionInterceptor {

    /** Names of the page's table, by those of the SDK. */
    private static final Map<String, String> SERVICES = Map.of(
            "ApiGatewayV2", "API Gateway (HTTP APIs)",
            "ApiGateway", "API Gateway (REST APIs)",
            "CloudWatchLogs", "CloudWatch Logs",
            "EventBridge", "EventBridge",
            "Scheduler", "EventBridge Scheduler",
            "Iam", "IAM",
            "Lambda", "Lambda",
            "Sns", "SNS",
            "Sts", "STS");

    private final ConcurrentSkipListSet<String> answered = new ConcurrentSkipListSet<>();

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
        answered.add(SERVICES.getOrDefault(service, service) + " "
                + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    }

    /** Returns the operations of a service, as a line of the page's table names it, sorted. */
    List<String> of(String service) {
        String prefix = service + " ";
        return answered.stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .toList();
    }

    /** Shows all that were answered. */
    @Override
    public String toString() {
        return answered.toString();
    }
}
