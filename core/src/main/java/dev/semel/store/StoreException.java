// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.store;

import dev.semel.model.PrintableText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failure of a store call. The state is before or after the call, never between (S7). Messages name the store and the
 * call; never a payload or a result.
 */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 2000;

    /** The kinds of failure, by their consequences for the caller. */
    public enum Reason {
        /** No answer: away, throttled, timed out. The call may have been applied; repeating it may help. */
        UNAVAILABLE,
        /** Refused before anything was applied: no permission, no table, wrong set-up. Repeating it does not help. */
        REFUSED,
        /** Too large to be stored; refused before anything was written, the claim is intact (S10). */
        TOO_LARGE
    }

    private final Reason reason;

    private StoreException(Reason reason, String message, @Nullable Throwable cause) {
        super(PrintableText.line(message, LONGEST), cause); // parts of it may be a server's or a driver's words
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /**
     * {@return the exception of a store that gave no answer}
     *
     * @param store the name of the store, such as {@code DynamoDB table 'idempotency'}
     * @param call the name of the call, such as {@code claim}
     * @param cause the exception of the client
     */
    public static StoreException unavailable(String store, String call, Throwable cause) {
        return new StoreException(
                Reason.UNAVAILABLE, store + " gave no answer to '" + call + "': " + cause.getMessage(), cause);
    }

    /**
     * {@return the exception of a store that refused, and will refuse again until {@code remedy} is done}
     *
     * @param store the name of the store
     * @param call the name of the call
     * @param remedy the next step of the reader of the message
     * @param cause the exception of the client
     */
    public static StoreException refused(String store, String call, String remedy, @Nullable Throwable cause) {
        return new StoreException(Reason.REFUSED, store + " refused '" + call + "': " + remedy, cause);
    }

    /**
     * {@return the exception of a write that is larger than the store takes}
     *
     * @param store the name of the store
     * @param call the name of the call
     * @param bytes the size of the write in bytes
     * @param limit the largest size in bytes
     * @param remedy the next step of the reader of the message
     */
    public static StoreException tooLarge(String store, String call, long bytes, long limit, String remedy) {
        return new StoreException(
                Reason.TOO_LARGE,
                store + " cannot store '" + call + "' of " + bytes + " bytes, the limit is " + limit + ": " + remedy,
                null);
    }

    /** {@return the kind of failure} */
    public Reason reason() {
        return reason;
    }
}
