// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.encryption;

import dev.semel.codec.RecordContext;
import dev.semel.model.Blob;
import java.util.random.RandomGenerator;
import javax.crypto.SecretKey;

/**
 * A source of data keys, one for each value. Implementations are thread-safe. Every exception means that the value is
 * not recorded, or not read; it never leads to another execution. It is called on the thread of the call, and no
 * timeout ends it: bound its waiting yourself, to less than the recording time of the operation (500 ms by default).
 */
public interface KeyProvider {

    /**
     * {@return a new data key of 256 bits, wrapped by the current key}
     *
     * @param context the record and the part of it that the value is for
     * @param random unpredictable bytes, for providers that make data keys themselves
     */
    DataKey newDataKey(RecordContext context, RandomGenerator random);

    /**
     * {@return the data key of a stored value}
     *
     * @param keyId the id of the key that wrapped it, as stored. A writer of the table may have changed it: an
     *     implementation refuses every id that it was not given when it was built
     * @param wrapped the wrapped data key, as stored
     * @param context the record and the part of it where the value was found
     */
    SecretKey unwrap(String keyId, Blob wrapped, RecordContext context);
}
