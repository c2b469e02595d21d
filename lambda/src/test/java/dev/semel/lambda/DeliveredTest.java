// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An item in a part of its group: when no part can be told, it stays in the whole of it, and fails alone. */
class DeliveredTest {

    private static final DeliveredItem<String> ITEM = new DeliveredItem.Readable<>("7", "shard", "order 42");

    private static DeliveredItem.Poison<String> poisoned(Function<String, @Nullable String> part) {
        DeliveredItem<String> within = ITEM.within(part);
        assertThat(within).isInstanceOf(DeliveredItem.Poison.class);
        return (DeliveredItem.Poison<String>) within;
    }

    private static void staysInItsGroup(DeliveredItem.Poison<String> poison) {
        assertThat(poison.itemId()).isEqualTo("7");
        assertThat(poison.group()).isEqualTo("shard");
    }

    @Test
    void aPartNamesTheGroup() {
        assertThat(ITEM.within(record -> record.substring(6)))
                .isEqualTo(new DeliveredItem.Readable<>("7", "shard/42", "order 42"));
    }

    @Test
    void aPartThatThrowsIsPoisonOfTheReader_andSaysNothingOfTheRecord() {
        UncheckedIOException failure = new UncheckedIOException(new IOException("order 42"));
        DeliveredItem.Poison<String> poison = poisoned(record -> {
            throw failure;
        });
        staysInItsGroup(poison);
        assertThat(poison.why().isOfReader()).isTrue();
        assertThat(poison.why()).hasCause(failure).hasMessageNotContaining("42");
    }

    @Test
    void aPartThatIsNullIsPoison() {
        staysInItsGroup(poisoned(record -> null));
    }

    @Test
    void whatAPartRefusesIsPoison_forThatReason() {
        InvalidEventException refusal = InvalidEventException.at("An order", "its id", "is missing", "Send it");
        DeliveredItem.Poison<String> poison = poisoned(record -> {
            throw refusal;
        });
        staysInItsGroup(poison);
        assertThat(poison.why()).isSameAs(refusal);
        assertThat(poison.why().isOfReader()).isFalse();
    }

    @Test
    void poisonHasNoPart() {
        DeliveredItem<String> poison = poisoned(record -> null);
        assertThat(poison.within(record -> "part")).isSameAs(poison);
    }
}
