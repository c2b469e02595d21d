// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What DynamoDB answers to one conditional write of a batch. */
sealed interface BatchReply {

    /**
     * It was made.
     *
     * @param item the item afterwards; null when that was not told
     */
    record Written(@Nullable Map<String, AttributeValue> item) implements BatchReply {}

    /**
     * Its condition was not met, or an item was there already; nothing was changed.
     *
     * @param item the item that is there; null for none, or when that was not told
     */
    record Refused(@Nullable Map<String, AttributeValue> item) implements BatchReply {}

    /**
     * DynamoDB gave no answer about this one now.
     *
     * @param code its error code
     */
    record Busy(String code) implements BatchReply {}

    /** It cannot be decided in a batch; a single call decides, or fails as single calls do. */
    record Undecided() implements BatchReply {}
}
