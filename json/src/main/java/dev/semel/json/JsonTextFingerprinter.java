// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json;

import dev.semel.codec.Fingerprinter;
import dev.semel.codec.TypeRef;
import dev.semel.json.text.JsonText;
import dev.semel.model.Blob;
import dev.semel.model.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * A fingerprinter of payloads that are JSON documents: a {@code String}, or a {@code byte[]} in UTF-8. White space, the
 * order of members and the spelling of numbers and strings do not count. Algorithm and canonical form are those of
 * {@link JacksonCodec}, so a document has the fingerprint of the values that it was written from. Immutable and
 * thread-safe.
 */
public final class JsonTextFingerprinter implements Fingerprinter {

    private static final Blob NOTHING = Blob.of(new byte[0]);

    private final JsonText text = new JsonText();

    private JsonTextFingerprinter() {}

    /** {@return a fingerprinter} */
    public static JsonTextFingerprinter create() {
        return new JsonTextFingerprinter();
    }

    /**
     * {@return the fingerprint of a document} A null payload differs from every document, also from {@code "null"}.
     *
     * @throws JsonException if the payload is neither a text nor bytes, is not JSON, or has no canonical form
     */
    @Override
    public Fingerprint fingerprint(@Nullable Object payload) {
        return switch (payload) {
            case null -> Fingerprint.sha256(JacksonCodec.ALGORITHM, NOTHING);
            case String json -> text.fingerprintOf(json);
            case byte[] json -> text.fingerprintOf(JsonText.decode(json));
            default ->
                throw JsonException.refused("A " + payload.getClass().getName()
                        + " is no JSON text; pass a String or byte[], or use JacksonCodec as fingerprinter");
        };
    }

    @Override
    public boolean canFingerprint(TypeRef<?> type) {
        return type.type() == String.class || type.type() == byte[].class || type.type() == Object.class;
    }
}
