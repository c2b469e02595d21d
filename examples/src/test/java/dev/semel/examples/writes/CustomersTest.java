// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.writes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.dynamodb.LocalDynamoDb;
import dev.semel.examples.ExampleTable;
import org.junit.jupiter.api.Test;

/** A customer is signed up once, and each version is renamed once. */
class CustomersTest {

    @Test
    void eachWriteIsMadeOnce() throws Exception {
        try (LocalDynamoDb dynamoDb = LocalDynamoDb.start()) {
            ExampleTable table = ExampleTable.create(dynamoDb, "customers", "email");
            Customers customers = new Customers(dynamoDb.client(), "customers");

            assertThat(customers.signUp("ada@example.com", "Ada")).isEqualTo("Ada");
            assertThat(customers.signUp("ada@example.com", "Augusta")).isEqualTo("Ada");

            assertThat(customers.rename("ada@example.com", 1, "Ada Lovelace")).isTrue();
            assertThat(customers.rename("ada@example.com", 1, "Ada Lovelace")).isFalse();
            assertThat(table.number("ada@example.com", "version")).isEqualTo(2);
            assertThat(customers.signUp("ada@example.com", "Ada")).isEqualTo("Ada Lovelace");
        }
    }
}
