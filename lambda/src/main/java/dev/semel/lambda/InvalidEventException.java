// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.ContentFree;

/**
 * An event is not what its source sends. Nothing was executed. The message says what is wrong, where, and what to do; it
 * never shows the event's content. Its cause, which may, is only ever what a handler's own reading of an item threw.
 */
public final class InvalidEventException extends RuntimeException implements ContentFree {

    private static final long serialVersionUID = 1L;

    private InvalidEventException(String message, Throwable cause) {
        super(message, cause);
    }

    private InvalidEventException(String message) {
        super(message);
    }

    static InvalidEventException notJson(String event, long line, long column) {
        return new InvalidEventException(event + " is not one JSON document: at line " + line + ", column " + column
                + ". Pass on the bytes of the invocation as they came");
    }

    static InvalidEventException unreadable(String event) {
        return new InvalidEventException(
                event + " could not be read to its end. Let the invocation fail, so that it is delivered again");
    }

    /** For an item of a batch, which {@link DeliveredItem.Poison} gives one kind of reason. */
    static InvalidEventException of(MissingSequencerException missing) {
        return new InvalidEventException(String.valueOf(missing.getMessage()));
    }

    /** For an item whose reader, which is not ours, threw {@code cause}: maybe another time it will not. */
    static InvalidEventException ofReader(RuntimeException cause) {
        return new InvalidEventException(
                "An item of a batch could not be read: the handler's reading threw "
                        + cause.getClass().getName(),
                cause);
    }

    /** Returns whether what reads the item is at fault, or may be, and not for certain the item. */
    boolean isOfReader() {
        return getCause() != null;
    }

    public static InvalidEventException at(String event, String path, String problem, String remedy) {
        return new InvalidEventException(event + ": " + path + " " + problem + ". " + remedy);
    }
}
