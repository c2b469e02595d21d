// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.ContentFree;
import dev.semel.model.PrintableText;

/** A part of the user's broke its contract. Treated like any other exception of that part. */
public final class ContractException extends IllegalStateException implements ContentFree {

    private static final long serialVersionUID = 1L;

    static ContractException nullResult(String operation, String part) {
        return new ContractException("Operation '" + PrintableText.name(operation) + "': its " + part
                + " gave null as the result. Let it return a value, "
                + "or build the operation with nullableResult(), or with Void.class for no result");
    }

    /** Says which part broke which rule of its contract; never shows what it gave. */
    public ContractException(String message) {
        super(message);
    }
}
