// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.report;

import static dev.semel.benchmarks.contest.Side.FLOOR;
import static dev.semel.benchmarks.contest.Side.OURS;
import static dev.semel.benchmarks.contest.Side.PEER;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.benchmarks.measure.Comparison;
import dev.semel.benchmarks.measure.Quartiles;
import dev.semel.benchmarks.measure.Ratio;
import dev.semel.benchmarks.measure.Series;
import java.util.List;

/** Shows results to programs: every round, and what the table is made of. Times in milliseconds. */
public final class JsonReport {

    private static final double NANOS_PER_MILLI = 1e6;

    private final ObjectMapper mapper = new ObjectMapper();

    /** {@return a document with the settings and every comparison} */
    public String of(Settings settings, List<Comparison> comparisons) {
        ObjectNode document = mapper.createObjectNode();
        document.set("settings", settings(settings));
        ArrayNode all = document.putArray("comparisons");
        comparisons.forEach(comparison -> all.add(comparison(comparison)));
        return document.toPrettyString() + "\n";
    }

    private ObjectNode settings(Settings settings) {
        return mapper.createObjectNode()
                .put("java", settings.java())
                .put("processors", settings.processors())
                .put("client", settings.client())
                .put("quota", settings.quota())
                .put("seed", settings.seed())
                .put("warmup", settings.warmup())
                .put("rounds", settings.rounds());
    }

    private ObjectNode comparison(Comparison comparison) {
        ObjectNode node = mapper.createObjectNode()
                .put("path", comparison.contest().path().toString())
                .put("title", comparison.contest().path().title())
                .put("connections", comparison.wire().toString())
                .put("delayMillis", comparison.delay().toMillis())
                .put("operations", comparison.contest().operations());
        ArrayNode ratios = node.putArray("ratios");
        for (Series ours : comparison.of(OURS)) {
            comparison.of(PEER).forEach(peer -> ratios.add(ratio(comparison, ours, peer)));
            comparison.of(FLOOR).forEach(floor -> ratios.add(ratio(comparison, ours, floor)));
        }
        ArrayNode contestants = node.putArray("contestants");
        comparison.series().forEach(series -> contestants.add(contestant(series)));
        return node;
    }

    private ObjectNode ratio(Comparison comparison, Series ours, Series other) {
        Ratio ratio = comparison.ratio(ours, other);
        return mapper.createObjectNode()
                .put("of", ours.contestant().name())
                .put("to", other.contestant().name())
                .put("value", ratio.value())
                .put("low", ratio.low())
                .put("high", ratio.high())
                .set("rounds", quartiles(ratio.rounds()));
    }

    private ObjectNode contestant(Series series) {
        ObjectNode node = mapper.createObjectNode()
                .put("name", series.contestant().name())
                .put("side", series.contestant().side().name());
        node.put("executedASecondTime", series.bodiesTooMany());
        node.set("millis", quartiles(Quartiles.of(series.millis())));
        node.set("requests", quartiles(series.requests()));
        if (series.contestant().isOnOneThread()) {
            node.set("processorMillis", quartiles(series.processorMillis()));
            node.set("allocatedBytes", quartiles(series.allocated()));
        }
        ObjectNode traffic = node.putObject("traffic");
        series.traffic()
                .kinds()
                .forEach((kind, count) -> traffic.putObject(kind)
                        .put("requests", count.requests())
                        .put("sent", count.sent())
                        .put("received", count.received())
                        .put("serverMillis", count.serverNanos() / NANOS_PER_MILLI));
        ArrayNode rounds = node.putArray("rounds");
        for (double millis : series.millis()) {
            rounds.add(millis);
        }
        return node;
    }

    private ObjectNode quartiles(Quartiles quartiles) {
        return mapper.createObjectNode()
                .put("lower", quartiles.lower())
                .put("median", quartiles.median())
                .put("upper", quartiles.upper());
    }
}
