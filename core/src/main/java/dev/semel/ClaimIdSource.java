// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.ClaimId;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** A source of claim ids. Thread-safe. Ids must never repeat, also not in a process restored from a snapshot. */
@FunctionalInterface
public interface ClaimIdSource {

    /** {@return a new claim id} */
    ClaimId next();

    /**
     * {@return the source that takes 128 bits from a new {@link SecureRandom} at each call, in one draw} Nothing is
     * drawn ahead, so a process restored from a snapshot repeats no id.
     */
    static ClaimIdSource secureRandom() {
        return () -> {
            byte[] drawn = new byte[2 * Long.BYTES];
            new SecureRandom().nextBytes(drawn); // one draw: providers guard each with a lock of the whole process
            ByteBuffer bits = ByteBuffer.wrap(drawn);
            return ClaimId.of(bits.getLong(), bits.getLong());
        };
    }
}
