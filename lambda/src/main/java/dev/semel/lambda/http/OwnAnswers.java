// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import java.net.URI;

/**
 * Answers of the handler itself, and what it adds to replays.
 *
 * @param documentation the page that explains the problems
 * @param headers the header fields of all answers
 * @param crossOrigin the origins whose pages may read them
 */
record OwnAnswers(URI documentation, HttpHeaders headers, CrossOrigin crossOrigin) {

    /** {@return the answer to a request} */
    HttpResponse to(HttpHeaders request, Problem problem) {
        HttpResponse response = problem.response(documentation);
        for (HttpHeaders.Field field : headers.fields()) {
            response = response.withHeader(field.name(), field.value());
        }
        return crossOrigin.on(response, request);
    }

    /** {@return a stored response as the answer to another request} */
    HttpResponse replayed(HttpResponse stored, HttpHeaders request) {
        return crossOrigin.on(stored.withHeader(HttpCall.REPLAYED, "true"), request);
    }
}
