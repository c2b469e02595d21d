// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.IdempotencyKey;
import dev.semel.model.PrintableText;
import dev.semel.store.StoreException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The exception of a call that gave no value. Messages name operation, truncated key and the next step; never payloads
 * or results. The {@code Outcome} that each stands for is what {@code tryRun} returns instead.
 */
public abstract sealed class SemelException extends RuntimeException implements ContentFree
        permits ClaimLostException,
                DeadlineTooShortException,
                InvalidKeyException,
                InvalidPayloadException,
                KeyQuarantinedException,
                OperationInProgressException,
                PayloadMismatchException,
                ResultNotRecordedException,
                ResultUnavailableException,
                StepNotRecordedException,
                StepPostponedException,
                StoreUnavailableException,
                UnknownEffectException,
                UnreadableRecordException,
                UnverifiablePayloadException {

    private static final long serialVersionUID = 1L;

    /** Longer than every message of ours: only the message of a cause or a name could exceed it. */
    private static final int LONGEST = 2_000;

    private final String operation;

    SemelException(String operation, String message, @Nullable Throwable cause) {
        super(PrintableText.line("Operation '" + PrintableText.name(operation) + "': " + message, LONGEST), cause);
        this.operation = Objects.requireNonNull(operation, "operation");
    }

    /** {@return the operation's name} */
    public final String operation() {
        return operation;
    }

    /** {@return the part of a cause that a message may show: its message if that shows no content, else its type} */
    static String brief(Throwable cause) {
        return cause instanceof StoreException || cause instanceof ContentFree
                ? String.valueOf(cause.getMessage())
                : cause.getClass().getName();
    }

    static String named(IdempotencyKey key) {
        return "key " + key.brief();
    }
}
