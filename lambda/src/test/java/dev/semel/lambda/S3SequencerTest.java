// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3SequencerTest {

    @ParameterizedTest
    @CsvSource({
        "0055AED6DCD90281E5, 0055AED6DCD90281E5, 0",
        "0055AED6DCD90281E5, 0055AED6DCD90281E6, -1",
        "0055aed6dcd90281e5, 0055AED6DCD90281E5, 0",
        "0055AE, 0055AE00, 0",
        "0055AE, 0055AE01, -1",
        "0056, 0055AE01, 1",
        "A, 9F, 1",
        "FF, ff, 0",
        "00, 0, 0"
    })
    void comparesSequencersPaddedOnTheRight(String first, String second, int sign) {
        assertThat(Integer.signum(S3Sequencer.compare(first, second))).isEqualTo(sign);
        assertThat(Integer.signum(S3Sequencer.compare(second, first))).isEqualTo(-sign);
    }

    @ParameterizedTest
    @CsvSource({"''", "0x12", "'12 '", "１２", "g"})
    void comparesHexadecimalSequencersOnly(String sequencer) {
        assertThatThrownBy(() -> S3Sequencer.compare("00", sequencer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("second");
        assertThatThrownBy(() -> S3Sequencer.compare(sequencer, "00"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("first");
    }
}
