// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import dev.semel.store.BatchStore;
import dev.semel.store.CheckpointStore;
import dev.semel.store.CommitStore;
import dev.semel.store.EarlyBatchStore;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.ListingStore;
import dev.semel.store.RepairStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** The page of a certification: the store's answer to each rule, in Markdown. Thread-safe. */
final class Certificate {

    /** The rules of {@code docs/spec.md}, S1 first. */
    private static final List<String> RULES = List.of(
            "of concurrent claims exactly one wins",
            "a live lease is never taken over",
            "a completed record answers every claim in its window and never changes",
            "the fencing token of a key strictly grows",
            "a write applies only to the record of its claim",
            "a repeated write is recognised",
            "a call is one atomic transition",
            "every later call sees what a call applied",
            "expiry is a comparison; deletion only frees space",
            "results, texts and recovery points come back byte for byte",
            "a mismatch is decided before any take-over",
            "what cannot be read is reported, never executed",
            "two keys never share a record");

    private final IdempotencyStore store;
    private final boolean format;
    private final Set<String> passed = new ConcurrentSkipListSet<>();
    private final Set<String> failed = new ConcurrentSkipListSet<>();

    Certificate(IdempotencyStore store, boolean format) {
        this.store = store;
        this.format = format;
    }

    boolean isFormatTested() {
        return format;
    }

    void passed(String test) {
        passed.add(test);
    }

    void failed(String test) {
        failed.add(test);
    }

    void write(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, text());
        } catch (IOException e) {
            throw new UncheckedIOException("The certificate cannot be written to " + file, e);
        }
    }

    String text() {
        StringBuilder page = new StringBuilder("# Certificate of " + store.name() + "\n\n");
        page.append(failed.isEmpty() && !passed.isEmpty() ? "**Certified**" : "**Not certified**");
        page.append(": " + passed.size() + " tests passed, " + failed.size() + " failed.\n\n");
        page.append("| Rule | | Passed | Failed |\n|---|---|---|---|\n");
        for (int i = 0; i < RULES.size(); i++) {
            String rule = "S" + (i + 1);
            page.append("| " + rule + " | " + RULES.get(i) + " | " + count(passed, rule) + " | " + count(failed, rule)
                    + " |\n");
        }
        page.append("\n| Ability | |\n|---|---|\n");
        ability(page, "recovery points (CheckpointStore)", store instanceof CheckpointStore);
        ability(page, "batches (BatchStore)", store instanceof BatchStore);
        ability(page, "early answers of batches (EarlyBatchStore)", store instanceof EarlyBatchStore);
        ability(page, "listing (ListingStore)", store instanceof ListingStore);
        ability(page, "repairs (RepairStore)", store instanceof RepairStore);
        page.append("| commits with effects (CommitStore) | "
                + (store instanceof CommitStore ? "has it; extend CommitStoreContract" : "does not have it") + " |\n");
        page.append("| records of later versions (S12) | "
                + (format ? "tested" : "**not tested**: override plantUnknownFormat") + " |\n");
        if (!failed.isEmpty()) {
            page.append("\n## Failed\n\n");
            failed.forEach(test -> page.append("- `" + test + "`\n"));
        }
        return page.append(
                        "\nNot tested here: what the database loses when it crashes or fails over, unavailable servers,"
                                + " lost replies below the client, throughput.\n")
                .toString();
    }

    private static void ability(StringBuilder page, String name, boolean there) {
        page.append("| " + name + " | " + (there ? "tested" : "does not have it") + " |\n");
    }

    private static long count(Set<String> tests, String rule) {
        return tests.stream().filter(test -> test.startsWith(rule + "_")).count();
    }
}
