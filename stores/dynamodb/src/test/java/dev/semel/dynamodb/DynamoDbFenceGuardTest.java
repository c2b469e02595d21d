// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** A business item refuses the write of an attempt that another has taken over from. */
@ExtendWith(LocalServer.class)
class DynamoDbFenceGuardTest {

    private static final String TABLE = "fenced-items";

    private final LocalDynamoDb server;
    private final Map<String, AttributeValue> key =
            Map.of("id", AttributeValue.fromS(UUID.randomUUID().toString()));

    DynamoDbFenceGuardTest(LocalDynamoDb server) {
        this.server = server;
        LocalDynamoDb.ready(DynamoDbStore.of(server.client(), TABLE)); // any table with the key "id"
    }

    @Test
    void aStaleUpdateIsRefusedAndTheSameAttemptMayWriteAgain() {
        update(DynamoDbFenceGuard.of(7), 1);
        update(DynamoDbFenceGuard.of(7), 2);
        update(DynamoDbFenceGuard.of(9), 3);
        assertThatThrownBy(() -> update(DynamoDbFenceGuard.of(8), 4))
                .isInstanceOf(ConditionalCheckFailedException.class);
        assertThat(item()).containsEntry("paid", number(3)).containsEntry("semel_fence", number(9));
    }

    @Test
    void aStalePutIsRefused() {
        put(DynamoDbFenceGuard.of(9), 1);
        assertThatThrownBy(() -> put(DynamoDbFenceGuard.of(8), 2)).isInstanceOf(ConditionalCheckFailedException.class);
        assertThat(item()).containsEntry("paid", number(1)).containsEntry("semel_fence", number(9));
    }

    @Test
    void aStaleTransactionIsRefused() {
        transact(DynamoDbFenceGuard.of(9));
        assertThatThrownBy(() -> transact(DynamoDbFenceGuard.of(8))).isInstanceOf(TransactionCanceledException.class);
        transact(DynamoDbFenceGuard.of(9));
        Put put = DynamoDbFenceGuard.of(8)
                .guard(Put.builder().tableName(TABLE).item(key).build());
        TransactWriteItem action = TransactWriteItem.builder().put(put).build();
        assertThatThrownBy(() -> server.client().transactWriteItems(request -> request.transactItems(List.of(action))))
                .isInstanceOf(TransactionCanceledException.class);
        assertThat(item()).containsEntry("paid", number(2));
    }

    @Test
    void theConditionsOfTheWriteItselfStillCount() {
        UpdateItemRequest impossible = updateOf(1).toBuilder()
                .conditionExpression("paid = :none")
                .expressionAttributeValues(Map.of(":paid", number(1), ":none", number(-1)))
                .build();
        assertThatThrownBy(() ->
                        server.client().updateItem(DynamoDbFenceGuard.of(7).guard(impossible)))
                .isInstanceOf(ConditionalCheckFailedException.class);
    }

    @Test
    void anAttributeOfOnesOwnKeepsTheToken() {
        update(DynamoDbFenceGuard.of(7, "mail_fence"), 1);
        update(DynamoDbFenceGuard.of(5, "bill_fence"), 2);
        assertThat(item()).containsEntry("mail_fence", number(7)).containsEntry("bill_fence", number(5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SET a = b|SET x = y, a = b",
                "set a = b REMOVE c|set x = y, a = b REMOVE c",
                "REMOVE c|REMOVE c SET x = y",
                "REMOVE #set , c SET a = :set|REMOVE #set , c SET x = y, a = :set",
                "ADD offset :one|ADD offset :one SET x = y"
            })
    void anUpdateKeepsItsOneSetClause(String update, String expected) {
        assertThat(ItemTexts.alsoSetting(update, "x = y")).isEqualTo(expected);
    }

    private void update(DynamoDbFenceGuard guard, long total) {
        server.client().updateItem(guard.guard(updateOf(total)));
    }

    private UpdateItemRequest updateOf(long total) {
        return UpdateItemRequest.builder()
                .tableName(TABLE)
                .key(key)
                .updateExpression("SET paid = :paid")
                .expressionAttributeValues(Map.of(":paid", number(total)))
                .build();
    }

    private void put(DynamoDbFenceGuard guard, long total) {
        PutItemRequest put = PutItemRequest.builder()
                .tableName(TABLE)
                .item(ItemTexts.join(key, Map.of("paid", number(total))))
                .build();
        server.client().putItem(guard.guard(put));
    }

    private void transact(DynamoDbFenceGuard guard) {
        Update update = Update.builder()
                .tableName(TABLE)
                .key(key)
                .updateExpression("ADD paid :one")
                .expressionAttributeValues(Map.of(":one", number(1)))
                .build();
        TransactWriteItem action =
                TransactWriteItem.builder().update(guard.guard(update)).build();
        server.client().transactWriteItems(request -> request.transactItems(List.of(action)));
    }

    private Map<String, AttributeValue> item() {
        return server.client()
                .getItem(request -> request.tableName(TABLE).key(key).consistentRead(true))
                .item();
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
