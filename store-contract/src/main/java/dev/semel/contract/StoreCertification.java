// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import dev.semel.model.IdempotencyKey;
import dev.semel.store.BatchStore;
import dev.semel.store.CheckpointStore;
import dev.semel.store.EarlyBatchStore;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.ListingStore;
import dev.semel.store.RepairStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Certification of a store by one class: runs the {@link StoreContract} and the contract of every ability that the
 * store has, and writes a page of its answers. {@code docs/writing-a-store.md} has an example.
 *
 * <p>The abilities are found by type. {@link dev.semel.store.CommitStore} is not among them, because its effects are in
 * the store's own terms: extend {@link CommitStoreContract} for it. The page names what was not tested.
 */
public abstract class StoreCertification {

    /** Creates a certification. */
    protected StoreCertification() {}

    /** {@return the store under test; the same one each time} */
    protected abstract IdempotencyStore store();

    /**
     * Deletes the key's record physically, as in {@link StoreContract}.
     *
     * @param key the key of the record
     * @param now the moment of the test
     */
    protected abstract void purge(IdempotencyKey key, Instant now);

    /**
     * Writes a record of an unknown format, as in {@link FormatContract}. Unless overridden, S12 is not tested.
     *
     * @param key the key of the record
     * @param now the moment of the test
     */
    protected void plantUnknownFormat(IdempotencyKey key, Instant now) {
        throw new UnsupportedOperationException("plantUnknownFormat is not overridden");
    }

    /** {@return the file of the page; by default {@code target/store-certificate.md}} */
    protected Path page() {
        return Path.of("target", "store-certificate.md");
    }

    /** {@return a test for each rule; the page is written after the last} */
    @TestFactory
    final Stream<DynamicTest> rules() {
        Certificate certificate = new Certificate(store(), plantsUnknownFormat());
        List<DynamicTest> tests = new ArrayList<>();
        for (Supplier<ContractRules> rules : suites(certificate.isFormatTested())) {
            RuleMethod.of(rules.get()).forEach(rule -> tests.add(rule.test(rules, certificate)));
        }
        return tests.stream().onClose(() -> certificate.write(page()));
    }

    private boolean plantsUnknownFormat() {
        try {
            plantUnknownFormat(IdempotencyKey.of("certification", "format"), ContractRules.START);
            return true;
        } catch (UnsupportedOperationException notOverridden) {
            return false;
        }
    }

    private List<Supplier<ContractRules>> suites(boolean format) {
        StoreContract contract = new OwnContract(this);
        List<Supplier<ContractRules>> suites = new ArrayList<>(List.of(
                () -> contract.new Claims(),
                () -> contract.new Writes(),
                () -> contract.new Repetitions(),
                () -> contract.new Expiry(),
                () -> contract.new Results(),
                () -> contract.new Keys(),
                () -> contract.new Histories()));
        if (store() instanceof CheckpointStore keeping) {
            suites.add(() -> new CheckpointStoreContract() {
                @Override
                protected CheckpointStore store() {
                    return keeping;
                }
            });
        }
        if (store() instanceof BatchStore batches) {
            suites.add(() -> new BatchStoreContract() {
                @Override
                protected BatchStore store() {
                    return batches;
                }
            });
        }
        if (store() instanceof EarlyBatchStore early) {
            suites.add(() -> new EarlyBatchStoreContract() {
                @Override
                protected EarlyBatchStore store() {
                    return early;
                }
            });
        }
        if (store() instanceof ListingStore listing) {
            suites.add(() -> new ListingStoreContract() {
                @Override
                protected ListingStore store() {
                    return listing;
                }
            });
        }
        if (store() instanceof RepairStore repairing) {
            suites.add(() -> new RepairStoreContract() {
                @Override
                protected RepairStore store() {
                    return repairing;
                }
            });
        }
        if (format) {
            suites.add(() -> new OwnFormat(this));
        }
        return suites;
    }

    private static final class OwnContract extends StoreContract {

        private final StoreCertification certification;

        OwnContract(StoreCertification certification) {
            this.certification = certification;
        }

        @Override
        protected IdempotencyStore store() {
            return certification.store();
        }

        @Override
        protected void purge(IdempotencyKey key, Instant now) {
            certification.purge(key, now);
        }
    }

    private static final class OwnFormat extends FormatContract {

        private final StoreCertification certification;

        OwnFormat(StoreCertification certification) {
            this.certification = certification;
        }

        @Override
        protected IdempotencyStore store() {
            return certification.store();
        }

        @Override
        protected void plantUnknownFormat(IdempotencyKey key, Instant now) {
            certification.plantUnknownFormat(key, now);
        }
    }
}
