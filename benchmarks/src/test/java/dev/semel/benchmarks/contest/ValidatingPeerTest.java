// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.benchmarks.server.HttpClientKind;
import dev.semel.benchmarks.server.LocalDatabase;
import dev.semel.benchmarks.server.Wire;
import org.junit.jupiter.api.Test;
import software.amazon.lambda.powertools.idempotency.exceptions.IdempotencyValidationException;

/** The validating peer does what it is compared for: it refuses a payload whose key was given for another one. */
class ValidatingPeerTest {

    @Test
    void aChangedPayloadIsRefusedByTheValidatingPeerAndReplayedByTheOther() throws Exception {
        try (LocalDatabase database = LocalDatabase.start(HttpClientKind.URL, Wire.PLAIN);
                Arena arena = Arena.open(database, 1)) {
            ContestOrder order = arena.orders().next();
            ContestOrder changed = new ContestOrder(order.id(), order.card(), order.cents() + 1);
            arena.validatingPeer().takeTurn();
            arena.validatingPeer().chargeValidated(order);
            arena.validatingPeer().chargeValidated(order);
            assertThatThrownBy(() -> arena.validatingPeer().chargeValidated(changed))
                    .isInstanceOf(IdempotencyValidationException.class);
            assertThat(arena.work().runs()).isEqualTo(1);

            ContestOrder other = arena.orders().next();
            arena.peer().takeTurn();
            arena.peer().charge(other);
            arena.peer().charge(new ContestOrder(other.id(), other.card(), other.cents() + 1));
            assertThat(arena.work().runs()).isEqualTo(2);
        }
    }
}
