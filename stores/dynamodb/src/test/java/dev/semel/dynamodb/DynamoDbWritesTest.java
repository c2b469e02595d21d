// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Writes that are refused as soon as they are put together. */
class DynamoDbWritesTest {

    @Test
    void ninetyNineFitBesideTheRecord() {
        DynamoDbWrites most = DynamoDbWrites.none();
        for (int i = 0; i < DynamoDbWrites.LIMIT; i++) {
            most = most.update(update("stock", "item-" + i));
        }
        DynamoDbWrites full = most;
        assertThat(full.items()).hasSize(99);
        assertThatThrownBy(() -> full.update(update("stock", "one more")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 99")
                .hasMessageContaining("these are 100");
    }

    @Test
    void twoWritesOnOneItemAreRefused() {
        DynamoDbWrites one = DynamoDbWrites.none().update(update("stock", "7"));
        expectSameItem(() -> one.delete(delete("stock", AttributeValue.fromS("7"))));
        expectSameItem(() -> one.delete(
                delete("arn:aws:dynamodb:eu-central-1:123456789012:table/stock", AttributeValue.fromS("7"))));
        assertThat(one.update(update("orders", "7")).items()).hasSize(2);
    }

    @Test
    void aPutIsComparedWhereAnotherWriteShowsTheKey() {
        expectSameItem(() -> DynamoDbWrites.none().put(put("7")).update(update("stock", "7")));
        assertThat(DynamoDbWrites.none()
                        .put(put("8"))
                        .update(update("stock", "7"))
                        .items())
                .hasSize(2);
    }

    @Test
    void twoPutsAreComparedWhereTheirKeyIsNamed() {
        expectSameItem(() -> DynamoDbWrites.none().put(put("7"), "sku").put(put("7")));
        assertThat(DynamoDbWrites.none().put(put("7")).put(put("7")).items()).hasSize(2); // DynamoDB refuses it
    }

    @Test
    void numbersInKeysAreEqualByValue() {
        expectSameItem(() -> DynamoDbWrites.none()
                .delete(delete("stock", AttributeValue.fromN("1")))
                .delete(delete("stock", AttributeValue.fromN("1.0"))));
    }

    @Test
    void keysThatContradictEachOtherAreRefused() {
        assertThatThrownBy(() -> DynamoDbWrites.none().put(put("7"), "left").update(update("stock", "8")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("writes[1]");
        assertThatThrownBy(() -> DynamoDbWrites.none().put(put("7"), "id"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("writes[0] lacks");
    }

    @Test
    void anActionIsExactlyOneWrite() {
        TransactWriteItem both = TransactWriteItem.builder()
                .put(put("1"))
                .update(update("stock", "2"))
                .build();
        for (TransactWriteItem wrong : List.of(both, TransactWriteItem.builder().build())) {
            assertThatThrownBy(() -> DynamoDbWrites.of(List.of(wrong)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("writes[0] must be one of");
        }
    }

    @Test
    void itNeverShowsWhatIsWritten() {
        assertThat(DynamoDbWrites.none().put(put("secret"))).hasToString("DynamoDbWrites[1]");
    }

    private static void expectSameItem(ThrowingCallable writes) {
        assertThatThrownBy(writes)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("writes[0] and writes[1] are on one item of table 'stock'")
                .hasMessageNotContaining("7");
    }

    private static Put put(String sku) {
        return Put.builder()
                .tableName("stock")
                .item(Map.of("sku", AttributeValue.fromS(sku), "left", AttributeValue.fromN("3")))
                .build();
    }

    private static Update update(String table, String sku) {
        return Update.builder()
                .tableName(table)
                .key(Map.of("sku", AttributeValue.fromS(sku)))
                .updateExpression("SET x = y")
                .build();
    }

    private static Delete delete(String table, AttributeValue sku) {
        return Delete.builder().tableName(table).key(Map.of("sku", sku)).build();
    }
}
