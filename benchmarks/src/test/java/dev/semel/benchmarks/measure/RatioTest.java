// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RatioTest {

    @Test
    void quartilesLieBetweenNeighbours() {
        assertThat(Quartiles.of(new double[] {4, 1, 3, 2})).isEqualTo(new Quartiles(1.75, 2.5, 3.25));
        assertThat(Quartiles.of(new double[] {7})).isEqualTo(new Quartiles(7, 7, 7));
        assertThatThrownBy(() -> Quartiles.of(new double[0])).hasMessageContaining("nothing was measured");
    }

    @Test
    void theIntervalHoldsTheRatioAndNarrowsWithTheSpread() {
        Random random = new Random(7);
        double[] above = random.doubles(200, 0.9, 1.1).toArray();
        double[] below = random.doubles(200, 1.8, 2.2).toArray();
        Ratio ratio = Ratio.of(above, below, 1);
        assertThat(ratio.value()).isCloseTo(0.5, within(0.02));
        assertThat(ratio.value()).isBetween(ratio.low(), ratio.high());
        assertThat(ratio.high() - ratio.low()).isBetween(0.001, 0.05);
        assertThat(Ratio.of(above, below, 1)).isEqualTo(ratio);
    }
}
