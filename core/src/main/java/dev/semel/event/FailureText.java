// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.event;

import dev.semel.ContentFree;
import dev.semel.model.PrintableText;
import dev.semel.store.StoreException;

/**
 * The text of an exception for logs: one line, by one rule. The exception of a body is the user's own: its type, its
 * message of at most 500 characters, the top of its stack, and its causes are shown. The message of any other part,
 * such as a codec or a parser, may quote a payload: it is shown only if the exception is {@link ContentFree} or a
 * {@link StoreException}. The same holds for the causes of such an exception. No control character is left in the text,
 * so that no message can forge another line. Immutable and thread-safe.
 */
public final class FailureText {

    private static final int LONGEST_MESSAGE = 500;
    private static final int MOST_FRAMES = 8;
    private static final int MOST_CAUSES = 5;

    private final boolean messages;

    private FailureText(boolean messages) {
        this.messages = messages;
    }

    /** {@return the text with the messages of bodies} */
    public static FailureText withMessages() {
        return new FailureText(true);
    }

    /** {@return the text without the messages of bodies, for those that put personal data into messages} */
    public static FailureText withoutMessages() {
        return new FailureText(false);
    }

    /**
     * {@return the text of an exception that a body threw, or that stands for the input of one}
     *
     * @param thrown the exception
     */
    public String ofBody(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        boolean isQuotable = messages;
        Throwable next = thrown;
        for (int i = 0; next != null && i < MOST_CAUSES; i++) {
            text.append(i == 0 ? "" : ", caused by ").append(named(next, isQuotable));
            if (!isOurs(next)) {
                appendStack(text, next.getStackTrace());
            }
            isQuotable = isQuotable && !isOurs(next);
            next = next.getCause();
        }
        return text.toString();
    }

    /**
     * {@return the text of an exception of another part, such as a codec or a store, without stacks}
     *
     * @param thrown the exception
     */
    public String ofPart(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        Throwable next = thrown;
        for (int i = 0; next != null && i < MOST_CAUSES; i++) {
            text.append(i == 0 ? "" : ", caused by ").append(named(next, false));
            next = next.getCause();
        }
        return text.toString();
    }

    private static String named(Throwable thrown, boolean isQuotable) {
        String type = PrintableText.line(thrown.getClass().getName(), LONGEST_MESSAGE);
        String message = isQuotable || isOurs(thrown) ? thrown.getMessage() : null;
        return message == null ? type : type + ": " + PrintableText.line(message, LONGEST_MESSAGE);
    }

    private static boolean isOurs(Throwable thrown) {
        return thrown instanceof ContentFree || thrown instanceof StoreException;
    }

    private static void appendStack(StringBuilder text, StackTraceElement[] stack) {
        if (stack.length == 0) {
            return;
        }
        for (int i = 0; i < stack.length && i < MOST_FRAMES; i++) {
            text.append(i == 0 ? " (at " : ", ").append(PrintableText.line(stack[i].toString(), LONGEST_MESSAGE));
        }
        text.append(stack.length > MOST_FRAMES ? ", " + (stack.length - MOST_FRAMES) + " more)" : ")");
    }
}
