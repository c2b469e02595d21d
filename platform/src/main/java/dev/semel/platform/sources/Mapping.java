// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Event source mapping: a source, and the function that gets its records. */
sealed interface Mapping permits QueueMapping, StreamMapping {

    String id();

    String sourceArn();

    /** {@return the function, by name or ARN} */
    String function();

    boolean isEnabled();

    /** {@return this mapping with what a request names} */
    Mapping withChanges(JsonNode request);

    /** {@return the service's document} */
    ObjectNode toJson();
}
