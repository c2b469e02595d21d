// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import org.jspecify.annotations.Nullable;

/**
 * What an invocation answered.
 *
 * @param output what the handler wrote; empty if it threw
 * @param thrown what it threw; null if it returned
 */
record AttemptAnswer(String output, @Nullable Throwable thrown) {

    boolean isSuccess() {
        return thrown == null;
    }
}
