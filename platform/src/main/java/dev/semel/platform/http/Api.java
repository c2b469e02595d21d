// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.http;

import java.io.IOException;

/** One service behind the front. Implementations are thread-safe. */
public interface Api {

    /**
     * Answers a request.
     *
     * @param request the request
     * @return the answer
     * @throws ServiceException to answer with an error of the service
     * @throws IOException if the client or an engine has gone away
     * @throws InterruptedException if the thread was interrupted
     */
    ApiAnswer answer(ApiRequest request) throws IOException, InterruptedException;
}
