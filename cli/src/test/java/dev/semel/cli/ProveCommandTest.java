// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.cli.prove.Guarded;
import dev.semel.cli.prove.GuardedBefore;
import dev.semel.cli.prove.Logging;
import dev.semel.cli.prove.Talking;
import dev.semel.cli.prove.TypedGuard;
import dev.semel.prover.Rule;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProveCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder = Path.of("");

    private Path event = Path.of("");

    @BeforeEach
    void writeEvent() throws Exception {
        event = Files.writeString(folder.resolve("event.json"), "order-1");
    }

    private int prove(Class<?> handler, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("prove", "--handler", handler.getName(), "--event", "order-1=" + event, "--random", "50"));
        arguments.addAll(List.of(more));
        return Main.run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
    }

    @Test
    void brokenRuleIsShownWithTheHistoryAndCanBeRepeated() {
        assertThat(prove(GuardedBefore.class, "--rule", "oneKey:charge")).isEqualTo(1);
        assertThat(out.toString())
                .contains("Broken: no event is lost", "CRASHES before charge order-1")
                .contains("\nRepeat: the same command with --repeating '1.1.0:CRASH_BEFORE:0'\nFound after ")
                .doesNotContain(".repeating(");

        out.getBuffer().setLength(0);
        assertThat(prove(GuardedBefore.class, "--rule", "oneKey:charge", "--repeating", "1.1.0:CRASH_BEFORE:0"))
                .isEqualTo(1);
        assertThat(out.toString())
                .contains("CRASHES before charge order-1", "\nFound in 1 history (repeated, with 1 deviation). ");
    }

    @Test
    void whatTheHandlerPrintsGoesToStandardErrorWhenAHistoryIsRepeated() {
        PrintStream data = System.out;
        PrintStream errors = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(printed, true, UTF_8));
            System.setErr(new PrintStream(told, true, UTF_8));
            assertThat(prove(Talking.class, "--rule", "oneKey:charge", "--repeating", "1.1.0:CRASH_AFTER:0"))
                    .isZero();
            assertThat(told.toString(UTF_8).lines()).isNotEmpty().containsOnly("I charge order-1");
            assertThat(printed.toString(UTF_8)).isEmpty();
            assertThat(out.toString())
                    .contains("gets order-1; charge order-1 key=order-1, then CRASHES", "No violation in 1 history");
            System.out.print("given back");
            assertThat(printed.toString(UTF_8)).isEqualTo("given back");
        } finally {
            System.setOut(data);
            System.setErr(errors);
        }
    }

    @Test
    void semelLogsOnlyWhenAHistoryIsRepeated() {
        List<String> logged = new ArrayList<>();
        Logger log = Logger.getLogger("dev.semel");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        log.addHandler(handler);
        try {
            assertThat(prove(Logging.class, "--rule", "oneKey:charge")).isZero();
            assertThat(logged).isEmpty();
            assertThat(prove(Logging.class, "--rule", "oneKey:charge", "--repeating", "1.1.0:CRASH_AFTER:0"))
                    .isZero();
            assertThat(logged).isNotEmpty().containsOnly("charging order-1");
        } finally {
            log.removeHandler(handler);
        }
    }

    @Test
    void proofSaysWhatItCovered() {
        assertThat(prove(Guarded.class, "--rule", "oneKey:charge", "--rule", "alone", "--deviations", "2"))
                .isZero();
        assertThat(out.toString())
                .startsWith("No violation in ")
                .contains(
                        "(complete up to 2 deviations; ",
                        " and 50 random ones beyond (seed 1). ",
                        "\nScope: 2 deviations, ");
    }

    @Test
    void unfinishedProofHasAStatusOfItsOwn() {
        assertThat(prove(Guarded.class, "--rule", "oneKey:charge", "--histories", "5"))
                .isEqualTo(4);
        assertThat(out.toString()).startsWith("Unfinished: the limit of histories ended the proof");
        out.getBuffer().setLength(0);
        assertThat(prove(Guarded.class, "--rule", "alone", "--deviations", "1")).isEqualTo(4);
        assertThat(out.toString()).startsWith("Unfinished: no rule names these effects, which took place: charge.");
        assertThat(prove(Guarded.class, "--rule", "alone", "--deviations", "1", "--unjudged", "charge"))
                .isZero();
    }

    @Test
    void typedHandlerIsProven() throws Exception {
        Files.writeString(event, "{\"order\": \"order-1\"}");
        assertThat(prove(TypedGuard.class, "--deviations", "1")).isZero();
    }

    @Test
    void withoutRulesEveryEffectIsExactlyOnceAndRecovers() {
        assertThat(prove(GuardedBefore.class)).isEqualTo(1);
    }

    @Test
    void reportIsWrittenBesideTheOutput() throws Exception {
        Path report = folder.resolve("report.html");
        assertThat(prove(GuardedBefore.class, "--rule", "oneKey:charge", "--report", report.toString()))
                .isEqualTo(1);
        assertThat(out.toString()).contains("Broken: no event is lost");
        assertThat(Files.readString(report)).contains("<svg", "CRASHES before charge order-1");
        assertThat(prove(
                        GuardedBefore.class,
                        "--rule",
                        "oneKey:charge",
                        "--report",
                        folder.resolve("none").resolve("report.html").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--report: ", "a folder that exists");
    }

    /** A rule that the prover gets must be added to the command line too. */
    @Test
    void everyRuleCanBeGiven() {
        for (Class<?> rule : Rule.class.getPermittedSubclasses()) {
            if (rule == Rule.That.class) {
                continue; // made of code
            }
            String name = rule.getSimpleName();
            String option = name.substring(0, 1).toLowerCase(Locale.ROOT)
                    + name.substring(1)
                    + (rule.getRecordComponents().length == 0 ? "" : ":charge");
            err.getBuffer().setLength(0);
            prove(Guarded.class, "--rule", option, "--deviations", "0");
            assertThat(err.toString()).doesNotContain("is no rule");
        }
    }
}
