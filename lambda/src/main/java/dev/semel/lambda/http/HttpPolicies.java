// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a handler was built with.
 *
 * @param header reads keys
 * @param required methods that need a key, in capitals
 * @param ignored methods that pass without one, in capitals
 * @param caller null where all callers are one
 * @param statuses which responses are stored
 * @param stored how they are
 * @param documentation of problems
 * @param retryAfter where nothing tells when
 * @param clock that of the engine
 */
record HttpPolicies(
        IdempotencyKeyHeader header,
        Set<String> required,
        Set<String> ignored,
        @Nullable Caller caller,
        StoredStatuses statuses,
        StoredResponse stored,
        URI documentation,
        Duration retryAfter,
        InstantSource clock) {

    /** Methods are told apart in capitals: a load balancer passes on {@code post} as it came. */
    static String method(String method) {
        return method.toUpperCase(Locale.ROOT);
    }

    boolean ignoresKeysOf(HttpRequest request) {
        return ignored.contains(method(request.method()));
    }

    boolean requiresKeyOf(HttpRequest request) {
        return required.contains(method(request.method()));
    }
}
