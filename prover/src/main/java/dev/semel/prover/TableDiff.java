// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/**
 * The changes in a DynamoDB table, as effects of a handler that writes to it, for {@link World#effectIn}. Needs the AWS
 * SDK's {@code dynamodb} module. Reads the whole table, consistently; it may have at most 10,000 items.
 *
 * <pre>{@code
 * TableDiff orders = world.kept("orders", () -> TableDiff.since(client, "orders"));
 * world.effectIn("order", () -> orders.newItems("orderId"));
 * }</pre>
 *
 * <p>Give the handler a table of its own in each world if it reads existing items. Immutable, except the table.
 */
public final class TableDiff {

    private static final int MOST_ITEMS = 10_000;

    private final DynamoDbClient client;
    private final String table;
    private final List<String> keyAttributes;
    private final Map<Map<String, AttributeValue>, Map<String, AttributeValue>> before;

    private TableDiff(DynamoDbClient client, String table, List<String> keyAttributes) {
        this.client = client;
        this.table = table;
        this.keyAttributes = keyAttributes;
        this.before = items();
    }

    /**
     * Remembers the present items of a table.
     *
     * @param client a client that the prover does not watch
     * @param table the table's name
     * @return the changes from now on
     * @throws IllegalStateException if the table has too many items
     */
    public static TableDiff since(DynamoDbClient client, String table) {
        Objects.requireNonNull(table, "table");
        List<String> keys = client.describeTable(describe -> describe.tableName(table)).table().keySchema().stream()
                .map(KeySchemaElement::attributeName)
                .toList();
        return new TableDiff(client, table, keys);
    }

    /**
     * Counts new items by subject.
     *
     * @param subjectAttribute the text attribute of a new item that holds its subject
     * @return the number of new items for each subject
     * @throws IllegalStateException if an item has no such text
     */
    public Map<String, Integer> newItems(String subjectAttribute) {
        Map<String, Integer> counts = new TreeMap<>();
        items().forEach((key, item) -> {
            if (!before.containsKey(key)) {
                counts.merge(text(item, subjectAttribute), 1, Integer::sum);
            }
        });
        return counts;
    }

    /**
     * Counts by subject how far a number has risen: a counter that each effect raises by one.
     *
     * @param subjectAttribute the text attribute of an item with such a number that holds its subject
     * @param numberAttribute the number; an absent number is 0, and a fall counts as none
     * @return the rise for each subject
     * @throws IllegalStateException if a number has not risen by a whole number, or an item has no such text
     */
    public Map<String, Integer> rises(String subjectAttribute, String numberAttribute) {
        Map<String, Integer> counts = new TreeMap<>();
        items().forEach((key, item) -> {
            BigDecimal rise =
                    number(item, numberAttribute).subtract(number(before.getOrDefault(key, Map.of()), numberAttribute));
            if (rise.signum() > 0) {
                counts.merge(text(item, subjectAttribute), whole(rise, numberAttribute), Integer::sum);
            }
        });
        return counts;
    }

    private Map<Map<String, AttributeValue>, Map<String, AttributeValue>> items() {
        Map<Map<String, AttributeValue>, Map<String, AttributeValue>> items = new HashMap<>();
        client.scanPaginator(scan -> scan.tableName(table).consistentRead(true)).items().stream()
                .limit(MOST_ITEMS + 1L)
                .forEach(item -> items.put(key(item), item));
        if (items.size() > MOST_ITEMS) {
            throw new IllegalStateException(
                    "Table " + table + " has more than " + MOST_ITEMS + " items: prove with a smaller one");
        }
        return items;
    }

    private Map<String, AttributeValue> key(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> key = new HashMap<>(item);
        key.keySet().retainAll(keyAttributes);
        return key;
    }

    private String text(Map<String, AttributeValue> item, String attribute) {
        AttributeValue value = item.get(attribute);
        if (value == null || value.s() == null) {
            throw new IllegalStateException("An item of table " + table + " has no text in " + attribute
                    + ": name the attribute that holds its subject");
        }
        return value.s();
    }

    private int whole(BigDecimal rise, String attribute) {
        try {
            return rise.intValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalStateException(
                    attribute + " of table " + table + " has risen by " + rise + ": each effect must raise it by one",
                    e);
        }
    }

    private static BigDecimal number(Map<String, AttributeValue> item, String attribute) {
        AttributeValue value = item.get(attribute);
        @Nullable String number = value == null ? null : value.n();
        return number == null ? BigDecimal.ZERO : new BigDecimal(number);
    }
}
