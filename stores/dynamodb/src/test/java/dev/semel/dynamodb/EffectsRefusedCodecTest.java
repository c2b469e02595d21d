// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.dynamodb.EffectsRefusedException.Refusal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EffectsRefusedCodecTest {

    @Test
    void refusalIsRestoredWithItsMessageIndexesAndCodes() {
        List<Refusal> refusals = List.of(
                new Refusal(0, EffectsRefusedException.CONDITION_FAILED, Map.of()),
                new Refusal(7, "ValidationError", Map.of()));
        EffectsRefusedException refused = EffectsRefusedException.restored("made none of the effects", refusals);

        EffectsRefusedException restored = EffectsRefusedException.codec()
                .decode(EffectsRefusedException.codec().encode(refused));

        assertThat(restored).hasMessage("made none of the effects");
        assertThat(restored.refusals()).isEqualTo(refusals);
    }
}
