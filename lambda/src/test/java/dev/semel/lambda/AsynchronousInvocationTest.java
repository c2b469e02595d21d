// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;

class AsynchronousInvocationTest {

    private static final String EVENT = "{\"orderId\": \"o-42\"}";

    @Test
    void aRetryOfLambdaReplays_andOneOfTheInvokerDoesNot() throws Exception {
        EventDeliveries.<AsynchronousInvocation>of(
                        idempotency -> AsynchronousInvocation.operationPerDelivery(idempotency, "handle", String.class))
                .replay(parse(EVENT, "c6af9ac6"), parse(EVENT, "c6af9ac6"), parse(EVENT, "00000000"));
    }

    @Test
    void anInvocationWithoutPayloadHasNullAsItsEvent() {
        assertThat(parse("", "c6af9ac6").event()).isEqualTo(JsonDocument.of("null"));
    }

    @ParameterizedTest
    @NullAndEmptySource
    void aContextWithoutRequestIdIsRefused(@Nullable String requestId) {
        assertThatThrownBy(() -> parse(EVENT, requestId))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("request id");
    }

    @Test
    void hostileEventsAreRefusedAsDocumented() {
        HostileJson.neverThrowsAnythingElse(EVENT, document -> parse(document, "c6af9ac6"));
    }

    @Test
    void showsNoContent() {
        assertThat(parse(EVENT, "c6af9ac6").toString()).isEqualTo("AsynchronousInvocation[c6af9ac6]");
    }

    private static AsynchronousInvocation parse(String document, @Nullable String requestId) {
        return AsynchronousInvocation.parse(Notifications.stream(document), new TestContext(20_000, requestId));
    }
}
