// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

/** Hears of each duplicate that a handler met, with its cause. What it throws changes nothing. */
@FunctionalInterface
public interface DuplicateListener {

    /**
     * Hears of a duplicate, on the handler's thread.
     *
     * @param operation the operation's name
     */
    void onDuplicate(String operation, DuplicateCause cause);
}
