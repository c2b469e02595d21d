// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads one item of a batch, so that what is wrong with it stays with it. */
final class ItemReading {

    private ItemReading() {}

    static <T> Delivered<T> of(String itemId, @Nullable String group, Supplier<? extends T> record) {
        try {
            return new Delivered.Readable<>(itemId, group, record.get());
        } catch (InvalidEventException e) {
            return new Delivered.Poison<>(itemId, group, e);
        } catch (MissingSequencerException e) {
            return new Delivered.Poison<>(itemId, group, InvalidEventException.of(e));
        }
    }
}
