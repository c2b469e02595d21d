// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One delivered item of a batch: readable, or poison, which fails alone and never the items beside it. Immutable.
 *
 * @param <T> the record
 */
sealed interface DeliveredItem<T> {

    /** {@return the identifier of this item in a partial batch response; never empty} */
    String itemId();

    /**
     * {@return the group within which the source promises order} Null for a source without order, such as a standard
     * queue.
     */
    @Nullable
    String group();

    /**
     * {@return this item with its record opened by {@code reading}, such as {@code SqsMessage::eventBridgeEvent}} It is
     * poison if {@code reading} cannot open the record, and if {@code reading} returns null.
     *
     * @param reading the function that opens a record; throws {@link InvalidEventException} or {@link
     *     MissingSequencerException} if it cannot. Any other exception makes the item poison too, but no policy drops
     *     it, because the read may succeed next time
     */
    default <U> DeliveredItem<U> map(Function<? super T, ? extends U> reading) {
        Objects.requireNonNull(reading, "reading");
        return switch (this) {
            case Readable<T> readable ->
                ItemReading.of(readable.itemId(), readable.group(), () -> ItemReading.read(reading, readable.record()));
            case Poison<T> poison -> new Poison<>(poison.itemId(), poison.group(), poison.reason(), poison.why());
        };
    }

    /**
     * {@return this item in a part of its group} A poison item, or one whose part cannot be determined, keeps the whole
     * group.
     */
    default DeliveredItem<T> within(Function<? super T, String> part) {
        if (!(this instanceof Readable<T> readable)) {
            return this;
        }
        try {
            String name = ItemReading.read(part, readable.record());
            return new Readable<>(readable.itemId(), readable.group() + "/" + name, readable.record());
        } catch (InvalidEventException e) {
            return new Poison<>(readable.itemId(), readable.group(), PoisonReason.UNREADABLE, e);
        } catch (MissingSequencerException e) {
            return new Poison<>(
                    readable.itemId(),
                    readable.group(),
                    PoisonReason.UNREADABLE,
                    InvalidEventException.withoutSequencer(e));
        }
    }

    /**
     * An item that could be read.
     *
     * @param itemId the identifier; see {@link DeliveredItem#itemId()}
     * @param group the group; see {@link DeliveredItem#group()}
     * @param record the record
     * @param <T> the record
     */
    @SuppressWarnings("AvoidCommonTypeNames") // java.lang.Readable is not used here, and the opposite is Poison
    record Readable<T>(String itemId, @Nullable String group, T record) implements DeliveredItem<T> {

        /** Validates every part. */
        public Readable {
            Requirements.nonEmpty(itemId, "itemId");
            Requirements.nonEmptyIfPresent(group, "group");
            Objects.requireNonNull(record, "record");
        }
    }

    /**
     * An item in a form that its source does not send. A redelivery will have the same form: report it as failed, so
     * that it reaches the dead-letter queue or failure destination, or drop it by a declared policy.
     *
     * @param itemId the identifier; see {@link DeliveredItem#itemId()}
     * @param group the group; see {@link DeliveredItem#group()}
     * @param reason the reason
     * @param why the problem and its place, without content
     * @param <T> the type of record that was expected
     */
    record Poison<T>(String itemId, @Nullable String group, PoisonReason reason, InvalidEventException why)
            implements DeliveredItem<T> {

        /** Validates every part. */
        public Poison {
            Requirements.nonEmpty(itemId, "itemId");
            Requirements.nonEmptyIfPresent(group, "group");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(why, "why");
        }
    }
}
