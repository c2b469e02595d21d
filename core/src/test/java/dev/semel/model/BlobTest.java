// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A blob shares no array with its caller. */
class BlobTest {

    private static byte[] bytes() {
        return "receipt".getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aBlobIsACopy() {
        byte[] bytes = bytes();
        Blob whole = Blob.of(bytes);
        Blob part = Blob.of(bytes, 2, 5);
        bytes[3] = 0;
        whole.toByteArray()[0] = 0;
        assertThat(whole).isEqualTo(Blob.utf8("receipt")).hasSameHashCodeAs(Blob.utf8("receipt"));
        assertThat(part).isEqualTo(Blob.utf8("cei"));
        assertThat(Blob.of(bytes, 3, 3).size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"-1, 2", "3, 2", "0, 8"})
    void aPartMustBeThere(int from, int to) {
        assertThatThrownBy(() -> Blob.of(bytes(), from, to)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
