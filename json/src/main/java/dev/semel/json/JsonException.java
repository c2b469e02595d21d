// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.semel.model.ContentFree;
import dev.semel.model.PrintableText;
import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON could not be read, written, made canonical or used as a key. Message and causes never show content: Jackson's
 * own exceptions quote their input, so each is replaced by one that keeps only its class and stack trace.
 */
public final class JsonException extends IllegalArgumentException implements ContentFree {

    @Serial
    private static final long serialVersionUID = 1L;

    /** The most causes that are inspected: chains of causes may be cycles. */
    public static final int MOST_CAUSES = 10;

    /** The most levels of a place that a message shows. */
    private static final int MOST_STEPS = 20;

    /** The most characters of a message. */
    private static final int LONGEST = 2000;

    private JsonException(String message, @Nullable Throwable cause) {
        super(PrintableText.line(message, LONGEST), cause);
    }

    /**
     * {@return the exception of a refusal}
     *
     * @param message the problem and its remedy, without content
     */
    public static JsonException refused(String message) {
        return new JsonException(message, null);
    }

    /**
     * {@return the exception of a failure} Of the cause it keeps classes and stack traces only, and the limit of
     * Jackson's that it names.
     *
     * @param message the problem, without content
     * @param cause the failure
     */
    public static JsonException refused(String message, Throwable cause) {
        return new JsonException(
                message + " (" + cause.getClass().getSimpleName() + ")" + limit(cause), MessageWithheld.of(cause));
    }

    /**
     * {@return the exception for a text that could not be read as one JSON value}
     *
     * @param cause the parser's failure
     */
    public static JsonException notJson(JsonProcessingException cause) {
        return OfParser.notJson(cause);
    }

    /** The part that needs classes of Jackson's, which a first execution does not load. */
    private static final class OfParser {

        static JsonException notJson(JsonProcessingException cause) {
            if (cause instanceof StreamConstraintsException) {
                // Jackson's limits: these messages name sizes only.
                return new JsonException("JSON beyond the limits: " + cause.getOriginalMessage(), null);
            }
            return new JsonException("Not JSON" + place(cause.getLocation()), MessageWithheld.of(cause));
        }
    }

    /**
     * {@return the limit of Jackson's that a failure names: these messages have sizes only, such as depth and limit}
     */
    private static String limit(Throwable cause) {
        Throwable e = cause;
        for (int i = 0; i < MOST_CAUSES && e != null; i++) {
            if (e instanceof StreamConstraintsException limit) {
                return ": " + limit.getOriginalMessage();
            }
            e = e.getCause();
        }
        return "";
    }

    /**
     * {@return the place of a failure in a value, shortened: one that contains itself has a thousand steps}
     *
     * @param steps the names and indexes from the value to the place, in names of the program only
     */
    public static String place(List<String> steps) {
        if (steps.isEmpty()) {
            return "";
        }
        if (steps.size() <= MOST_STEPS) {
            return ", at /" + String.join("/", steps);
        }
        return ", at /" + String.join("/", steps.subList(0, MOST_STEPS)) + " and " + (steps.size() - MOST_STEPS)
                + " levels below (a value that contains itself has no end)";
    }

    /**
     * {@return line and column of a failure, as the end of a sentence; empty if they are not known}
     *
     * @param location the location, or null
     */
    public static String place(@Nullable JsonLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : ", see line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /**
     * A replacement of a foreign exception with its class and stack trace, but without its message, which may quote
     * content.
     */
    private static final class MessageWithheld extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        private MessageWithheld(Throwable original, @Nullable Throwable cause) {
            super(original.getClass().getName() + ", its message withheld because it may show content", cause);
            setStackTrace(original.getStackTrace());
        }

        static MessageWithheld of(Throwable original) {
            return of(original, MOST_CAUSES);
        }

        private static MessageWithheld of(Throwable original, int more) {
            Throwable cause = original.getCause();
            return new MessageWithheld(original, cause == null || more == 0 ? null : of(cause, more - 1));
        }
    }
}
