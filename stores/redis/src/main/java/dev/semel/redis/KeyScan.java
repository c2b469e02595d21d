// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import java.util.List;
import java.util.Objects;

/**
 * One step through the keys of a server.
 *
 * @param cursor the start of the next step; {@code 0} after the last
 * @param keys the keys that were found; one may come twice
 */
public record KeyScan(String cursor, List<byte[]> keys) {

    /** Copies the list. */
    public KeyScan {
        Objects.requireNonNull(cursor, "cursor");
        keys = List.copyOf(keys);
    }

    /** Shows the number of keys, never a key. */
    @Override
    public String toString() {
        return "KeyScan[" + keys.size() + " keys]";
    }
}
