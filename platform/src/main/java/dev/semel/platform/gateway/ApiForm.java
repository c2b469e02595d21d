// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.gateway;

import dev.semel.platform.http.ApiAnswer;
import dev.semel.platform.http.JsonTree;

/** Kind of API with its payload format, and the answers by which it tells its own failures. */
enum ApiForm {
    /** REST API with the payload format 1.0. */
    REST,
    /** HTTP API with the payload format 1.0. */
    HTTP_1,
    /** HTTP API with the payload format 2.0. */
    HTTP_2;

    /** Failure that the function did not answer with. */
    enum Failure {
        NO_ROUTE,
        FORBIDDEN,
        TOO_LARGE,
        BAD_ANSWER,
        THROTTLED,
        TIMED_OUT
    }

    /** {@return the answer to the client} */
    ApiAnswer failed(Failure failure) {
        return switch (this) {
            case REST ->
                switch (failure) {
                    case NO_ROUTE, FORBIDDEN -> answer(403, "Missing Authentication Token");
                    case TOO_LARGE -> answer(413, "Request Too Long");
                    case BAD_ANSWER -> answer(502, "Internal server error");
                    case THROTTLED -> answer(500, "Internal server error");
                    case TIMED_OUT -> answer(504, "Endpoint request timed out");
                };
            case HTTP_1, HTTP_2 ->
                switch (failure) {
                    case NO_ROUTE -> answer(404, "Not Found");
                    case FORBIDDEN -> answer(403, "Forbidden");
                    case TOO_LARGE -> answer(413, "Request Entity Too Large");
                    case BAD_ANSWER -> answer(500, "Internal Server Error");
                    case THROTTLED, TIMED_OUT -> answer(503, "Service Unavailable");
                };
        };
    }

    private static ApiAnswer answer(int status, String message) {
        return ApiAnswer.json(status, JsonTree.object().put("message", message));
    }
}
