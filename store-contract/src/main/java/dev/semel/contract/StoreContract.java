// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import dev.semel.model.IdempotencyKey;
import dev.semel.store.IdempotencyStore;
import java.time.Instant;
import org.junit.jupiter.api.Nested;

/**
 * The contract of every {@link IdempotencyStore}, rule by rule: each test carries the number of its rule in {@code
 * docs/spec.md}. Extend this class, and one more for each further ability of the store: {@link
 * CheckpointStoreContract}, {@link BatchStoreContract}, {@link EarlyBatchStoreContract}, {@link CommitStoreContract},
 * {@link ListingStoreContract}, and {@link FormatContract} if records are encoded.
 *
 * <pre>{@code
 * class MyStoreContractTest extends StoreContract {
 *
 *     private final MyStore store = MyStore.of(server.client());
 *
 *     @Override
 *     protected IdempotencyStore store() {
 *         return store;
 *     }
 *
 *     @Override
 *     protected void purge(IdempotencyKey key, Instant now) {
 *         server.client().delete(key.recordId());
 *     }
 * }
 * }</pre>
 *
 * <p>Every test uses keys and claim ids of its own, so all tests may share one table. Moments are passed to the store
 * and lie in the year 2100: nothing sleeps, and a store that expires records by a real clock keeps them long enough. A
 * failing test names the deviation of the store; a failing history prints the seed that repeats it.
 */
public abstract class StoreContract {

    /** Creates a contract; JUnit creates one for each test. */
    protected StoreContract() {}

    /** {@return the store under test, empty or shared with other tests; the same one each time within a test} */
    protected abstract IdempotencyStore store();

    /**
     * Deletes the key's record physically, as the store's own purge or time-to-live would at {@code now}. Called only
     * for keys that are past their window or retention by then. It must not return before the record is gone.
     *
     * @param key the key of the record
     * @param now the moment of the test
     */
    protected abstract void purge(IdempotencyKey key, Instant now);

    /** Claims: S1, S2, S3, S6, S11. */
    @Nested
    final class Claims extends ClaimRules {
        @Override
        protected IdempotencyStore store() {
            return StoreContract.this.store();
        }
    }

    /** Writes after the claim: S3, S5. */
    @Nested
    final class Writes extends WriteRules {
        @Override
        protected IdempotencyStore store() {
            return StoreContract.this.store();
        }
    }

    /** Repeated writes: S6. */
    @Nested
    final class Repetitions extends RepetitionRules {
        @Override
        protected IdempotencyStore store() {
            return StoreContract.this.store();
        }
    }

    /** Fences, expiry and deletion: S4, S8, S9. */
    @Nested
    final class Expiry extends ExpiryRules {
        @Override
        protected IdempotencyStore store() {
            return StoreContract.this.store();
        }

        @Override
        void purge(Instant moment) {
            StoreContract.this.purge(key, moment);
        }
    }

    /** Bytes and texts: S10. */
    @Nested
    final class Results extends ResultRules {
        @Override
        protected IdempotencyStore store() {
            return StoreContract.this.store();
        }
    }

    /** Keys: S13. */
    @Nested
    final class Keys extends KeyRules {
        @Override
        protected IdempotencyStore store() {
            return StoreContract.this.store();
        }
    }

    /** Random histories: all rules together. */
    @Nested
    final class Histories extends HistoryRules {
        @Override
        protected IdempotencyStore store() {
            return StoreContract.this.store();
        }

        @Override
        Subject subject() {
            return Subject.of(store(), StoreContract.this::purge);
        }
    }
}
