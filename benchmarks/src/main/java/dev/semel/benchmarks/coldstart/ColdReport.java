// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.coldstart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.benchmarks.measure.Quartiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The findings of a run, as text and as JSON. Times are milliseconds; ratios are of medians, above the floor's. */
final class ColdReport {

    private final JarSizes jars;
    private final Map<ColdContestant, LoadedClasses> classes = new EnumMap<>(ColdContestant.class);
    private final Map<Flags, Map<ColdContestant, List<ColdStart>>> starts = new EnumMap<>(Flags.class);
    private final List<Flags> skipped = new ArrayList<>();

    ColdReport(JarSizes jars) {
        this.jars = jars;
    }

    void add(ColdContestant contestant, LoadedClasses loaded) {
        classes.put(contestant, loaded);
    }

    void add(Flags set, Map<ColdContestant, List<ColdStart>> measured) {
        starts.put(set, measured);
    }

    void skip(Flags set) {
        skipped.add(set);
    }

    boolean isWithinBudget() {
        return jars.ratio() <= JarSizes.BUDGET;
    }

    // ---- text ----

    String text() {
        Formatter text = new Formatter(Locale.ROOT);
        text.format(
                "Jars beyond the SDK, in bytes: semel %,d (with mapper %,d, as text %,d), powertools %,d (lean %,d)%n",
                jars.ours(), jars.oursMapped(), jars.oursAsText(), jars.peer(), jars.leanPeer());
        text.format(
                "semel / powertools %.2f, budget %.2f: %s%n%n",
                jars.ratio(), JarSizes.BUDGET, isWithinBudget() ? "met" : "missed");
        text.format("Classes loaded up to the first answer, beyond the floor's, and after the initialisation:%n");
        classes.forEach((who, loaded) -> text.format(
                "  %-16s %6d %6d %6d%n", who.label(), loaded.count(), beyondFloor(loaded), loaded.sinceInvocation()));
        starts.forEach((set, measured) -> {
            text.format(
                    "%n%-16s %21s %21s %21s %8s%n", set.label(), "init", "first invocation", "start to answer", "CPU");
            measured.forEach((who, each) -> text.format(
                    "  %-14s %s %s %s %8.0f%n",
                    who.label(),
                    spread(each, ColdStart::initialisation),
                    spread(each, ColdStart::invocation),
                    spread(each, ColdStart::total),
                    quartiles(each, ColdStart::processor).median()));
            for (Ratio ratio : ratios(measured)) {
                text.format(
                        "  (%s - floor) / (%s - floor): %.2f of the time, %.2f of the CPU%n",
                        ratio.ours().label(), ratio.peer().label(), ratio.time(), ratio.processor());
            }
        });
        skipped.forEach(set -> text.format(
                "%n%s: not on JDK %d, whose cache takes more than one step%n",
                set.label(), Runtime.version().feature()));
        return text.toString();
    }

    private static String spread(List<ColdStart> starts, Function<ColdStart, Duration> part) {
        Quartiles found = quartiles(starts, part);
        return String.format(Locale.ROOT, "%7.0f (%4.0f to %4.0f)", found.median(), found.lower(), found.upper());
    }

    private int beyondFloor(LoadedClasses loaded) {
        return loaded.count() - floor().count();
    }

    private LoadedClasses floor() {
        return Objects.requireNonNull(classes.get(ColdContestant.FLOOR), "every run has the floor");
    }

    // ---- figures ----

    private record Ratio(ColdContestant ours, ColdContestant peer, double time, double processor) {}

    private static List<Ratio> ratios(Map<ColdContestant, List<ColdStart>> measured) {
        return List.of(ColdContestant.OURS, ColdContestant.OURS_PLAIN, ColdContestant.OURS_AS_TEXT).stream()
                .filter(measured::containsKey)
                .flatMap(ours -> List.of(ColdContestant.PEER, ColdContestant.LEAN_PEER).stream()
                        .filter(measured::containsKey)
                        .map(peer -> new Ratio(
                                ours,
                                peer,
                                ratio(measured, ours, peer, ColdStart::total),
                                ratio(measured, ours, peer, ColdStart::processor))))
                .toList();
    }

    private static double ratio(
            Map<ColdContestant, List<ColdStart>> measured,
            ColdContestant ours,
            ColdContestant peer,
            Function<ColdStart, Duration> part) {
        double floor = median(measured, ColdContestant.FLOOR, part);
        return (median(measured, ours, part) - floor) / (median(measured, peer, part) - floor);
    }

    private static double median(
            Map<ColdContestant, List<ColdStart>> measured, ColdContestant who, Function<ColdStart, Duration> part) {
        return quartiles(Objects.requireNonNull(measured.get(who), who.label()), part)
                .median();
    }

    private static Quartiles quartiles(List<ColdStart> starts, Function<ColdStart, Duration> part) {
        return Quartiles.of(starts.stream()
                .mapToDouble(start -> part.apply(start).toNanos() / 1e6)
                .toArray());
    }

    // ---- JSON ----

    ObjectNode json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        root.put("processors", Runtime.getRuntime().availableProcessors());
        root.putObject("jarBytesBeyondSdk")
                .put("semel", jars.ours())
                .put("semel-plain", jars.oursMapped())
                .put("semel-text", jars.oursAsText())
                .put("powertools", jars.peer())
                .put("powertools-lean", jars.leanPeer());
        ObjectNode loadedBy = root.putObject("classes");
        classes.forEach((who, loaded) -> {
            ObjectNode node = loadedBy.putObject(who.label());
            node.put("loaded", loaded.count())
                    .put("beyondFloor", beyondFloor(loaded))
                    .put("afterInit", loaded.sinceInvocation());
            ObjectNode owners = node.putObject("beyondFloorByOwner");
            loaded.beyond(floor()).forEach(owners::put);
        });
        ObjectNode sets = root.putObject("startsInMillis");
        starts.forEach((set, measured) -> {
            ObjectNode functions = sets.putObject(set.label());
            measured.forEach((who, each) -> {
                ArrayNode rounds = functions.putArray(who.label());
                each.forEach(start -> rounds.addObject()
                        .put("init", start.initialisation().toNanos() / 1e6)
                        .put("invoke", start.invocation().toNanos() / 1e6)
                        .put("cpu", start.processor().toNanos() / 1e6));
            });
        });
        return root;
    }
}
