// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.KeyExtractor;
import org.junit.jupiter.api.Test;

class ReplayPolicyTest {

    private static final KeyExtractor<EventBridgeEvent> KEY = EventBridgeEvent.intent("/orderId");

    private final EventBridgeEvent original = parse(BusEvents.ORDER);
    private final EventBridgeEvent replayed = parse(BusEvents.REPLAYED);

    @Test
    void asDuplicateKeepsTheKey() {
        KeyExtractor<EventBridgeEvent> key = ReplayPolicy.asDuplicate().keyOf(KEY);
        assertThat(key.extract(replayed)).isEqualTo(key.extract(original)).isEqualTo(KEY.extract(original));
        assertThat(ReplayPolicy.asDuplicate().ignores(replayed)).isFalse();
    }

    @Test
    void ignoreSkipsReplaysOnly() {
        assertThat(ReplayPolicy.ignore().ignores(replayed)).isTrue();
        assertThat(ReplayPolicy.ignore().ignores(original)).isFalse();
    }

    @Test
    void oncePerReplayMakesTheReplayPartOfTheKey() throws Exception {
        EventDeliveries<EventBridgeEvent> deliveries = EventDeliveries.of(
                idempotency -> EventBridgeSource.operationPerDelivery(idempotency, "handle", String.class)
                        .key(ReplayPolicy.oncePerReplay().keyOf(KEY)));
        deliveries.replay(original, original, replayed);
        assertThat(deliveries.deliver(replayed)).isEqualTo("ran 2");
        assertThat(deliveries.deliver(parse(BusEvents.replayed("replay-2")))).isEqualTo("ran 3");
        assertThat(ReplayPolicy.oncePerReplay().ignores(replayed)).isFalse();
    }

    @Test
    void aMissingKeyStaysMissing() {
        assertThat(ReplayPolicy.oncePerReplay().keyOf(event -> null).extract(replayed))
                .isNull();
    }

    private static EventBridgeEvent parse(String document) {
        return EventBridgeSource.parse(Notifications.stream(document));
    }
}
