// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

/** How a body's response leaves the engine unrecorded: the claim is given back, and the response still goes out. */
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

    /** One of which the operation says that no effect took place. */
    static final class NothingDone extends UnstoredResponse {

        private static final long serialVersionUID = 1L;

        NothingDone(HttpResponse response) {
            super(response);
        }
    }
}
