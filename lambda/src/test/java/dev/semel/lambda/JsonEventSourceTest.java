// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.InvalidKeyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonEventSourceTest {

    private static final String EVENT = "{\"order\": {\"id\": \"o-42\", \"version\": 3}, \"amount\": 9.50}";

    @Test
    void runsOncePerValueAtAPath() throws Exception {
        EventDeliveries.<JsonDocument>of(idempotency -> JsonEventSource.operationByPath(
                        idempotency, "handle", String.class, "/order/id", "/order/version"))
                .replay(
                        parse(EVENT),
                        parse("{\"amount\": 9.5, \"order\": {\"version\": 3.0, \"id\": \"o-42\"}}"),
                        parse(Json.with(EVENT, "3", "4")));
    }

    @Test
    void anEventWithoutTheValueIsRefused() {
        EventDeliveries<JsonDocument> deliveries = EventDeliveries.of(
                idempotency -> JsonEventSource.operationByPath(idempotency, "handle", String.class, "/customer"));
        assertThatThrownBy(() -> deliveries.deliver(parse(EVENT)))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("/customer")
                .hasMessageNotContaining("o-42");
        assertThat(deliveries.executed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''", "{", "secret", "{} {}", "{\"a\": 1, \"a\": 2}"})
    void refusesWhatIsNotOneValue(String document) {
        assertThatThrownBy(() -> parse(document))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("JSON event")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void hostileEventsAreRefusedAsDocumented() {
        HostileJson.neverThrowsAnythingElse(
                EVENT, document -> assertThat(parse(document).canonical()).isNotEmpty());
    }

    private static JsonDocument parse(String document) {
        return JsonEventSource.parse(Notifications.stream(document));
    }
}
