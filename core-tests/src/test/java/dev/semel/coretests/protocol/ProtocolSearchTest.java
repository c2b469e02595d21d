// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.protocol;

import static dev.semel.coretests.protocol.SearchSetups.caller;
import static dev.semel.coretests.protocol.SearchSetups.callerWithOtherPayload;
import static dev.semel.coretests.protocol.SearchSetups.setup;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.coretests.protocol.ProtocolSearch.Found;
import dev.semel.coretests.protocol.SearchSetup.Feature;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No history within these bounds breaks a rule.
 *
 * <p>Bounds of every search: one key; two or three callers; clocks that differ by at most &epsilon; = 1 s, the purger's
 * as fast as that allows; lease 3 s, window and retention 4 s; claims and commits reach the store at most 1 s after
 * their clock reading, other writes at any time. Each row adds who calls how often, how many seconds pass, how many
 * requests are late or doubled, how many replies are lost, and what else callers do. All searches are exhaustive:
 * histories end by themselves.
 *
 * <p>The counts of a row come from the search itself: its first run counted the states that it reached, and the ways
 * from the start to a state where nothing can happen. They have no other source, and too many states for one by hand.
 * They are pinned because a change of the protocol, the model or the bounds shows in them; a new count is accepted only
 * with the change of the model that it comes from.
 *
 * <p>Not in the model: checkpoints, batches, side items, more than one key, and clocks that jump.
 */
@Tag("slow")
class ProtocolSearchTest {

    /**
     * One search and its counts.
     *
     * @param name what it is about
     * @param setup its bounds
     * @param states how many states it reaches
     * @param histories how many complete histories it covers
     */
    record Row(String name, SearchSetup setup, int states, long histories) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Row> rows() {
        return List.of(
                new Row("two calls each", setup(6, 0, 0, List.of(caller(2, 0), caller(2, 1))), 623_996, 1_098_003_219L),
                new Row(
                        "a lost reply, the rival ahead",
                        setup(7, 0, 1, List.of(caller(2, 0), caller(1, 1))),
                        468_677,
                        2_384_738_740L),
                new Row(
                        "a lost reply, the rival behind",
                        setup(7, 0, 1, List.of(caller(2, 1), caller(1, 0))),
                        478_942,
                        2_230_631_392L),
                new Row(
                        "a late or doubled request, the rival ahead",
                        setup(5, 1, 0, List.of(caller(2, 0), caller(1, 1))),
                        622_435,
                        930_833_508L),
                new Row(
                        "a late or doubled request, the rival behind",
                        setup(5, 1, 0, List.of(caller(2, 1), caller(1, 0))),
                        590_070,
                        1_009_089_442L),
                new Row(
                        "two late or doubled requests",
                        setup(4, 2, 0, List.of(caller(1, 0), caller(1, 1))),
                        212_702,
                        372_307_543L),
                new Row(
                        "a lost reply and a late or doubled request",
                        setup(5, 1, 1, List.of(caller(1, 0), caller(1, 1))),
                        215_150,
                        416_113_413L),
                new Row(
                        "renewals",
                        setup(6, 0, 0, List.of(caller(2, 0), caller(1, 1)), Feature.RENEW),
                        512_322,
                        604_032_291L),
                new Row(
                        "renewals, late or doubled",
                        setup(5, 1, 0, List.of(caller(1, 0), caller(1, 1)), Feature.RENEW),
                        378_585,
                        675_817_455L),
                new Row(
                        "quarantines, a lost reply",
                        setup(8, 0, 1, List.of(caller(1, 0), caller(1, 1)), Feature.QUARANTINE),
                        120_755,
                        286_661_638L),
                new Row(
                        "quarantines, late or doubled",
                        setup(6, 1, 0, List.of(caller(1, 0), caller(1, 1)), Feature.QUARANTINE),
                        192_059,
                        271_258_632L),
                new Row(
                        "commits beside claims, a lost reply",
                        setup(6, 0, 1, List.of(caller(2, 0), caller(1, 1)), Feature.COMMIT),
                        292_266,
                        637_363_672L),
                new Row(
                        "commits beside claims, late or doubled",
                        setup(5, 1, 1, List.of(caller(1, 0), caller(1, 1)), Feature.COMMIT),
                        234_929,
                        427_842_084L),
                new Row(
                        "three callers",
                        setup(7, 0, 0, List.of(caller(1, 0), caller(1, 1), caller(1, 0))),
                        381_472,
                        611_424_968L),
                new Row(
                        "three callers, a lost reply",
                        setup(4, 0, 1, List.of(caller(1, 0), caller(1, 1), caller(1, 1))),
                        245_923,
                        269_721_818L),
                new Row(
                        "three callers, one with another payload",
                        setup(7, 0, 0, List.of(caller(1, 0), caller(1, 1), callerWithOtherPayload(1, 1))),
                        147_490,
                        138_421_642L));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void noHistoryBreaksARule(Row row) {
        Found found = ProtocolSearch.explore(row.setup(), new ProtocolRules() {});

        System.out.println(row.name() + ": " + found);
        assertThat(found.violation()).as(found.toString()).isNull();
        assertThat(found.states()).isEqualTo(row.states());
        assertThat(found.histories()).isEqualTo(BigInteger.valueOf(row.histories()));
    }
}
