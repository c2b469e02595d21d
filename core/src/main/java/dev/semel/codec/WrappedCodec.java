// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.codec;

import dev.semel.model.Blob;
import java.util.Optional;

/**
 * A codec whose bytes pass through a {@link ResultCodec.Wrapping}, made by {@link ResultCodec#wrappedBy}. Thread-safe.
 */
public final class WrappedCodec implements ResultCodec {

    private final ResultCodec codec;
    private final Wrapping wrapping;

    WrappedCodec(ResultCodec codec, Wrapping wrapping) {
        this.codec = codec;
        this.wrapping = wrapping;
    }

    /** {@return the codec that makes and reads the bytes} */
    public ResultCodec codec() {
        return codec;
    }

    /** {@return the change of the bytes on their way to the store and back} */
    public Wrapping wrapping() {
        return wrapping;
    }

    @Override
    public <T> Blob encode(T value, TypeRef<T> type) {
        return wrapping.wrap(codec.encode(value, type));
    }

    @Override
    public <T> T decode(Blob bytes, TypeRef<T> type) {
        return codec.decode(wrapping.unwrap(bytes), type);
    }

    @Override
    public boolean supports(TypeRef<?> type) {
        return codec.supports(type);
    }

    @Override
    public Optional<String> whyUnsupported(TypeRef<?> type) {
        return codec.whyUnsupported(type);
    }
}
