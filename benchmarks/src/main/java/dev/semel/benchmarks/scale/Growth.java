// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.scale;

import dev.semel.benchmarks.contest.Arena;
import dev.semel.benchmarks.contest.ContestOrder;
import dev.semel.model.IdempotencyKey;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table that grows to one size after another. For one thread. */
public final class Growth {

    private final Filling filling;
    private long records = 1;

    private Growth(Filling filling) {
        this.filling = filling;
    }

    /** Begins with one record, which the engine makes. */
    public static Growth of(Arena arena) throws Exception {
        ContestOrder order = arena.orders().next();
        arena.semel().charge(order);
        String id = IdempotencyKey.of("charge", order.id()).recordId();
        Map<String, AttributeValue> record = arena.database()
                .direct()
                .getItem(get -> get.tableName(Arena.RECORDS).key(Map.of("id", AttributeValue.fromS(id))))
                .item();
        return new Growth(new Filling(arena.database().direct(), Arena.RECORDS, record));
    }

    /** Adds completed records until there are that many, beside those of the measurements. */
    public void to(long size) throws Exception {
        if (size > records) {
            filling.add(records, size);
            records = size;
        }
    }
}
