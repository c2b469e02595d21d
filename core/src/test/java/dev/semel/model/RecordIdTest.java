// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordIdTest {

    private static final long SEED = 20_261_121;
    private static final List<String> PIECES = List.of(
            "/",
            "%",
            "~",
            " ",
            "#",
            "a",
            "b",
            "%2F",
            "%25",
            "//",
            "~x",
            "\u0000",
            "\n",
            "\u00e9",
            "e\u0301",
            "\ud83d\ude00",
            "\u200b",
            "A",
            "x".repeat(127),
            "y".repeat(129));

    @Test
    void S13_noTwoKeysHaveOneRecordId() {
        Random random = new Random(SEED);
        Map<String, IdempotencyKey> keys = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            IdempotencyKey key = new IdempotencyKey(part(random, 0), part(random, 1), part(random, 1));
            IdempotencyKey before = keys.putIfAbsent(key.recordId(), key);
            assertThat(before == null || before.equals(key))
                    .as("seed %d: %s and %s have the record id %s", SEED, before, key, key.recordId())
                    .isTrue();
        }
        assertThat(keys).hasSizeGreaterThan(50_000);
    }

    @Test
    void recordIdsArePrintableAsciiWithTwoSlashesAndAtMost1154Characters() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            String id = new IdempotencyKey(part(random, 0), part(random, 1), part(random, 1)).recordId();
            assertThat(id).as("seed %d", SEED).matches("[!-.0-~]*/[!-.0-~]+/[!-.0-~]+");
            assertThat(id.length()).isLessThanOrEqualTo(1154);
        }
        String longest = "%".repeat(128);
        assertThat(new IdempotencyKey(longest, longest, longest).recordId()).hasSize(1154);
    }

    private static String part(Random random, int atLeast) {
        int pieces = atLeast + random.nextInt(4);
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            part.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return part.toString();
    }

    @Test
    void S13_separatorsInsideAPartDoNotShiftItsBoundaries() {
        assertThat(new IdempotencyKey("", "a#b", "c").recordId())
                .isNotEqualTo(new IdempotencyKey("", "a", "b#c").recordId());
        assertThat(new IdempotencyKey("a/b", "c", "d").recordId())
                .isNotEqualTo(new IdempotencyKey("a", "b/c", "d").recordId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "\ude00", "a\ud83d", "\ud83da", "\ude00\ud83d", "\ud83d\ud83d\ude00"})
    void unpairedSurrogatesAreRefused(String part) {
        assertThatThrownBy(() -> new IdempotencyKey(part, "s", "v")).hasMessageStartingWith("tenant has an unpaired");
        assertThatThrownBy(() -> new IdempotencyKey("", part, "v")).hasMessageStartingWith("scope has an unpaired");
        assertThatThrownBy(() -> new IdempotencyKey("", "s", part)).hasMessageStartingWith("value has an unpaired");
    }

    @Test
    void pairedSurrogatesAreAccepted() {
        assertThat(IdempotencyKey.of("charge", "a\ud83d\ude00b").recordId()).startsWith("/charge/~");
    }
}
