// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.codec.RecordContext;
import dev.semel.codec.RecordPart;
import dev.semel.codec.ResultCodec;
import dev.semel.codec.TypeRef;
import dev.semel.codec.Wrapping;
import dev.semel.model.Blob;
import dev.semel.model.IdempotencyKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values of one record: encoded by the codec and wrapped for the record on their way to the store, and back. */
final class StoredValues {

    private final ResultCodec codec;
    private final @Nullable Wrapping wrapping;
    private final IdempotencyKey key;
    private final boolean answersAsStored;

    StoredValues(Engine engine, OperationSpec<?, ?> spec, IdempotencyKey key) {
        this.answersAsStored = spec.duplicates().answersAsStored();
        this.codec = SpecRules.codec(engine, answersAsStored);
        this.wrapping = engine.wrapping();
        this.key = key;
    }

    <T> @Nullable Blob encode(@Nullable T value, TypeRef<T> type, RecordPart part) {
        return value == null ? null : wrap(Given.by("codec", codec.encode(value, type)), part);
    }

    <T> @Nullable T decode(@Nullable Blob stored, TypeRef<T> type, RecordPart part) {
        Blob encoded = unwrap(stored, part);
        return encoded == null ? null : Given.by("codec", codec.decode(encoded, type));
    }

    /** {@return what the caller of the first execution gets: the value, or what duplicates get of it} */
    <T> @Nullable T answer(@Nullable T value, @Nullable Blob stored, TypeRef<T> type, RecordPart part) {
        return answersAsStored ? decode(stored, type, part) : value;
    }

    /** {@return why a value of a type cannot be stored; empty if it can} */
    Optional<String> whyUnsupported(TypeRef<?> type) {
        return SpecRules.whyUnsupported(codec, type);
    }

    /** {@return what is stored of encoded bytes; null of none} */
    @Nullable
    Blob wrap(@Nullable Blob encoded, RecordPart part) {
        return encoded == null || wrapping == null
                ? encoded
                : Given.by("wrapping", wrapping.wrap(encoded, RecordContext.of(key, part)));
    }

    /** {@return the encoded bytes of what is stored; null of none} */
    @Nullable
    Blob unwrap(@Nullable Blob stored, RecordPart part) {
        return stored == null || wrapping == null
                ? stored
                : Given.by("wrapping", wrapping.unwrap(stored, RecordContext.of(key, part)));
    }
}
