// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.coretests.engine.Fixture.IN_20_S;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.codec.ContentIdentity;
import dev.semel.model.Blob;
import dev.semel.model.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The payloads that a fingerprinter gets: the content that they define in their place, if they define one. */
final class FingerprintedContentTest {

    private final Fixture fixture = new Fixture();
    private final List<@Nullable Object> fingerprinted = new ArrayList<>();

    private static final class Photo implements ContentIdentity {

        @Override
        public Object contentIdentity() {
            return "version 7";
        }
    }

    private @Nullable Object fingerprinted(Object part) throws Exception {
        fixture.engine(fixture.records)
                .fingerprinter(payload -> {
                    fingerprinted.add(payload);
                    return Fingerprint.sha256("test", Blob.utf8(String.valueOf(payload)));
                })
                .build()
                .operation("charge", String.class, String.class)
                .key(input -> input)
                .fingerprintOf(input -> part)
                .body((order, execution) -> "did " + order)
                .run("42", IN_20_S);
        assertThat(fingerprinted).hasSize(1);
        return fingerprinted.getFirst();
    }

    @Test
    void elementOfAListIsItsContent() throws Exception {
        assertThat(fingerprinted(List.of("a", new Photo(), "b"))).isEqualTo(List.of("a", "version 7", "b"));
    }

    @Test
    void bytesAreTheirBase64() throws Exception {
        assertThat(fingerprinted(List.of(Blob.utf8("ab")))).isEqualTo(List.of("base64:YWI="));
    }

    @Test
    void elementOfAListInAListIsItsContent() throws Exception {
        assertThat(fingerprinted(List.of(List.of(new Photo()), "b"))).isEqualTo(List.of(List.of("version 7"), "b"));
    }

    @Test
    void listWithoutContentOfItsOwnStaysTheSameList() throws Exception {
        List<String> payload = new ArrayList<>(List.of("a", "b"));
        assertThat(fingerprinted(payload)).isSameAs(payload);
    }
}
