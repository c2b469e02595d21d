// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

/** Unwinds the thread of an attempt once its history has been judged. Nobody reads it, so it has no stack trace. */
final class Stopped extends Error {

    private static final long serialVersionUID = 1L;

    Stopped() {
        super("the history is over", null, false, false);
    }
}
