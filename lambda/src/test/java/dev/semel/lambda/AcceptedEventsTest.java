// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.lambda.EventMutations.Mutation;
import dev.semel.lambda.SampledSource.Kind;
import dev.semel.lambda.SampledSource.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every sample document is accepted. Of each, every field is dropped, set to null, blanked and given other types: a
 * broken identity is refused by name, broken metadata changes nothing, and nothing else is ever thrown. The table of
 * the page on event sources is made of these counts.
 */
class AcceptedEventsTest {

    private static final long SEED = 20_261_129;
    private static final int MUTATIONS = 500; // of one document

    /**
     * Counts of a source.
     *
     * @param refused mutations that were refused, at least for one record
     */
    private record Counts(int documents, int mutations, int refused) {

        String row(SampledSource source) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %d | %,d | %,d | %,d |",
                    source.title,
                    source.reader,
                    documents,
                    mutations,
                    refused,
                    mutations - refused);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everySampleIsAccepted(SampledSource source) throws IOException {
        assertThat(source.documents()).isNotEmpty();
        for (Path file : source.documents()) {
            assertThat(source.read(Files.readString(file))).as(file.toString()).allSatisfy(reading -> {
                assertThat(reading.refusal()).isNull();
                assertThat(reading.identity()).isNotNull();
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBrokenFieldIsRefusedByName_orChangesNothing(SampledSource source) throws IOException {
        assertThat(counts(source).refused()).isPositive();
    }

    @Test
    void everyFolderIsOfASource() {
        assertThat(SampledSource.folders()).hasSize(SampledSource.values().length);
    }

    /** Replace the rows on the page by those of the failure if samples were added. */
    @Test
    void pageShowsTheCounts() throws IOException {
        List<String> rows = new ArrayList<>();
        int documents = 0;
        int mutations = 0;
        int refused = 0;
        for (SampledSource source : SampledSource.values()) {
            Counts counts = counts(source);
            rows.add(counts.row(source));
            documents += counts.documents();
            mutations += counts.mutations();
            refused += counts.refused();
        }
        rows.add(String.format(
                Locale.ROOT,
                "| **all** | | %d | %,d | %,d | %,d |",
                documents,
                mutations,
                refused,
                mutations - refused));
        String table = String.join("\n", rows);
        assertThat(Files.readString(Path.of("..", "docs", "reference", "event-sources.md")))
                .contains(table);
    }

    private static Counts counts(SampledSource source) throws IOException {
        int mutations = 0;
        int refused = 0;
        for (Path file : source.documents()) {
            String document = Files.readString(file);
            List<Reading> before = source.read(document);
            long seed = SEED + file.getFileName().toString().hashCode();
            for (Mutation mutation : EventMutations.of(document, MUTATIONS, seed)) {
                mutations++;
                refused += judge(source, before, mutation, source + "/" + file.getFileName() + ": " + mutation) ? 1 : 0;
            }
        }
        return new Counts(source.documents().size(), mutations, refused);
    }

    /** {@return whether the mutation was refused} */
    private static boolean judge(SampledSource source, List<Reading> before, Mutation mutation, String what) {
        List<Reading> after = source.read(mutation.document()); // throws whatever is not a refusal
        List<Reading> refusals = after.stream().filter(Reading::isRefused).toList();
        Kind kind = source.kind(mutation.path());
        for (Reading refusal : refusals) {
            if (refusal.refusal() != null) {
                assertThat(refusal.refusal()).as(what).hasNoCause();
            }
        }
        switch (kind) {
            case IDENTITY -> {
                assertThat(refusals).as("refused: " + what).isNotEmpty();
                assertThat(refusals)
                        .as("by name: " + what)
                        .anyMatch(reading -> names(reading, mutation.path(), source));
            }
            case METADATA ->
                assertThat(after).as("handled as the same: " + what).isEqualTo(before);
            case CONTENT -> {
                List<Reading> handled =
                        after.stream().filter(reading -> !reading.isRefused()).toList();
                assertThat(before.stream().map(Reading::identity))
                        .as("refused, or the same identity: " + what)
                        .containsAll(handled.stream().map(Reading::identity).toList());
            }
            case OPTIONAL -> {} // left out it makes another identity
        }
        return !refusals.isEmpty();
    }

    /** A key that is absent is named by the engine, a field of an array by its place. */
    private static boolean names(Reading reading, String path, SampledSource source) {
        if (reading.refusal() == null) {
            return true;
        }
        String message = String.valueOf(reading.refusal().getMessage());
        String last = path.substring(path.lastIndexOf('.') + 1);
        return message.contains(last.equals("*") ? "{" : last)
                || Arrays.stream(message.split("[.\\[\\]{} ,:]", -1))
                        .anyMatch(word -> !word.isEmpty()
                                && source.kind(path.isEmpty() ? word : path + "." + word) != Kind.METADATA);
    }
}
