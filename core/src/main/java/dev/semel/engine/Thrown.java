// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

/** The handling of exceptions that come from a body, a codec or a store. */
final class Thrown {

    private Thrown() {}

    /** {@return {@code thrown} to be thrown; throws it itself if it is an Error} */
    static Exception rethrown(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof Exception exception ? exception : new IllegalStateException(thrown);
    }

    /** {@return {@code thrown}, or for an Error an exception with that message} */
    static Exception asException(String message, Throwable thrown) {
        return thrown instanceof Exception exception ? exception : new IllegalStateException(message, thrown);
    }

    static void suppress(Throwable thrown, Throwable suppressed) {
        if (!isSame(thrown, suppressed)) { // an exception must not suppress itself
            thrown.addSuppressed(suppressed);
        }
    }

    @SuppressWarnings("ReferenceEquality") // the very exception, not an equal one
    static boolean isSame(Throwable one, Throwable other) {
        return one == other;
    }
}
