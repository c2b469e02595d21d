// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The sealed types that a first execution takes apart by chains of {@code instanceof} (ADR 68). Their last alternative
 * is what is left, so the compiler does not find a new one.
 */
class InstanceofChainsTest {

    @ParameterizedTest
    @CsvSource({
        "dev.semel.model.WriteVerdict, Applied Fenced, ClaimWrites SuccessEnd",
        "dev.semel.model.WriteRequest$Last, Complete Quarantine Release, ClaimWrites",
        "dev.semel.model.StoredResult, FinalFailure Missing Success, ItemCodec PlacedResult",
        "dev.semel.model.IdempotencyRecord$Known, Completed InProgress Quarantined Released, ItemCodec",
        "dev.semel.engine.CallEnd$WriteReply, Decided Failed, SuccessEnd",
        "dev.semel.engine.CallIdentity, Guarded Unguarded, SingleCall",
        "dev.semel.engine.Next, AfterInProgress AfterLostClaim Answer, ClaimLoop",
        "dev.semel.dynamodb.Reply, Refused Written, Claims DynamoDbRequests Writes"
    })
    void everyAlternativeIsKnownToTheChains(String type, String alternatives, String chains) throws Exception {
        assertThat(Stream.of(Class.forName(type).getPermittedSubclasses()).map(Class::getSimpleName))
                .as("alternatives of %s; a new one belongs into the chains of instanceof in %s", type, chains)
                .containsExactlyInAnyOrder(alternatives.split(" "));
    }
}
