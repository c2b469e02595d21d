// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import dev.semel.json.text.JsonTree;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Error answer of the handler itself: {@code application/problem+json} (RFC 9457). It shows neither key nor caller nor
 * content.
 *
 * @param name the last part of the problem's type, stable
 * @param retryAfter the time after which to send the request again; null if that does not help
 */
record Problem(
        String name,
        int status,
        String title,
        String detail,
        @Nullable Duration retryAfter) {

    static Problem keyMissing(String header) {
        return new Problem(
                "key-missing",
                400,
                header + " is missing",
                "Send the header " + header
                        + " with a value that is new for each operation, such as a UUID, and the same "
                        + "for each retry of it.",
                null);
    }

    static Problem keyMalformed(String header, String problem) {
        return new Problem(
                "key-malformed",
                400,
                header + " is malformed",
                "The header " + header + " " + problem + ". Send one key, in quotation marks or without.",
                null);
    }

    static Problem bodyMalformed() {
        return new Problem(
                "body-malformed",
                400,
                "The body cannot be read",
                "The request's body is not in the encoding that it was sent with. Nothing was done.",
                null);
    }

    static Problem callerUnknown() {
        return new Problem(
                "caller-unknown",
                403,
                "The caller is not known",
                "An idempotency key belongs to its caller, and this request has no authenticated one. Nothing was done.",
                null);
    }

    static Problem payloadUnreadable() {
        return new Problem(
                "payload-unreadable",
                400,
                "The request cannot be compared",
                "The request has no form in which its retries could be recognised. Nothing was done.",
                null);
    }

    static Problem inProgress(Duration retryAfter) {
        return new Problem(
                "in-progress",
                409,
                "The first request is still in progress",
                "A request with this key is being processed, or its server crashed a moment ago. Send this one again "
                        + "after the time in Retry-After.",
                retryAfter);
    }

    static Problem claimLost(Duration retryAfter) {
        return new Problem(
                "superseded",
                409,
                "Another request with this key took over",
                "This request took too long, and another one with its key goes on. Send it again after the time in "
                        + "Retry-After for the answer that counts.",
                retryAfter);
    }

    static Problem mismatch() {
        return new Problem(
                "key-reused",
                422,
                "The key was used for another request",
                "This key came before with another path, query or body. Send a new key for a new operation. Nothing was "
                        + "done.",
                null);
    }

    static Problem unverifiable() {
        return new Problem(
                "key-not-comparable",
                422,
                "The key was used before, and the requests cannot be compared",
                "The first request with this key was recorded in another form. Ask for its result in another way. "
                        + "Nothing was done.",
                null);
    }

    /**
     * {@return the answer for a quarantined key, without Retry-After: a retry does not help before the key is resolved}
     */
    static Problem quarantined() {
        return new Problem(
                "outcome-unknown",
                409,
                "The outcome of an earlier request is not known",
                "A request with this key may or may not have taken effect, and waits for a decision. Do not send it with "
                        + "another key: it could then take effect twice.",
                null);
    }

    static Problem resultUnavailable() {
        return new Problem(
                "result-unavailable",
                500,
                "The answer of the first request is not available",
                "The request with this key was carried out and will not be again, but its answer was not kept.",
                null);
    }

    static Problem recordUnreadable() {
        return new Problem(
                "record-unreadable",
                500,
                "The record of this key cannot be read",
                "A record of this key is there and cannot be read. Nothing was done.",
                null);
    }

    static Problem unavailable(Duration retryAfter) {
        return new Problem(
                "unavailable",
                503,
                "The request cannot be protected at the moment",
                "Nothing was done. Send the request again, with the same key, after the time in Retry-After.",
                retryAfter);
    }

    static Problem noTime(Duration retryAfter) {
        return new Problem(
                "no-time-left",
                503,
                "Too little time was left",
                "Nothing was done. Send the request again, with the same key, after the time in Retry-After.",
                retryAfter);
    }

    /**
     * {@return the problem as a response; with a link for programs that do not read the body, if there is a page to
     * link to}
     *
     * @param documentation the page, to which the problem's name is appended as a fragment
     */
    HttpResponse response(URI documentation) {
        Map<String, JsonTree> document = new LinkedHashMap<>();
        document.put("type", JsonTree.of(documentation.toASCIIString() + "#" + name));
        document.put("title", JsonTree.of(title));
        document.put("status", JsonTree.of(status));
        document.put("detail", JsonTree.of(detail));
        HttpResponse response =
                HttpResponse.text(status, "application/problem+json", StrictJson.text(new JsonTree.Members(document)));
        if ("https".equals(documentation.getScheme())) {
            response = response.withHeader(
                    "Link", "<" + documentation.toASCIIString() + "#" + name + ">; rel=\"describedby\"");
        }
        return retryAfter == null
                ? response
                : response.withHeader("Retry-After", Long.toString(wholeSeconds(retryAfter)));
    }

    /**
     * {@return whole seconds, rounded up and at least one: a client that comes a moment too early has to come twice}
     */
    private static long wholeSeconds(Duration duration) {
        long rounded = duration.getSeconds() + (duration.getNano() > 0 ? 1 : 0);
        return Math.max(1, rounded);
    }
}
