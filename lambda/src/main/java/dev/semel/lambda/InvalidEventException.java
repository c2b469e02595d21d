// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.ContentFree;

/**
 * An event is not what its source sends. Nothing was executed. The message says what is wrong, where, and what to do; it
 * never shows the event's content, and has no cause that could.
 */
public final class InvalidEventException extends RuntimeException implements ContentFree {

    private static final long serialVersionUID = 1L;

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

    /** For an item of a batch, which {@link Delivered.Poison} gives one kind of reason. */
    static InvalidEventException of(MissingSequencerException missing) {
        return new InvalidEventException(String.valueOf(missing.getMessage()));
    }

    static InvalidEventException at(String event, String path, String problem, String remedy) {
        return new InvalidEventException(event + ": " + path + " " + problem + ". " + remedy);
    }
}
