// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What DynamoDB answers to a conditional write. */
sealed interface Reply {

    /**
     * The condition was met.
     *
     * @param item the item afterwards
     */
    record Written(Map<String, AttributeValue> item) implements Reply {}

    /**
     * The condition was not met, and nothing was changed.
     *
     * @param item the item that is there; null for none
     */
    record Refused(@Nullable Map<String, AttributeValue> item) implements Reply {}
}
