// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.WriteRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A write that is ready to be sent: its side items are already written.
 *
 * @param id the id of the record
 * @param request the request, with its result as it is kept
 * @param statement the conditional update
 * @param values the values of its placeholders
 * @param result the placed result of the request; null for a request without one
 * @param sideValues the side items of the record
 */
record PreparedWrite(
        String id,
        WriteRequest request,
        Statement statement,
        Map<String, AttributeValue> values,
        @Nullable PlacedResult result,
        SideValues sideValues) {}
