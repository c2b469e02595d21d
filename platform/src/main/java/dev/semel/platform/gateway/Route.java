// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.gateway;

import java.time.Duration;

/**
 * Route of an API to a function.
 *
 * @param method the HTTP method, or {@code ANY}
 * @param path the path
 * @param key the route's key, such as {@code POST /orders}; of a REST API the resource's id
 * @param function the function's name or ARN
 * @param form the kind of API, with the payload format
 * @param timeout the time for which the API waits
 * @param isSigned whether requests need the platform's access key, as with {@code AWS_IAM}
 */
record Route(
        String method, RoutePath path, String key, String function, ApiForm form, Duration timeout, boolean isSigned) {

    static final String ANY = "ANY";

    boolean takes(String wanted) {
        return method.equals(ANY) || method.equals(wanted);
    }
}
