// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The conditional updates of one table that store a result: one for each set of attributes that a result has, made when
 * it is needed first. Thread-safe.
 */
final class Completions {

    private final Attributes attributes;
    private final String condition;
    private final Map<Set<Attribute>, Statement> made = new ConcurrentHashMap<>();

    Completions(Attributes attributes, String condition) {
        this.attributes = attributes;
        this.condition = condition;
    }

    /** {@return the update that sets these attributes} */
    Statement setting(Set<Attribute> set) {
        Statement statement = made.get(set);
        if (statement == null) {
            statement = Statement.of(attributes, Expressions.complete(set), condition);
            made.put(Set.copyOf(set), statement);
        }
        return statement;
    }
}
