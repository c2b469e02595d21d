// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.writes;

import dev.semel.Idempotency;
import dev.semel.Transaction;
import dev.semel.TransactionalOperation;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.dynamodb.DynamoDbWrites;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Moves money between accounts: both balances and the record of the transfer are one transaction of DynamoDB, in one
 * request without a claim before it.
 */
public final class Transfers {

    private final DynamoDbStore store;
    private final String accounts;

    /**
     * Makes the transfers.
     *
     * @param store the store that keeps the records
     * @param accounts the name of the accounts' table, in the same account and Region; its partition key is {@code id}
     */
    public Transfers(DynamoDbStore store, String accounts) {
        this.store = store;
        this.accounts = accounts;
    }

    /**
     * Builds the operation. A transfer that the balance does not cover is thrown as {@link
     * dev.semel.dynamodb.EffectsRefusedException} and leaves nothing: it may be tried again once there is money.
     *
     * @param idempotency the engine, which keeps its records in the same store and has a codec for records of Java
     * @return the operation
     */
    public TransactionalOperation<Transfer, String, DynamoDbWrites> operation(Idempotency idempotency) {
        return idempotency
                .operation("transfer", Transfer.class, String.class)
                .key(Transfer::id)
                .dedupeWindow(Duration.ofDays(14))
                .transaction(
                        store,
                        (transfer, context) -> Transaction.of(
                                "moved " + transfer.cents(),
                                DynamoDbWrites.none().update(debit(transfer)).update(credit(transfer))));
    }

    private Update debit(Transfer transfer) {
        return add(transfer.from(), -transfer.cents())
                .conditionExpression("balance >= :cents")
                .expressionAttributeValues(
                        Map.of(":change", number(-transfer.cents()), ":cents", number(transfer.cents())))
                .build();
    }

    private Update credit(Transfer transfer) {
        return add(transfer.to(), transfer.cents())
                .conditionExpression("attribute_exists(id)")
                .build();
    }

    private Update.Builder add(String account, long change) {
        return Update.builder()
                .tableName(accounts)
                .key(Map.of("id", AttributeValue.fromS(account)))
                .updateExpression("ADD balance :change")
                .expressionAttributeValues(Map.of(":change", number(change)));
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
