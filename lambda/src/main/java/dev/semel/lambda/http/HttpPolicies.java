// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings of an HTTP handler.
 *
 * @param header the reader of keys
 * @param required the methods that need a key, in capitals
 * @param ignored the methods that pass without a key, in capitals
 * @param caller null if callers are not distinguished
 * @param scope the further parts of the key
 * @param statuses the responses that are stored
 * @param stored the form in which they are stored
 * @param own the answers of the handler itself
 * @param retryAfter the {@code Retry-After} of answers without a lease
 * @param clock the engine's clock
 */
record HttpPolicies(
        IdempotencyKeyHeader header,
        Set<String> required,
        Set<String> ignored,
        @Nullable Caller caller,
        HttpOperations.KeyScope scope,
        StoredStatuses statuses,
        StoredResponse stored,
        OwnAnswers own,
        Duration retryAfter,
        InstantSource clock) {

    /** {@return the method in capitals: a load balancer does not change {@code post}} */
    static String method(String method) {
        return HttpNames.upper(method);
    }

    boolean ignoresKeysOf(HttpRequest request) {
        return ignored.contains(method(request.method()));
    }

    boolean requiresKeyOf(HttpRequest request) {
        return required.contains(method(request.method()));
    }
}
