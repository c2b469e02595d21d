// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import dev.semel.lambda.InvalidEventException;

/** A request's body has no bytes: it is not the Base64 that the event declares, or has an unpaired surrogate. */
final class MalformedBodyException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient HttpFormat format;
    private final transient HttpHeaders headers;
    private final transient InvalidEventException event;

    MalformedBodyException(HttpFormat format, HttpHeaders headers, InvalidEventException event) {
        super(event.getMessage(), event, false, false);
        this.format = format;
        this.headers = headers;
        this.event = event;
    }

    HttpFormat format() {
        return format;
    }

    /** {@return the header fields of the request} */
    HttpHeaders headers() {
        return headers;
    }

    /** {@return the same problem, for callers that read events themselves} */
    InvalidEventException event() {
        return event;
    }
}
