// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json;

import dev.semel.model.Blob;
import java.lang.reflect.Type;
import java.util.Optional;

/** The plain codec for types that only reflection has: a {@code TypeRef} is written in a program. */
public final class ReflectedTypes {

    private final PlainJsonCodec codec;

    /** On {@code codec}. */
    public ReflectedTypes(PlainJsonCodec codec) {
        this.codec = codec;
    }

    public Blob encode(Object value, Type type) {
        return codec.encode(value, type);
    }

    public Object decode(Blob bytes, Type type) {
        return codec.decode(bytes, type);
    }

    public Optional<String> whyUnsupported(Type type) {
        return codec.whyUnsupported(type);
    }
}
