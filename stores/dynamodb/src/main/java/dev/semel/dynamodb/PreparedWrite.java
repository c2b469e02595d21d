// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.WriteRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A write that only has to be sent: whatever goes beside the record is there already.
 *
 * @param id the record's
 * @param request what was asked, with its result as it is kept
 * @param statement the conditional update
 * @param values what its placeholders stand for
 * @param result where the bytes of the request's result are; null for a request without one
 * @param sideValues what is beside the record
 */
record PreparedWrite(
        String id,
        WriteRequest request,
        Statement statement,
        Map<String, AttributeValue> values,
        @Nullable PlacedResult result,
        SideValues sideValues) {}
