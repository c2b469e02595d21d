// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

/** Ways to report failed items. The choice must match the event source mapping. */
public enum BatchResponse {

    /**
     * The response names the failed items, and only these come again. The mapping must have {@code
     * ReportBatchItemFailures} among its {@code FunctionResponseTypes}: without that, Lambda ignores the response and
     * <strong>failed items are lost</strong>.
     */
    FAILED_ITEMS,

    /**
     * The invocation fails if an item does, and the whole batch is delivered again; completed records replay. For
     * mappings without {@code ReportBatchItemFailures}.
     */
    WHOLE_BATCH
}
