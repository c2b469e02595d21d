// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reading of one item of a batch, so that a problem affects only that item. */
final class ItemReading {

    private ItemReading() {}

    static <T> DeliveredItem<T> of(String itemId, @Nullable String group, Supplier<? extends T> record) {
        try {
            return new DeliveredItem.Readable<>(itemId, group, record.get());
        } catch (InvalidEventException e) {
            return new DeliveredItem.Poison<>(itemId, group, PoisonReason.UNREADABLE, e);
        } catch (MissingSequencerException e) {
            return new DeliveredItem.Poison<>(
                    itemId, group, PoisonReason.UNREADABLE, InvalidEventException.withoutSequencer(e));
        }
    }

    /** Opens a record with the user's own function, which may throw anything. */
    static <T, U> U read(Function<? super T, ? extends U> reading, T record) {
        U read;
        try {
            read = reading.apply(record);
        } catch (InvalidEventException | MissingSequencerException e) {
            throw e;
        } catch (RuntimeException e) {
            throw InvalidEventException.ofReader(e);
        }
        if (read == null) {
            throw InvalidEventException.at(
                    "An item of a batch",
                    "its record",
                    "holds nothing that the handler's reading returns",
                    "Have the reading return a value for every record, for a tombstone too");
        }
        return read;
    }
}
