// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.codec;

import dev.semel.model.Blob;

/** A codec whose bytes pass through a {@link ResultCodec.Wrapping}. */
public record WrappedCodec(ResultCodec codec, ResultCodec.Wrapping wrapping) implements ResultCodec {

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
}
