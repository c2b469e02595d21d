// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import dev.semel.Body;
import dev.semel.Execution;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One request during an operation: the input, the body and its response. For one thread. */
final class HttpCall implements Body<HttpCall, String> {

    static final String REPLAYED = "Idempotent-Replayed";

    private final HttpRequest request;
    private final String caller;
    private final String key;
    private final HttpBody body;
    private final HttpPolicies policies;
    private boolean begun;
    private @Nullable HttpResponse response;

    /**
     * Makes the call of one request.
     *
     * @param caller empty for none
     * @param key empty for none
     */
    HttpCall(HttpRequest request, String caller, String key, HttpBody body, HttpPolicies policies) {
        this.request = request;
        this.caller = caller;
        this.key = key;
        this.body = body;
        this.policies = policies;
    }

    HttpRequest request() {
        return request;
    }

    String caller() {
        return caller;
    }

    String key() {
        return key;
    }

    /** {@return whether the body has begun, so that an exception may be its own} */
    boolean hasBegun() {
        return begun;
    }

    /** {@return the body's response; null if there is none} */
    @Nullable
    HttpResponse response() {
        return response;
    }

    @Override
    public String run(HttpCall call, Execution execution) throws Exception {
        begun = true;
        HttpResponse answer = answer(body, request, execution);
        response = answer;
        if (policies.statuses().isStored(answer.status())) {
            return policies.stored().encode(answer);
        }
        throw policies.statuses().saysNotExecuted(answer.status())
                ? new UnstoredResponse.NothingDone(answer)
                : new UnstoredResponse(answer);
    }

    /** {@return the body's response, without the header that only replays have} */
    static HttpResponse answer(HttpBody body, HttpRequest request, Execution execution) throws Exception {
        HttpResponse answer = Objects.requireNonNull(
                body.run(request, execution), "The body of an HTTP operation returned no response");
        return new HttpResponse(answer.status(), answer.headers().without(REPLAYED), answer.cookies(), answer.body());
    }
}
