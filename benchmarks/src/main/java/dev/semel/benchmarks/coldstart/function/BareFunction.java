// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.coldstart.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** The function without idempotency. */
public final class BareFunction implements RequestHandler<ColdOrder, ColdReceipt> {

    /** Called by the runtime. */
    public BareFunction() {}

    @Override
    public ColdReceipt handleRequest(ColdOrder order, Context context) {
        return ColdReceipt.of(order);
    }
}
