// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.delivery;

import dev.semel.prover.text.Quoted;
import org.jspecify.annotations.Nullable;

/**
 * The answer of an invocation.
 *
 * @param output the text that the handler wrote; empty if it threw
 * @param thrown the exception that it threw; null if it returned
 */
public record AttemptAnswer(String output, @Nullable Throwable thrown) {

    private static final int MOST_SHOWN = 60;

    public boolean isSuccess() {
        return thrown == null;
    }

    /** {@return the answer in a few words, for reports} */
    public String label() {
        if (thrown != null) {
            return "throws " + Unaccepted.shown(thrown).getClass().getSimpleName();
        }
        return output.isEmpty() ? "returns" : "answers " + Quoted.text(output, MOST_SHOWN);
    }
}
