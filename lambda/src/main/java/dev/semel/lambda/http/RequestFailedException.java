// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

/**
 * The body of an HTTP handler threw a checked exception, which is the cause. The invocation fails, and API Gateway or
 * the load balancer answers its client with an error of its own. The key was released, according to the operation's
 * failure rules.
 */
public final class RequestFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private RequestFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    static RequestFailedException of(String operation, Exception cause) {
        return new RequestFailedException(
                "Operation '" + HttpHeaders.printable(operation) + "': the request failed with "
                        + cause.getClass().getName(),
                cause);
    }
}
