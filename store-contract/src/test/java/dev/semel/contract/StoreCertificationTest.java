// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.BatchAnswer;
import dev.semel.store.EarlyBatchStore;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.InMemoryStore;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import dev.semel.testkit.ForwardingStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The certification of right and broken stores, and its page. */
class StoreCertificationTest {

    @TempDir
    private Path folder;

    @Test
    void aRightStoreIsCertifiedWithAllItsAbilities() throws IOException {
        InMemoryStore store = new InMemoryStore();
        assertThat(failures(certification(store, store))).isEmpty();
        assertThat(page())
                .contains("# Certificate of InMemoryStore")
                .contains("**Certified**")
                .contains("| batches (BatchStore) | tested |")
                .contains("| listing (ListingStore) | tested |")
                .contains("commits with effects (CommitStore) | has it; extend CommitStoreContract")
                .contains("**not tested**: override plantUnknownFormat")
                .doesNotContain("## Failed");
    }

    @Test
    void aBrokenStoreIsNotCertifiedAndItsPageNamesTheRules() throws IOException {
        IdempotencyStore broken = new BrokenStoresTest.CompletesUnconditionally().store();
        Set<String> failures = failures(certification(broken, new InMemoryStore()));
        assertThat(failures).contains("S5_aStrangersWriteIsFenced");
        assertThat(page())
                .contains("**Not certified**")
                .contains("## Failed")
                .contains("- `S5_aStrangersWriteIsFenced`");
    }

    @Test
    void earlyAnswersAreCertifiedAndOneThatChangesLaterIsFound() throws IOException {
        InMemoryStore records = new InMemoryStore();
        assertThat(failures(certification(new KnowingStore(records, answer -> answer), records)))
                .isEmpty();
        assertThat(page()).contains("| early answers of batches (EarlyBatchStore) | tested |");
        InMemoryStore others = new InMemoryStore();
        KnowingStore changing = new KnowingStore(
                others,
                answer -> new BatchAnswer.Failed<>(StoreException.unavailable(
                        "knowing", "claimAll", new IllegalStateException("the early answer was wrong"))));
        assertThat(failures(certification(changing, others))).contains("S7_manyFreshClaimsAreAnsweredInOrder");
        assertThat(page()).contains("**Not certified**");
    }

    /** A store that knows every answer early, and may say another one later. */
    private static final class KnowingStore extends ForwardingStore implements EarlyBatchStore {

        private final InMemoryStore records;
        private final UnaryOperator<BatchAnswer<ClaimVerdict>> later;

        KnowingStore(InMemoryStore records, UnaryOperator<BatchAnswer<ClaimVerdict>> later) {
            super(records);
            this.records = records;
            this.later = later;
        }

        @Override
        public List<BatchAnswer<ClaimVerdict>> claimAll(List<ClaimRequest> requests, StoreCall call) {
            return records.claimAll(requests, call);
        }

        @Override
        public List<BatchAnswer<WriteVerdict>> writeAll(List<WriteRequest> requests, StoreCall call) {
            return records.writeAll(requests, call);
        }

        @Override
        public EarlyAnswers claimAllEarly(List<ClaimRequest> requests, StoreCall call) {
            List<BatchAnswer<ClaimVerdict>> answers = claimAll(requests, call);
            return new EarlyAnswers() {
                @Override
                public List<Optional<BatchAnswer<ClaimVerdict>>> known() {
                    return answers.stream().map(Optional::of).toList();
                }

                @Override
                public boolean isComplete() {
                    return true;
                }

                @Override
                public List<BatchAnswer<ClaimVerdict>> all() {
                    return answers.stream().map(later).toList();
                }
            };
        }
    }

    private String page() throws IOException {
        return Files.readString(folder.resolve("page.md"));
    }

    private static Set<String> failures(StoreCertification certification) {
        Set<String> failures = new HashSet<>();
        try (Stream<DynamicTest> tests = certification.rules()) {
            tests.forEach(test -> {
                try {
                    test.getExecutable().execute();
                } catch (Throwable failure) {
                    failures.add(test.getDisplayName());
                }
            });
        }
        return failures;
    }

    private StoreCertification certification(IdempotencyStore store, InMemoryStore purged) {
        return new StoreCertification() {
            @Override
            protected IdempotencyStore store() {
                return store;
            }

            @Override
            protected void purge(IdempotencyKey key, Instant now) {
                purged.purge(now);
            }

            @Override
            protected Path page() {
                return folder.resolve("page.md");
            }
        };
    }
}
