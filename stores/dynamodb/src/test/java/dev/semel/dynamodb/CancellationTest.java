// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.semel.model.CommitVerdict;
import dev.semel.store.StoreException;
import dev.semel.store.StoreException.Reason;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;

/** The answers to a transaction that DynamoDB cancelled: the record's reason counts before those of the effects. */
class CancellationTest {

    private final RequestCounter counter = new RequestCounter();
    private final ScriptedServer server = new ScriptedServer();
    private final DynamoDbClient client = server.client(counter);
    private final Scene scene = new Scene(DynamoDbStore.of(client, "cancelled"));

    CancellationTest() throws IOException {}

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void aConflictOverTheRecordIsTriedAgainWhateverTheEffectsSay() {
        server.cancelled("TransactionConflict", "ConditionalCheckFailed").success();
        Scene.committed(commit());
        assertThat(counter.drain()).hasSize(2);
    }

    @Test
    void aConflictOverAnEffectIsTriedAgain() {
        server.cancelled("None", "TransactionConflict").success();
        Scene.committed(commit());
        assertThat(counter.drain()).hasSize(2);
    }

    @Test
    void aTransactionStillInProgressIsTriedAgain() {
        server.error("TransactionInProgressException").success();
        Scene.committed(commit());
    }

    @Test
    void aConflictThatLastsIsUnavailableAfterBoundedTries() {
        server.cancelled("TransactionConflict", "None");
        assertThat(failure().reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(counter.drain()).hasSizeLessThan(20);
    }

    @ParameterizedTest
    @CsvSource({
        "ThrottlingError, None",
        "ProvisionedThroughputExceeded, ConditionalCheckFailed",
        "None, ThrottlingError",
        "None, ProvisionedThroughputExceeded",
        "NeverHeardOf, ConditionalCheckFailed"
    })
    void whatAnotherTryMayCureIsUnavailable(String ofRecord, String ofEffect) {
        server.cancelled(ofRecord, ofEffect);
        assertThat(failure().reason()).isEqualTo(Reason.UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ConditionalCheckFailed", "ValidationError", "ItemCollectionSizeLimitExceeded"})
    void whatIsWrongWithTheEffectsIsTheCallersToDecide(String code) {
        server.cancelled("None", code);
        EffectsRefusedException e = catchThrowableOfType(EffectsRefusedException.class, this::commit);
        assertThat(e.refusals()).containsExactly(new EffectsRefusedException.Refusal(0, code, Map.of()));
        assertThat(counter.drain()).hasSize(1);
    }

    @Test
    void aRecordThatGrowsTooLargeIsToldSo() {
        server.cancelled("ValidationError", "None");
        assertThat(failure().reason()).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void aRequestThatIsInvalidAsAWholeIsRefusedWithItsLikelyCauses() {
        server.error("ValidationException"); // so DynamoDB answers two writes on one item
        StoreException e = failure();
        assertThat(e.reason()).isEqualTo(Reason.REFUSED);
        assertThat(e).hasMessageContaining("two writes are on one item");
    }

    @Test
    void aMissingPermissionIsNamed() {
        server.error("AccessDeniedException");
        assertThat(failure()).hasMessageContaining("allow dynamodb:PutItem").hasMessageContaining("ConditionCheckItem");
    }

    private StoreException failure() {
        return catchThrowableOfType(StoreException.class, this::commit);
    }

    private CommitVerdict commit() {
        Delete delete = Delete.builder()
                .tableName("orders")
                .key(Map.of("id", AttributeValue.fromS("7")))
                .build();
        return scene.commit(scene.newId(), DynamoDbWrites.none().delete(delete));
    }
}
