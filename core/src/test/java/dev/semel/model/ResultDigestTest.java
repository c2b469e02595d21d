// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The equality of digests is written by hand: a completion that comes twice is told from a rival by it. */
class ResultDigestTest {

    @Test
    void digestsAreEqualAsTheirTextsAre() {
        ResultDigest digest = new ResultDigest("abc");
        assertThat(digest).isEqualTo(new ResultDigest("abc")).hasSameHashCodeAs(new ResultDigest("abc"));
        assertThat(digest).isNotEqualTo(new ResultDigest("abd")).isNotEqualTo("abc");
        assertThat(digest.toString()).doesNotContain("abc");
    }
}
