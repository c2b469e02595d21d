// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

/** How failed items are reported. It must be what the event source mapping has. */
public enum BatchResponse {

    /**
     * The response names the failed items, and only these come again. The mapping must have {@code ReportBatchItemFailures}
     * among its {@code FunctionResponseTypes}: without that, Lambda ignores the response and <strong>failed items are
     * lost</strong>.
     */
    FAILED_ITEMS,

    /**
     * The invocation fails if an item does, and the whole batch comes again; what was completed replays. For mappings
     * without {@code ReportBatchItemFailures}.
     */
    WHOLE_BATCH
}
