// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.gateway;

import java.util.List;
import java.util.Map;

/**
 * Route that a request takes.
 *
 * @param apiId the API's id
 * @param stage the stage
 * @param variables the stage's variables
 * @param route the route
 * @param path the path below the stage, still encoded
 * @param parameters the values of the path's parameters
 * @param binaryTypes the media types whose bodies are binary in a REST API
 */
record Match(
        String apiId,
        String stage,
        Map<String, String> variables,
        Route route,
        String path,
        Map<String, String> parameters,
        List<String> binaryTypes) {}
