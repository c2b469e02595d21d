// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

/** Listener for duplicates that a handler met. Its exceptions are ignored. */
@FunctionalInterface
public interface DuplicateListener {

    /**
     * Reports a duplicate, on the handler's thread.
     *
     * @param operation the operation's name
     * @param cause the cause
     */
    void onDuplicate(String operation, DuplicateCause cause);
}
