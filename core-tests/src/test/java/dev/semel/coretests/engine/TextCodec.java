// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import dev.semel.codec.ResultCodec;
import dev.semel.codec.TypeRef;
import dev.semel.model.Blob;

/** Stores texts as they are. */
final class TextCodec implements ResultCodec {

    @Override
    public <T> Blob encode(T value, TypeRef<T> type) {
        return Blob.utf8(value.toString());
    }

    @Override
    @SuppressWarnings("unchecked") // supports() lets only String through
    public <T> T decode(Blob bytes, TypeRef<T> type) {
        return (T) bytes.toUtf8();
    }

    @Override
    public boolean supports(TypeRef<?> type) {
        return type.type() == String.class;
    }
}
