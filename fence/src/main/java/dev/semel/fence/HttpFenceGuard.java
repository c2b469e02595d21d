// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.fence;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A guard with which an HTTP receiver refuses the request of a stale attempt. The sender adds the header {@link
 * #HEADER} with the attempt's fencing token. The receiver keeps, for each thing that it changes, the largest token that
 * changed it.
 *
 * <pre>{@code
 * // the sender
 * request.header(HttpFenceGuard.HEADER, HttpFenceGuard.of(execution.fencingToken()).value());
 *
 * // the receiver
 * HttpFenceGuard guard = HttpFenceGuard.parse(headers.getFirst(HttpFenceGuard.HEADER)).orElseThrow();
 * if (guard.isStale(largestSeen)) { ... }   // 412 Precondition Failed, and change nothing; else keep guard.token()
 * }</pre>
 *
 * <p>The receiver must compare, change and keep in one atomic step: with {@link SqlFenceGuard} if it keeps the token in
 * a database. The guard protects only if every request that changes the thing carries the header, so refuse requests
 * without it. The header shows which attempt is later, not who sends it: it is not an authentication.
 *
 * @param token the fencing token of the attempt, from its execution; not negative
 */
public record HttpFenceGuard(long token) {

    /** The name of the header. */
    public static final String HEADER = "Semel-Fencing-Token";

    private static final Pattern DIGITS = Pattern.compile("0|[1-9][0-9]{0,18}");

    /** Validates the token. */
    public HttpFenceGuard {
        if (token < 0) {
            throw new IllegalArgumentException("token must not be negative, is " + token);
        }
    }

    /**
     * {@return the guard of an attempt}
     *
     * @param fencingToken the fencing token of the attempt, from its execution
     */
    public static HttpFenceGuard of(long fencingToken) {
        return new HttpFenceGuard(fencingToken);
    }

    /**
     * {@return the guard in a request's header; empty if the request has none}
     *
     * @param header the value of the one header {@link #HEADER}, or null
     * @throws IllegalArgumentException if it is not a token: answer 400 Bad Request. The message does not quote it
     */
    public static Optional<HttpFenceGuard> parse(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        if (DIGITS.matcher(header).matches()) {
            try {
                return Optional.of(new HttpFenceGuard(Long.parseLong(header)));
            } catch (NumberFormatException e) {
                throw malformed(e);
            }
        }
        throw malformed(null);
    }

    /** {@return the value of the header: decimal digits} */
    public String value() {
        return Long.toString(token);
    }

    /**
     * {@return whether a later attempt has been seen} The same attempt is never stale, however often it sends.
     *
     * @param largestSeen the largest stored token; 0 for none
     */
    public boolean isStale(long largestSeen) {
        return token < largestSeen;
    }

    private static IllegalArgumentException malformed(@Nullable NumberFormatException cause) {
        return new IllegalArgumentException(
                "The header " + HEADER + " must be one fencing token: a decimal number from 0 to " + Long.MAX_VALUE
                        + ", without sign, spaces or leading zeros",
                cause);
    }
}
