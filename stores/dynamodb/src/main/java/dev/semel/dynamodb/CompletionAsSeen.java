// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;

/**
 * A completion of a record that the caller has seen: its side items are already written, and the record after it is
 * known. The record seen is only an optimistic guess; if the stored item is another one, that item decides.
 *
 * @param id the id of the record
 * @param request the request, with its result as it is kept
 * @param seen the record on whose condition it is written
 * @param next the record after it
 * @param result the placed result
 * @param verdict the answer if it was written
 */
record CompletionAsSeen(
        String id,
        WriteRequest.Complete request,
        InProgress seen,
        Completed next,
        PlacedResult result,
        WriteVerdict verdict) {}
