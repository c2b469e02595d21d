// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.semel.model.ContentFree;
import dev.semel.model.PrintableText;
import java.util.Objects;

/**
 * An event has a form that its source does not send. Nothing was executed. The message names problem, place and remedy,
 * and never shows the event's content. Only an exception of a handler's own reading becomes the cause; that cause may
 * show content.
 */
public final class InvalidEventException extends RuntimeException implements ContentFree {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 2000;

    private InvalidEventException(String message, Throwable cause) {
        super(PrintableText.line(message, LONGEST), cause);
    }

    private InvalidEventException(String message) {
        super(PrintableText.line(message, LONGEST)); // names in it are a sender's
    }

    static InvalidEventException notJson(String event, long line, long column) {
        return new InvalidEventException(event + " is not one JSON document: at line " + line + ", column " + column
                + ". Pass on the bytes of the invocation as they came");
    }

    /**
     * {@return the exception for what a parser refused} Two members of one name are told apart from what is no JSON.
     * The name is not shown: it is the sender's.
     */
    static InvalidEventException ofParser(String event, JsonProcessingException cause) {
        JsonLocation at = cause.getLocation();
        long line = at == null ? 0 : at.getLineNr();
        long column = at == null ? 0 : at.getColumnNr();
        return cause.getOriginalMessage().startsWith("Duplicate field")
                ? twoOfOneName(event, line, column)
                : notJson(event, line, column);
    }

    static InvalidEventException twoOfOneName(String event, long line, long column) {
        return new InvalidEventException(event + " has two members of one name in an object: the second one is at line "
                + line + ", column " + column + ". Which one counts is undefined: have the sender leave out one of"
                + " them");
    }

    static InvalidEventException unreadable(String event) {
        return new InvalidEventException(
                event + " could not be read to its end. Let the invocation fail, so that it is delivered again");
    }

    /** {@return the same reason as an exception of this type, for {@link DeliveredItem.Poison}} */
    static InvalidEventException withoutSequencer(MissingSequencerException missing) {
        return new InvalidEventException(String.valueOf(missing.getMessage()));
    }

    /**
     * {@return the exception of an item whose reading, the user's own, threw {@code cause}} The next read may succeed.
     */
    static InvalidEventException ofReader(RuntimeException cause) {
        return new InvalidEventException(
                "An item of a batch could not be read: the handler's reading threw "
                        + cause.getClass().getName(),
                cause);
    }

    /** {@return whether the reading may be at fault instead of the item} */
    boolean isOfReader() {
        return getCause() != null;
    }

    /**
     * Returns the exception of a reading of your own, such as the function that opens a message.
     *
     * @param message the problem, its place and the remedy; without any content of the event, because it is logged
     * @return the exception
     */
    public static InvalidEventException of(String message) {
        return new InvalidEventException(Objects.requireNonNull(message, "message"));
    }

    /**
     * Returns the exception of a field.
     *
     * @param event the name of the event, such as {@code Body of an SQS message}
     * @param path the place in it, such as {@code order.id}
     * @param problem the rest of the sentence, such as {@code is missing}; without any content of the event
     * @param remedy a sentence of its own, without a full stop
     * @return the exception
     */
    public static InvalidEventException at(String event, String path, String problem, String remedy) {
        return new InvalidEventException(event + ": " + path + " " + problem + ". " + remedy);
    }
}
