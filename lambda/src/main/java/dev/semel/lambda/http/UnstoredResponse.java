// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

/** Carrier of a response that is not recorded: the claim is released, and the response is still sent. */
class UnstoredResponse extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient HttpResponse response;

    UnstoredResponse(HttpResponse response) {
        super("status " + response.status() + " is not stored", null, true, false);
        this.response = response;
    }

    HttpResponse response() {
        return response;
    }

    /** A response that the operation declares to be without effect. */
    static final class NothingDone extends UnstoredResponse {

        private static final long serialVersionUID = 1L;

        NothingDone(HttpResponse response) {
            super(response);
        }
    }
}
