// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.StoredResult;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Completed records in memory, the least recently used dropped first, bounded in entries and in bytes of
 * keys and results.
 * Answers only inside the window and for an equal fingerprint; everything else is the store's to decide. Thread-safe.
 */
public final class ReplayCache {

    private final int maxEntries;
    private final long maxBytes;
    private final Map<IdempotencyKey, Completed> records = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    public ReplayCache(int maxEntries, long maxBytes) {
        if (maxEntries < 1) {
            throw new IllegalArgumentException("maxEntries must be positive, is " + maxEntries);
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes must be positive, is " + maxBytes);
        }
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
    }

    synchronized @Nullable Completed find(IdempotencyKey key, Fingerprint fingerprint, Instant now) {
        Completed record = records.get(key);
        if (record == null) {
            return null;
        }
        if (record.isExpired(now)) {
            drop(key);
            return null;
        }
        return record.fingerprint().equals(fingerprint) ? record : null;
    }

    synchronized void keep(IdempotencyKey key, Completed record) {
        drop(key);
        if (!(record.result() instanceof StoredResult.Success) || size(key, record) > maxBytes) {
            return;
        }
        records.put(key, record);
        bytes += size(key, record);
        Iterator<Map.Entry<IdempotencyKey, Completed>> entries =
                records.entrySet().iterator();
        while (records.size() > maxEntries || bytes > maxBytes) {
            Map.Entry<IdempotencyKey, Completed> eldest = entries.next();
            bytes -= size(eldest.getKey(), eldest.getValue());
            entries.remove();
        }
    }

    private void drop(IdempotencyKey key) {
        Completed dropped = records.remove(key);
        if (dropped != null) {
            bytes -= size(key, dropped);
        }
    }

    /** {@return the bytes that callers decide about: those of the key, at two for each character, and of the result} */
    private static long size(IdempotencyKey key, Completed record) {
        long characters = (long) key.tenant().length()
                + key.scope().length()
                + key.value().length();
        return 2 * characters
                + (record.result() instanceof StoredResult.Success success && success.value() != null
                        ? success.value().size()
                        : 0);
    }
}
