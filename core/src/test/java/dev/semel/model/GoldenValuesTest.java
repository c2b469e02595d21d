// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Values that are derived and then stored, or passed downstream, are pinned: a change is a new storage format. */
class GoldenValuesTest {

    @Test
    void derivedValuesAreTheOnesOfTheGoldenFile() {
        String pinned = TransitionTable.text("golden.txt")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.joining("\n"));

        assertThat(lines(Golden.computed())).isEqualTo(pinned);
    }

    private static String lines(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue())
                .collect(Collectors.joining("\n"));
    }

    @Test
    void uuidOfAnEffectKeyHasVersionEightAndTheStandardVariant() {
        UUID uuid = EffectKey.of(IdempotencyKey.of("charge", "42"), "mail").uuid();

        assertThat(uuid.version()).isEqualTo(8);
        assertThat(uuid.variant()).isEqualTo(2);
    }

    @Test
    void effectKeysDifferInEachPart() {
        IdempotencyKey key = new IdempotencyKey("a", "bc", "d");

        assertThat(java.util.Set.of(
                        EffectKey.of(key, "mail"),
                        EffectKey.of(key, "mai"),
                        EffectKey.of(new IdempotencyKey("ab", "c", "d"), "mail"),
                        EffectKey.of(new IdempotencyKey("a", "b", "cd"), "mail"),
                        EffectKey.ofGeneration(key, "mail", 1),
                        EffectKey.ofGeneration(key, "mail", 2)))
                .hasSize(6);
    }
}
