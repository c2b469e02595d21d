// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * One PartiQL statement.
 *
 * @param text the statement; every value in it is a {@code ?}
 * @param parameters the values of the {@code ?}, in order
 */
record PartiQl(String text, List<AttributeValue> parameters) {

    /** The longest statement ("BatchStatementRequest" of the DynamoDB API reference). */
    private static final int LONGEST = 8192;

    PartiQl {
        parameters = List.copyOf(parameters);
    }

    /** {@return whether DynamoDB accepts the length: long attribute names can make a statement too long} */
    boolean isSendable() {
        return text.length() <= LONGEST;
    }

    BatchStatementRequest request() {
        return BatchStatementRequest.builder()
                .statement(text)
                .parameters(parameters)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
    }
}
