// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.codec;

import dev.semel.model.Blob;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns a final failure into stored bytes and back. Thread-safe.
 *
 * @param <X> the exact type of the exception
 */
public interface FailureCodec<X extends Exception> {

    /**
     * {@return the bytes that are stored for a failure; null for none}
     *
     * @param failure the failure
     */
    @Nullable
    Blob encode(X failure);

    /**
     * {@return a failure of the same type, for a replay} An exception, or null, is reported as {@link
     * dev.semel.Outcome.ResultUnavailable}.
     *
     * @param stored the stored bytes; null if none were stored
     */
    X decode(@Nullable Blob stored);

    /**
     * {@return the codec that stores the message only, in UTF-8, in which unpaired surrogates become {@code ?}}
     *
     * @param constructor makes the exception from its message, such as {@code ValidationException::new}
     * @param <X> the exact class of the exception
     */
    static <X extends Exception> FailureCodec<X> message(Function<@Nullable String, X> constructor) {
        Objects.requireNonNull(constructor, "constructor");
        return new FailureCodec<>() {
            @Override
            public @Nullable Blob encode(X failure) {
                String message = failure.getMessage();
                return message == null ? null : Blob.utf8(message);
            }

            @Override
            public X decode(@Nullable Blob stored) {
                return constructor.apply(stored == null ? null : stored.toUtf8());
            }
        };
    }
}
