// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import dev.semel.prover.text.Counted;
import dev.semel.prover.text.Quoted;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The declared scope of a proof, and what its histories made of it.
 *
 * @param source the event source
 * @param sending the source of the messages that handlers send; the event source if none was declared
 * @param declared the largest number of deviations that the proof is to play completely
 * @param events the number of events
 * @param copies the largest number of copies of an event besides the first
 * @param concurrency the largest number of invocations that one instance serves at once
 * @param sameKey the subjects of each key that several payloads have, as declared
 * @param points the largest number of points of one attempt in any history
 * @param troubles how many histories had a deviation of each kind, by its name in words; a kind that none had is there
 *     with 0
 * @param unjudged the effects that took place and that no rule names, declared as such or not
 * @param accepted the accepted findings of what escapes the world
 */
public record Reach(
        Source source,
        Source sending,
        int declared,
        int events,
        int copies,
        int concurrency,
        List<List<String>> sameKey,
        int points,
        Map<String, Long> troubles,
        List<String> unjudged,
        List<String> accepted) {

    /** Refuses null, and copies the collections. */
    public Reach {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(sending, "sending");
        troubles = Collections.unmodifiableMap(new LinkedHashMap<>(troubles));
        sameKey = sameKey.stream().map(List::copyOf).toList();
        unjudged = List.copyOf(unjudged);
        accepted = List.copyOf(accepted);
    }

    /** {@return the scope and what was tried in it, one fact per line, for reports} */
    @Override
    public String toString() {
        String tried = named(troubles.entrySet().stream()
                .filter(kind -> kind.getValue() > 0)
                .map(kind -> String.format(Locale.ROOT, "%s %,d", kind.getKey(), kind.getValue()))
                .toList());
        String missing = named(troubles.entrySet().stream()
                .filter(kind -> kind.getValue() == 0)
                .map(Map.Entry::getKey)
                .toList());
        return "Scope: " + Counted.of(declared, "deviation") + ", " + Counted.of(events, "event") + ", "
                + Counted.of(copies, "copy", "copies") + " of each besides the first; "
                + shown(source) + (sending.equals(source) ? "" : ", messages by " + shown(sending))
                + (concurrency == 1 ? "" : ", " + concurrency + " invocations at once in an instance")
                + sameKey.stream().map(Reach::oneKey).collect(Collectors.joining()) + "; up to "
                + Counted.of(points, "point")
                + " in an attempt"
                + "\nTried: " + tried
                + (missing.equals("nothing") ? "" : "\nNot tried: " + missing)
                + (unjudged.isEmpty() ? "" : "\nNot judged: " + Quoted.line(named(unjudged)))
                + (accepted.isEmpty() ? "" : "\nNot controlled, as accepted: " + Quoted.line(named(accepted)));
    }

    private static String shown(Source source) {
        return source.kind().name().toLowerCase(Locale.ROOT) + ", batches of up to " + source.batchSize() + ", "
                + Counted.of(source.tries(), "try", "tries");
    }

    private static String oneKey(List<String> subjects) {
        return ", one key for " + subjects.stream().map(Quoted::text).collect(Collectors.joining(" and for "));
    }

    private static String named(List<String> names) {
        return names.isEmpty() ? "nothing" : names.stream().collect(Collectors.joining(", "));
    }
}
