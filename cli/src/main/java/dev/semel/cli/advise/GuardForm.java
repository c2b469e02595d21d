// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.advise;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Forms of protection; docs/reference/outcomes-and-effects.md. */
enum GuardForm {
    NOTHING("nothing", "a second run changes nothing"),
    PUT_ONCE("putOnce", "the item itself is the record: SingleWrites.putOnce"),
    TRANSACTION("transaction", "the writes and the record commit in one DynamoDB transaction"),
    SQL_TRANSACTION("JDBC transaction", "the writes and the record are one transaction of the database"),
    CLAIM("claim", "the effects leave the database: a claim before, a record after, effect keys to the receivers");

    private static final Set<EffectKind> WRITES = Set.of(EffectKind.ITEM, EffectKind.UPDATE);

    private final String text;
    private final String reason;

    GuardForm(String text, String reason) {
        this.text = text;
        this.reason = reason;
    }

    /** {@return the cheapest form that protects these effects} */
    static GuardForm of(List<EffectKind> effects) {
        List<EffectKind> real = effects.stream()
                .filter(effect -> effect != EffectKind.READ && effect != EffectKind.OVERWRITE)
                .toList();
        if (real.isEmpty()) {
            return NOTHING;
        }
        if (real.equals(List.of(EffectKind.ITEM))) {
            return PUT_ONCE;
        }
        Set<EffectKind> kinds = EnumSet.copyOf(real);
        if (WRITES.containsAll(kinds)) {
            return TRANSACTION;
        }
        return kinds.equals(Set.of(EffectKind.SQL)) ? SQL_TRANSACTION : CLAIM;
    }

    String text() {
        return text;
    }

    String reason() {
        return reason;
    }
}
