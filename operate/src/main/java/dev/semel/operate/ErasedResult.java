// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.operate;

import dev.semel.model.StoredResult;

/** The result of a record whose data was erased: a missing result, as every store has it (ADR 48). */
final class ErasedResult {

    /** Its digest is one of the reason, not of the result that was there: a digest can be checked against guesses. */
    static final StoredResult.Missing MARK = StoredResult.Missing.unencodable("result erased by an operator");

    private ErasedResult() {}
}
