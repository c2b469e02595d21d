// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.IdempotencyKey;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.InMemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
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
