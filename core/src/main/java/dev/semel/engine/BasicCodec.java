// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.codec.Fingerprinter;
import dev.semel.codec.ResultCodec;
import dev.semel.codec.TypeRef;
import dev.semel.model.Blob;
import dev.semel.model.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The codec of an engine that was given none: {@code Void}, {@code String}, {@code Boolean}, {@code Integer} and
 * {@code Long}, as text. Anything else needs a codec such as that of {@code semel-json}.
 */
public final class BasicCodec implements ResultCodec, Fingerprinter {

    private static final String ALGORITHM = "sha256-text1";

    @Override
    public <T> Blob encode(T value, TypeRef<T> type) {
        return Blob.utf8(encodable(value.toString()));
    }

    @Override
    @SuppressWarnings("unchecked") // each branch makes a value of the very type that it tested for
    public <T> T decode(Blob bytes, TypeRef<T> type) {
        String text = bytes.toUtf8();
        Object value;
        if (type.type() == String.class) {
            value = text;
        } else if (type.type() == Boolean.class) {
            value = Boolean.valueOf(text);
        } else if (type.type() == Integer.class) {
            value = Integer.valueOf(text);
        } else if (type.type() == Long.class) {
            value = Long.valueOf(text);
        } else {
            throw new IllegalArgumentException("No value of type " + type + " can be read without a codec");
        }
        return (T) value;
    }

    @Override
    public boolean supports(TypeRef<?> type) {
        return type.type() == Void.class
                || type.type() == String.class
                || type.type() == Boolean.class
                || type.type() == Integer.class
                || type.type() == Long.class;
    }

    @Override
    public Optional<String> whyUnsupported(TypeRef<?> type) {
        return supports(type)
                ? Optional.empty()
                : Optional.of("without a codec only Void, String, Boolean, Integer and Long can be. Give"
                        + " Idempotency.builder a codec such as PlainJsonCodec");
    }

    @Override
    public boolean canFingerprint(TypeRef<?> type) {
        return supports(type) || type.type() == Object.class;
    }

    @Override
    public Fingerprint fingerprint(@Nullable Object payload) {
        if (payload == null) {
            return Fingerprint.sha256(ALGORITHM, Blob.utf8("null"));
        }
        if (payload instanceof String text) {
            return sha256("string:", text);
        }
        if (payload instanceof Boolean flag) {
            return sha256("boolean:", flag.toString());
        }
        if (payload instanceof Integer || payload instanceof Long) {
            return sha256("integer:", payload.toString());
        }
        throw new IllegalArgumentException("A payload of " + payload.getClass().getName()
                + " has no canonical form here: give the engine a Fingerprinter (semel-json has one), "
                + "fingerprint a part of it, or build the operation withoutFingerprint()");
    }

    private static Fingerprint sha256(String tag, String text) {
        return Fingerprint.sha256(ALGORITHM, Blob.utf8(tag + encodable(text)));
    }

    private static String encodable(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("A text with an unpaired surrogate has no exact encoding");
        }
        return text;
    }
}
