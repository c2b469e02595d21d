// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.gateway;

import java.util.Optional;

/** API that can be called. Implementations are thread-safe. */
interface GatewayApi {

    /**
     * Finds the route of a request.
     *
     * @param method the HTTP method
     * @param path the path below the API's own, with the stage where it has one
     * @return the route; empty if there is none
     */
    Optional<Match> match(String method, String path);

    /** {@return the form in which the API answers where no route does} */
    ApiForm form();
}
