// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Sees every request that a client sends, each try for itself. Public for the tests of other modules. */
public final class RequestCounter implements ExecutionInterceptor {

    private final List<String> sent = new ArrayList<>();

    /** Makes one that has seen nothing. */
    public RequestCounter() {}

    /** Returns a client whose requests are seen here; who gets it closes it. */
    public DynamoDbClient client(LocalDynamoDb server) {
        return server.clientBuilder()
                .overrideConfiguration(config -> config.addExecutionInterceptor(this))
                .build();
    }

    @Override
    public synchronized void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        sent.add(name(context.request()));
    }

    static String name(SdkRequest request) {
        return request.getClass().getSimpleName().replace("Request", "");
    }

    /** Returns what was sent since this was last asked. */
    public synchronized List<String> drain() {
        List<String> drained = List.copyOf(sent);
        sent.clear();
        return drained;
    }
}
