// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import dev.semel.Execution;

/** Body of an HTTP handler: answers one request. */
@FunctionalInterface
public interface HttpBody {

    /**
     * Answers a request, on the caller's thread. Work started here must have ended when this returns.
     *
     * @param request the request
     * @param execution the guarded attempt. A request with a method whose keys are ignored, such as GET, has no key:
     *     its execution has only a deadline, and every method about keys, effects and steps throws {@link
     *     IllegalStateException}
     * @return the response; not null
     * @throws Exception any exception; the operation's failure rules decide about it
     */
    HttpResponse run(HttpRequest request, Execution execution) throws Exception;
}
