// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import dev.semel.Execution;

/** What a function does with one HTTP request. */
@FunctionalInterface
public interface HttpBody {

    /**
     * Answers a request, on the caller's thread. Work started here must have ended when this returns.
     *
     * @param request the request
     * @param execution of the guarded attempt. A request with a method that keys are ignored for, such as GET, has no key:
     *     its execution knows the deadline only, and everything about keys, effects and steps throws
     *     {@link IllegalStateException}
     * @return the response; not null
     */
    HttpResponse run(HttpRequest request, Execution execution) throws Exception;
}
