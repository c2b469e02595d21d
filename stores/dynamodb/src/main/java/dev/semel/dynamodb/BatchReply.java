// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** DynamoDB's reply to one conditional write of a batch. */
sealed interface BatchReply {

    /**
     * The write was made.
     *
     * @param item the item after the write; null if the reply does not contain it
     */
    record Written(@Nullable Map<String, AttributeValue> item) implements BatchReply {}

    /**
     * The condition was not met, or an item exists already; nothing was changed.
     *
     * @param item the stored item; null if there is none, or if the reply does not contain it
     */
    record Refused(@Nullable Map<String, AttributeValue> item) implements BatchReply {}

    /**
     * DynamoDB gave no verdict on this write for now.
     *
     * @param code its error code
     */
    record Busy(String code) implements BatchReply {}

    /** The batch cannot decide this write. A single call decides it, or fails as single calls do. */
    record Undecided() implements BatchReply {}
}
