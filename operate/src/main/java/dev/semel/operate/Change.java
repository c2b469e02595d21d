// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.operate;

import dev.semel.model.Certainty;
import dev.semel.model.StoredResult;
import java.time.Duration;
import java.util.Objects;

/** A change of one record that a person decides on. */
public sealed interface Change {

    /** {@return the word of the change, for logs} */
    String word();

    /**
     * Ends a quarantine: it did happen, and this is the result.
     *
     * @param result the result, wrapped like every other one of the operation
     * @param window the time for which it is replayed, from now; positive
     */
    record ResolveWithResult(StoredResult result, Duration window) implements Change {

        /** Validates both parts. */
        public ResolveWithResult {
            Objects.requireNonNull(result, "result");
            requirePositive(window, "window");
        }

        @Override
        public String word() {
            return "resolve-with-result";
        }
    }

    /**
     * Ends a quarantine: it did not happen, and the next call executes.
     *
     * @param retention the time for which the released record is kept, from now; positive
     */
    record ResolveToExecute(Duration retention) implements Change {

        /** Validates the retention. */
        public ResolveToExecute {
            requirePositive(retention, "retention");
        }

        @Override
        public String word() {
            return "resolve-to-execute";
        }
    }

    /**
     * Releases the claim of an attempt whose lease is over. The certainty about earlier attempts stays.
     *
     * @param certainty the knowledge about the attempt; {@code UNKNOWN} unless an operator looked
     */
    record Release(Certainty certainty) implements Change {

        /** Validates that there is a certainty. */
        public Release {
            Objects.requireNonNull(certainty, "certainty");
        }

        @Override
        public String word() {
            return "release";
        }
    }

    /**
     * Erases result, recovery points and texts. The key stays for the time of its record, so that a duplicate is told
     * that the result is erased, and nothing executes: an unfinished operation will not execute in that time either.
     *
     * @param quarantineWindow the time for which the key of a quarantined record stays, from now, because such a record
     *     has no end of its own; positive
     */
    record Erase(Duration quarantineWindow) implements Change {

        /** Validates the window. */
        public Erase {
            requirePositive(quarantineWindow, "quarantineWindow");
        }

        @Override
        public String word() {
            return "erase";
        }
    }

    /** Removes the whole record. The next duplicate executes. */
    record Forget() implements Change {

        @Override
        public String word() {
            return "forget";
        }
    }

    private static void requirePositive(Duration duration, String argument) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException(argument + " must be positive, is " + duration);
        }
    }
}
