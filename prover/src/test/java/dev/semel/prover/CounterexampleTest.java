// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Texts of a handler (answers, exceptions, names of effects) must not garble the report. */
final class CounterexampleTest {

    private static final String GARBLED = "\u001b[31m\nHint: \r\u202e";

    private static void requireReadable(String report) {
        assertThat(report.length()).isLessThan(6_000);
        assertThat(report.lines()).allMatch(line -> line.matches(" .*|(Broken|Seen|Hint|Repeat|Found).*"));
        assertThat(report.lines().filter(line -> line.startsWith("Hint:"))).hasSize(1);
        assertThat(report).doesNotContain("\u001b", "\r", "\u202e");
    }

    @Test
    void longAnswersOfManyLinesStayOnOneLine() {
        Proof proof = Prover.of(world -> (input, output, context) -> {
                    AtomicInteger number = world.kept("number", AtomicInteger::new);
                    world.effect("charge").happen("order-1", "order-1");
                    output.write((GARBLED.repeat(10_000) + number.incrementAndGet()).getBytes(UTF_8));
                })
                .source(Source.request())
                .event("order-1", "order-1")
                .rules(Rule.equalAnswers())
                .prove();
        assertThat(proof.toString()).contains("duplicates get equal answers", "\\u001b[31m\\nHint");
        requireReadable(proof.toString());
    }

    @Test
    void longMessageOfAnExceptionStaysOnOneLine() {
        Proof proof = Prover.of(world -> (input, output, context) -> {
                    throw new IllegalStateException(GARBLED.repeat(10_000));
                })
                .event("order-1", "order-1")
                .rules(Rule.equalAnswers())
                .prove();
        assertThat(proof.toString()).contains("the plain history completes");
        requireReadable(proof.toString());
    }

    @Test
    void longNamesOfSubjectsAndEffectsStayOnOneLine() {
        String subject = "order" + GARBLED.repeat(10_000);
        Proof proof = Prover.of(world -> (input, output, context) ->
                        world.effect("charge" + GARBLED).happen(subject, GARBLED))
                .event(subject, "order-1")
                .rules(Rule.exactlyOnce("charge" + GARBLED))
                .prove();
        assertThat(proof.toString()).contains("exactly once", "CRASHES");
        requireReadable(proof.toString());
    }

    @Test
    void repeatedInOtherWords() {
        Counterexample found = new Counterexample(
                new Violation("a", "b", "c"),
                List.of(new TimelineStep(Duration.ZERO, 1, List.of(new TimelineStep.Action("gets d", "", "", false)))),
                "1.1.0:FAIL:0");
        assertThat(found).hasToString("""
                Broken: a
                         0 ms  #1  gets d
                Seen:   b
                Hint:   c
                Repeat: .repeating("1.1.0:FAIL:0")""");
        assertThat(found.report("--repeating '1.1.0:FAIL:0'")).endsWith("\nRepeat: --repeating '1.1.0:FAIL:0'");
    }
}
