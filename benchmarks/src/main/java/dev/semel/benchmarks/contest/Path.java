// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.contest;

/** A path that is measured, by its name on the command line. */
public enum Path {
    FIRST("first execution"),
    FIRST_100K("first execution, result of 100 KB"),
    DUPLICATE("duplicate"),
    DUPLICATE_100K("duplicate, result of 100 KB"),
    BATCH_FRESH("batch of 10, all fresh"),
    BATCH_DUPLICATES("batch of 10, all duplicates"),
    BATCH_MIXED("batch of 10, half of them duplicates"),
    BATCH_100_FRESH("batch of 100, all fresh"),
    TRANSACTION("effect that is a write, committed with its record"),
    STEPS("three steps"),
    THREADS("80 first executions on 8 threads of one engine");

    private final String title;

    Path(String title) {
        this.title = title;
    }

    /** {@return what happens on it, for reports} */
    public String title() {
        return title;
    }

    /** {@return its name on the command line} */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
