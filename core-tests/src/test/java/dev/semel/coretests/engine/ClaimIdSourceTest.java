// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.ClaimIdSource;
import dev.semel.model.ClaimId;
import org.junit.jupiter.api.Test;

/** Claim ids are drawn anew at each call. */
final class ClaimIdSourceTest {

    @Test
    void claimIdsAreDrawn() {
        ClaimIdSource source = ClaimIdSource.secureRandom();
        ClaimId first = source.next();
        assertThat(source.next()).isNotEqualTo(first);
        assertThat(first).hasToString(first.value());
    }
}
