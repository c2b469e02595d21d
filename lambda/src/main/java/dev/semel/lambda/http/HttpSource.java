// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import dev.semel.lambda.InvalidEventException;
import dev.semel.lambda.RetryHorizon;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * The event source HTTP: reads the requests of API Gateway (REST APIs, and HTTP APIs with payload format 1.0 or 2.0),
 * function URLs, Application Load Balancers (with single or multi-value headers) and VPC Lattice (both event
 * structures), and writes their responses. Use it in handlers of your own; {@link HttpHandler} uses both methods.
 * Thread-safe.
 */
public final class HttpSource {

    private HttpSource() {}

    /**
     * Reads a request.
     *
     * @param document the event in JSON; read to its end, not closed
     * @return the event
     * @throws InvalidEventException if the document is in none of the formats, such as an event of another trigger;
     *     nothing was executed
     */
    public static HttpRequest parse(InputStream document) {
        try {
            return read(document);
        } catch (MalformedBodyException e) {
            throw e.event();
        }
    }

    /** Reads a request; a body that is not what the event declares is told apart, because the client can mend it. */
    static HttpRequest read(InputStream document) throws MalformedBodyException {
        return HttpEventReader.request(StrictJson.read("HTTP event", document));
    }

    /**
     * Writes a response.
     *
     * <p>Bytes that are UTF-8 are written as text, all others in Base64. A load balancer without multi-value headers
     * accepts one value of each name: further cookies are then written under other spellings of {@code Set-Cookie}.
     * Turn on multi-value headers in the target group if responses set several cookies.
     *
     * @param response the response
     * @param format the format of the request
     * @param output the destination; not closed
     * @throws IOException if the output fails
     */
    public static void write(HttpResponse response, HttpFormat format, OutputStream output) throws IOException {
        output.write(StrictJson.bytes(HttpEventWriter.document(response, format)));
    }

    /**
     * {@return the latest repeated request} None of these sources repeats a request by itself: clients decide, so no
     * document bounds it. Clients of payment APIs commonly expect keys to be kept for 24 hours. Document how long your
     * keys are kept, as the {@code Idempotency-Key} draft requires. Clients do send again while the first attempt still
     * runs: REST APIs stop waiting after 29 s unless raised, HTTP APIs after 30 s at most, whatever the function's
     * timeout ("Amazon API Gateway Developer Guide", quotas).
     */
    public static RetryHorizon retryHorizon() {
        return new RetryHorizon(
                "HTTP clients", Duration.ofHours(24), "none: a convention of clients, such as those of payment APIs");
    }
}
