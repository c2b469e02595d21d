// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** DynamoDB's reply to a conditional write. */
sealed interface Reply {

    /**
     * The condition was met.
     *
     * @param item the item after the write
     */
    record Written(Map<String, AttributeValue> item) implements Reply {}

    /**
     * The condition was not met, and nothing was changed.
     *
     * @param item the stored item; null if there is none
     */
    record Refused(@Nullable Map<String, AttributeValue> item) implements Reply {}
}
