// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item that was received is whole if nothing in it is null. */
class ReceivedTest {

    private static final AttributeValue TEXT = AttributeValue.fromS("text");

    @Test
    void anItemIsWholeIfNothingInItIsNullAtAnyDepth() {
        AttributeValue map = AttributeValue.fromM(Map.of("of", TEXT));
        AttributeValue list = AttributeValue.fromL(List.of(TEXT, map));
        assertThat(Received.isWhole(Map.of())).isTrue();
        assertThat(Received.isWhole(Map.of("a", TEXT, "map", map, "list", list)))
                .isTrue();

        AttributeValue mapOfNull = AttributeValue.fromM(Collections.singletonMap("of", null));
        AttributeValue mapWithoutName = AttributeValue.fromM(Collections.singletonMap(null, TEXT));
        AttributeValue listOfNull = AttributeValue.fromL(Arrays.asList(TEXT, null));
        assertThat(Received.isWhole(null)).isFalse();
        assertThat(Received.isWhole(Collections.singletonMap("a", null))).isFalse();
        assertThat(Received.isWhole(Collections.singletonMap(null, TEXT))).isFalse();
        for (AttributeValue broken : List.of(mapOfNull, mapWithoutName, listOfNull)) {
            assertThat(Received.isWhole(Map.of("a", broken))).isFalse();
            assertThat(Received.isWhole(Map.of("list", AttributeValue.fromL(List.of(broken)))))
                    .isFalse();
            assertThat(Received.isWhole(Map.of("map", AttributeValue.fromM(Map.of("of", broken)))))
                    .isFalse();
        }
    }
}
