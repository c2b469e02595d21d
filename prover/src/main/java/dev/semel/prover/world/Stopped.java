// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.world;

/**
 * Unwinds the thread of an attempt once its history has been judged. Has no stack trace, because it is never reported.
 */
public final class Stopped extends Error {

    private static final long serialVersionUID = 1L;

    public Stopped() {
        super("the history is over", null, false, false);
    }
}
