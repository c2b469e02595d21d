// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One item of a batch, as it came: readable, or poison, which fails alone and never the items beside it. Immutable.
 *
 * @param <T> the record
 */
sealed interface DeliveredItem<T> {

    /** Returns what a partial batch response calls this item; never empty. */
    String itemId();

    /**
     * Returns within what the source promises order: items of one group must run in theirs. Null where it promises none,
     * as a standard queue.
     */
    @Nullable
    String group();

    /**
     * Returns this item with what {@code reading} makes of its record, such as {@code SqsMessage::eventBridgeEvent}. It is
     * poison if the record is not what {@code reading} expects, and if {@code reading} returns null.
     *
     * @param reading may throw {@link InvalidEventException} and {@link MissingSequencerException} for that; whatever else it
     *     throws makes the item poison too, which no policy drops: another time the reading may do
     */
    default <U> DeliveredItem<U> map(Function<? super T, ? extends U> reading) {
        Objects.requireNonNull(reading, "reading");
        return switch (this) {
            case Readable<T> readable ->
                ItemReading.of(readable.itemId(), readable.group(), () -> ItemReading.read(reading, readable.record()));
            case Poison<T> poison -> new Poison<>(poison.itemId(), poison.group(), poison.why());
        };
    }

    /** Returns this item in a part of its group; a poison one, or one of which no part can be told, stays in all of it. */
    default DeliveredItem<T> within(Function<? super T, String> part) {
        if (!(this instanceof Readable<T> readable)) {
            return this;
        }
        try {
            String name = ItemReading.read(part, readable.record());
            return new Readable<>(readable.itemId(), readable.group() + "/" + name, readable.record());
        } catch (InvalidEventException e) {
            return new Poison<>(readable.itemId(), readable.group(), e);
        } catch (MissingSequencerException e) {
            return new Poison<>(readable.itemId(), readable.group(), InvalidEventException.of(e));
        }
    }

    /**
     * An item that could be read.
     *
     * @param itemId see {@link DeliveredItem#itemId()}
     * @param group see {@link DeliveredItem#group()}
     * @param record what was read
     * @param <T> the record
     */
    @SuppressWarnings("AvoidCommonTypeNames") // nobody reads a java.lang.Readable here, and the opposite is Poison
    record Readable<T>(String itemId, @Nullable String group, T record) implements DeliveredItem<T> {

        /** Validates every part. */
        public Readable {
            Requirements.require(itemId, "itemId");
            Requirements.requireIfPresent(group, "group");
            Objects.requireNonNull(record, "record");
        }
    }

    /**
     * An item that is not what its source sends. It will not be when it is delivered again either: report it as failed, so
     * that it comes to the dead-letter queue or failure destination, or drop it by a declared policy.
     *
     * @param itemId see {@link DeliveredItem#itemId()}
     * @param group see {@link DeliveredItem#group()}
     * @param why what is wrong, and where; shows no content
     * @param <T> the record that it should have been
     */
    record Poison<T>(String itemId, @Nullable String group, InvalidEventException why) implements DeliveredItem<T> {

        /** Validates every part. */
        public Poison {
            Requirements.require(itemId, "itemId");
            Requirements.requireIfPresent(group, "group");
            Objects.requireNonNull(why, "why");
        }
    }
}
