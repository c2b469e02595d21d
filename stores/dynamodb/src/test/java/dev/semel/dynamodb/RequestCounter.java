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

/** A recorder of every request of a client, each try separately. Public for the tests of other modules. */
public final class RequestCounter implements ExecutionInterceptor {

    private final List<String> sent = new ArrayList<>();

    /** Creates an empty recorder. */
    public RequestCounter() {}

    /** {@return a client whose requests are recorded here; the caller closes it} */
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

    /** {@return the requests since the last call of this method} */
    public synchronized List<String> drain() {
        List<String> drained = List.copyOf(sent);
        sent.clear();
        return drained;
    }
}
