// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Blob;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A byte order mark in front of a document is skipped in every reader (RFC 8259, 8.1). */
class ByteOrderMarkTest {

    private static final String MARK = "\uFEFF";

    private final HandlerBench bench = new HandlerBench();

    @ParameterizedTest
    @EnumSource(Trigger.class)
    void beforeAnEvent(Trigger trigger) {
        bench.send(trigger.handler(bench, bench.policy(), false), MARK + trigger.event("1"));
        assertThat(bench.executed).containsExactly("1");
    }

    @Test
    void insideEnvelopes() {
        JsonDocument order = JsonDocument.of("{\"orderId\":1}");
        String text = MARK + "{\"orderId\": 1}";
        assertThat(JsonDocument.of(text)).isEqualTo(order);
        assertThat(EventDeliveries.readable(SqsSource.parse(Notifications.stream(SampleBatches.sqs(List.of(text))))
                                .get(0))
                        .json())
                .isEqualTo(order);
        assertThat(new KinesisRecord("a", "s", "1", "p", Blob.utf8(text), null).json())
                .isEqualTo(order);
        assertThat(new KafkaRecord("c", "t", 0, 0, null, Blob.utf8(text), List.of(), null).json())
                .isEqualTo(order);
    }
}
