// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.StoredResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The costs and savings of results beside their record, and the bytes stored for them. */
@Tag("many-calls")
@ExtendWith(LocalServer.class)
class LargeResultsBillTest {

    private static final List<Integer> SIZES = List.of(1024, 2048, 4096, 10_240, 102_400, 358_400);

    /** The source label with which {@link Scene} claims. */
    private static final int SOURCE_BYTES = "scene".length();

    private final Metered beside;
    private final Metered inline;

    LargeResultsBillTest(LocalDynamoDb server) {
        beside = new Metered(server, "beside-" + UUID.randomUUID(), UnaryOperator.identity());
        inline = new Metered(server, "inline-" + UUID.randomUUID(), builder -> builder.recordSizeLimit(ItemSize.LIMIT));
    }

    @AfterEach
    void whatIsReportedIsWhatWasComputed() {
        beside.close();
        inline.close();
        assertThat(beside.meter.disagreements()).isEmpty();
        assertThat(inline.meter.disagreements()).isEmpty();
    }

    @Test
    void theDuplicateShareFromWhichItPays() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (int size : SIZES) {
            Paid in = paid(inline, size);
            Paid out = paid(beside, size);
            assertThat(in.duplicate().reads()).isZero();
            rows.add(List.of(
                    size / 1024 + " KB",
                    in.first().writes() + ", " + in.duplicate().writes(),
                    out.first().writes() + ", " + out.duplicate().writes() + " and "
                            + out.duplicate().reads() + " reads",
                    share(in, out, 1),
                    share(in, out, 0.2)));
        }
        assertThat(CostsPage.table("Results beside the record")).containsExactlyElementsOf(rows);
    }

    private record Paid(Units first, Units duplicate) {}

    private static Paid paid(Metered bill, int size) {
        Scene scene = bill.event();
        Units first = bill.cost(() -> Metered.execute(scene, result(size)));
        return new Paid(first, bill.cost(() -> Metered.duplicate(scene)));
    }

    /**
     * {@return the share of duplicates among all events from which it pays, if a read unit costs {@code ratio} write
     * units}
     */
    private static String share(Paid in, Paid out, double ratio) {
        double extra = out.first().writes() - in.first().writes();
        double saved = in.duplicate().writes()
                - out.duplicate().writes()
                - ratio * out.duplicate().reads();
        return saved <= 0 ? "never" : String.format(Locale.ROOT, "%.1f %%", 100 * extra / (extra + saved));
    }

    @Test
    void bytesOfItems() throws IOException {
        Scene claimed = beside.event();
        claimed.claimed();
        Scene small = beside.executed(result(100));
        Scene large = beside.executed(result(10_240));
        int deflated = Compression.deflate(Scene.noise(10_240)).length;
        int id = small.key.recordId().length();
        PowertoolsCalls peer = beside.peerEvent();
        peer.claim();
        peer.complete("x".repeat(100));
        List<List<String>> rows = List.of(
                row("record in progress", beside.recordBytes(claimed.key.recordId()) - id - SOURCE_BYTES),
                row(
                        "completed record, with its result",
                        beside.recordBytes(small.key.recordId()) - id - SOURCE_BYTES - 100),
                row("completed record, result beside it", beside.recordBytes(large.key.recordId()) - id - SOURCE_BYTES),
                row("side item", beside.sideBytes(large.key) - id - deflated),
                row(
                        "item of Powertools",
                        beside.recordBytes(peer.id()) - peer.id().length() - 100),
                row("largest result in the record", mostInline() + id));
        assertThat(CostsPage.table("Storage").stream().map(cells -> cells.subList(0, 2)))
                .containsExactlyElementsOf(rows);
    }

    private static List<String> row(String item, long bytes) {
        return List.of(item, Long.toString(bytes));
    }

    /** {@return the most bytes of a result that is kept in the record} */
    private int mostInline() {
        int kept = 1;
        int moved = 1024;
        while (moved - kept > 1) {
            int size = (kept + moved) / 2;
            Scene scene = beside.executed(result(size));
            if (beside.sideBytes(scene.key) == 0) {
                kept = size;
            } else {
                moved = size;
            }
        }
        return kept;
    }

    private static StoredResult result(int size) {
        return Scene.success(Scene.noise(size));
    }
}
