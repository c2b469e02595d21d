// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.report;

import static dev.semel.benchmarks.contest.Side.FLOOR;
import static dev.semel.benchmarks.contest.Side.OURS;
import static dev.semel.benchmarks.contest.Side.PEER;

import dev.semel.benchmarks.measure.Comparison;
import dev.semel.benchmarks.measure.Quartiles;
import dev.semel.benchmarks.measure.Ratio;
import dev.semel.benchmarks.measure.Series;
import dev.semel.benchmarks.server.Traffic;
import java.util.List;
import java.util.Locale;

/** Shows results to people: the ratios first, then what they are made of. */
public final class TextReport {

    private static final int KILO = 1024;
    private static final double NANOS_PER_MILLI = 1e6;

    private TextReport() {}

    /** {@return what was measured with, in one line} */
    public static String of(Settings settings) {
        return """
                %s, %d processors, HTTP client %s, %d rounds; times are medians [quartiles] of a round
                %s
                Lower is better, everywhere. "a / b" is the time of a divided by that of b, with a 95 %% interval.
                All use one client, with a time limit of 5 s for a request, as Semel's LightClient has it.
                floor: the raw client calls that the protocol needs, without any library; "floor at once" reads likely
                  duplicates while it claims. bare: the bodies alone, without idempotency.
                semel default: BatchPolicy.defaults(), as its users have it who say nothing. semel parallel: the same with
                  bodies on virtual threads. semel redelivered: the default with readLikelyDuplicates(), for messages of
                  which the queue says that they were received before.
                powertools validating: the peer with the whole payload validated, as Semel does by default.
                powertools on 10: the peer with its calls on ten threads, which its user must write.
                CPU and memory are those of the calling thread; "-" if other threads work too.
                """.formatted(
                        settings.java(), settings.processors(), settings.client(), settings.rounds(), settings.quota());
    }

    /** {@return one path at one delay} */
    public static String of(Comparison comparison) {
        StringBuilder text = new StringBuilder();
        text.append(line(
                "%n%s (%s), %s ms per request, %s connections",
                comparison.contest().path().title(),
                comparison.contest().path(),
                comparison.delay().toMillis(),
                comparison.wire()));
        for (Series ours : comparison.of(OURS)) {
            comparison.of(PEER).forEach(peer -> text.append(ratio(comparison, ours, peer)));
            comparison.of(FLOOR).forEach(floor -> text.append(ratio(comparison, ours, floor)));
        }
        text.append(aboveTheFloor(comparison));
        text.append(line(
                "  %-21s %9s %19s %9s %9s %9s %9s %9s %9s",
                "", "ms", "[quartiles]", "requests", "B sent", "B recvd", "server ms", "cpu ms", "KB alloc"));
        comparison.series().forEach(series -> text.append(row(series)));
        comparison.series().stream()
                .filter(series -> series.bodiesTooMany() > 0)
                .forEach(series -> text.append(line(
                        "  %s executed %d of %d operations a second time",
                        series.contestant().name(),
                        series.bodiesTooMany(),
                        series.readings().size() * comparison.contest().operations())));
        return text.toString();
    }

    private static String ratio(Comparison comparison, Series ours, Series other) {
        Ratio ratio = comparison.ratio(ours, other);
        return line(
                "  %-42s %6.3f  [%.3f to %.3f]",
                ours.contestant().name() + " / " + other.contestant().name(), ratio.value(), ratio.low(), ratio.high());
    }

    /** The processor time and memory that ours adds to the same raw calls, beside what the peer adds. */
    private static String aboveTheFloor(Comparison comparison) {
        List<Series> floors = onOneThread(comparison.of(FLOOR));
        List<Series> peers = onOneThread(comparison.of(PEER));
        List<Series> ours = onOneThread(comparison.of(OURS));
        if (floors.isEmpty() || peers.isEmpty() || ours.isEmpty()) {
            return "";
        }
        Series floor = floors.get(0);
        Series peer = peers.get(0);
        Series semel = ours.get(0);
        double processor =
                semel.processorMillis().median() - floor.processorMillis().median();
        double peerProcessor =
                peer.processorMillis().median() - floor.processorMillis().median();
        double memory = (semel.allocated().median() - floor.allocated().median()) / KILO;
        double peerMemory = (peer.allocated().median() - floor.allocated().median()) / KILO;
        return line(
                "  above the floor: cpu %.3f ms, the peer %.3f ms; allocated %.1f KB, the peer %.1f KB",
                processor, peerProcessor, memory, peerMemory);
    }

    private static List<Series> onOneThread(List<Series> series) {
        return series.stream().filter(one -> one.contestant().isOnOneThread()).toList();
    }

    private static String row(Series series) {
        Quartiles millis = Quartiles.of(series.millis());
        Traffic.Count count = series.traffic().total();
        int rounds = series.readings().size();
        boolean isOnOneThread = series.contestant().isOnOneThread();
        return line(
                "  %-21s %9.3f %19s %9.1f %9d %9d %9.3f %9s %9s",
                series.contestant().name(),
                millis.median(),
                String.format(Locale.ROOT, "[%.3f %.3f]", millis.lower(), millis.upper()),
                series.requests().median(),
                count.sent() / rounds,
                count.received() / rounds,
                count.serverNanos() / NANOS_PER_MILLI / rounds,
                isOnOneThread
                        ? String.format(
                                Locale.ROOT, "%.3f", series.processorMillis().median())
                        : "-",
                isOnOneThread
                        ? String.format(Locale.ROOT, "%.1f", series.allocated().median() / KILO)
                        : "-");
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format + "%n", values);
    }
}
