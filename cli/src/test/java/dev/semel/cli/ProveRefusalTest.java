// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.cli.prove.Guarded;
import dev.semel.cli.prove.GuardedBefore;
import dev.semel.cli.prove.ProvenBatch;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals of {@code semel prove}: each says what is wrong, where, and what to do, without a stack trace. */
final class ProveRefusalTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder = Path.of("");

    private Path event = Path.of("");

    @BeforeEach
    void writeEvent() throws Exception {
        event = Files.writeString(folder.resolve("event.json"), "order-1");
    }

    private int run(Class<?> handler, String... options) {
        return run(handler.getName(), options);
    }

    private int run(String handler, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("prove", "--handler", handler, "--deviations", "1", "--random", "20"));
        arguments.addAll(List.of(options));
        return Main.run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
    }

    private void requireRefusal(int status, String... words) {
        assertThat(err.toString()).contains(words).doesNotContain("\tat ").startsWith("semel prove: ");
        assertThat(err.toString().lines().filter(line -> !line.startsWith("Try '")))
                .hasSize(1);
        assertThat(out.toString()).isEmpty();
        assertThat(status).isIn(2, 3);
    }

    private void requireWrongCommandLine(int status, String... words) {
        assertThat(status).as(err.toString()).isEqualTo(2);
        requireRefusal(status, words);
    }

    private void requireNotRun(int status, String... words) {
        assertThat(status).as(err + "" + out).isEqualTo(3);
        requireRefusal(status, words);
    }

    // ---- events ----

    @ParameterizedTest
    @ValueSource(strings = {"order-1", "order-1=", "=event.json", ""})
    void eventWithoutASubjectOrFile(String option) {
        requireWrongCommandLine(
                run(Guarded.class, "--rule", "alone", "--event", option), "--event: '" + option + "'", "SUBJECT=FILE");
    }

    @Test
    void eventThatIsAFolder() {
        requireWrongCommandLine(
                run(Guarded.class, "--rule", "alone", "--event", "order-1=" + folder),
                "--event: " + folder + " is a folder");
    }

    @Test
    void eventThatIsNotUtf8() throws Exception {
        Files.write(event, new byte[] {'"', (byte) 0xe4, '"'});
        requireWrongCommandLine(
                run(Guarded.class, "--rule", "alone", "--event", "order-1=" + event), event + " is not UTF-8");
    }

    @Test
    void eventIsCutAtItsFirstEqualsSign() throws Exception {
        Path path = Files.createDirectory(folder.resolve("d=x")).resolve("e.json");
        requireWrongCommandLine(
                run(Guarded.class, "--rule", "alone", "--event", "order-1=" + path),
                "--event: " + path + " cannot be read");
        Files.writeString(path, "order-1");
        assertThat(run(Guarded.class, "--rule", "oneKey:charge", "--event", "order-1=" + path))
                .isZero();
    }

    // ---- rules ----

    @ParameterizedTest
    @ValueSource(strings = {"atmostonce:charge", "oneKey", "oneKey:", "alone:charge", ""})
    void ruleThatIsNone(String rule) {
        requireWrongCommandLine(
                run(Guarded.class, "--rule", rule, "--event", "order-1=" + event),
                "--rule: '" + rule + "' is no rule",
                "atMostOnce:EFFECT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"oneKey:chrage", "exactlyOnce:chrage", "recovers:chrage"})
    void effectThatIsMissedAtOnce(String rule) {
        requireNotRun(
                run(Guarded.class, "--rule", rule, "--event", "order-1=" + event),
                "chrage",
                "nothing to judge for order-1",
                "[charge]");
    }

    @Test
    void effectThatNeverTakesPlace() {
        requireNotRun(
                run(Guarded.class, "--rule", "atMostOnce:chrage", "--event", "order-1=" + event),
                "chrage",
                "had nothing to judge",
                "[charge]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S"})
    void timeInWhichNothingIsTried(String time) {
        requireWrongCommandLine(
                run(Guarded.class, "--rule", "alone", "--event", "order-1=" + event, "--time", time),
                "--time: must be more than zero",
                time);
    }

    // ---- groups ----

    private String record(String order) throws Exception {
        Path file = Files.writeString(
                folder.resolve(order + ".json"), "{\"Records\":[{\"messageId\":\"" + order + "\",\"body\":\"\"}]}");
        return order + "=" + file;
    }

    @Test
    void inOrderNeedsAnOrder() throws Exception {
        requireWrongCommandLine(
                run(Guarded.class, "--rule", "inOrder:charge", "--event", "order-1=" + event),
                "inOrder needs two events of one group",
                "--group");
        err.getBuffer().setLength(0);
        requireWrongCommandLine(
                run(
                        ProvenBatch.class,
                        "--source=fifo",
                        "--rule=inOrder:charge",
                        "--event=" + record("order-1"),
                        "--event=" + record("order-2"),
                        "--group=order-1=a",
                        "--group=order-2=b"),
                "inOrder needs two events of one group");
    }

    @Test
    void eventsOfAFifoQueueHaveOneGroupOrSeveral() throws Exception {
        String[] options = {
            "--source=fifo",
            "--rule=inOrder:charge",
            "--event=" + record("order-1"),
            "--event=" + record("order-2"),
            "--event=" + record("order-3"),
        };
        assertThat(run(ProvenBatch.class, options)).as(err + "" + out).isZero();
        List<String> grouped = new ArrayList<>(List.of(options));
        grouped.addAll(List.of("--group=order-1=a", "--group=order-2=b=c", "--group=order-3=a"));
        assertThat(run(ProvenBatch.class, grouped.toArray(String[]::new)))
                .as(err + "" + out)
                .isZero();
    }

    @Test
    void groupIsOfAnySource() throws Exception {
        String other = "order-2=" + Files.writeString(folder.resolve("other.json"), "order-2");
        assertThat(run(
                        Guarded.class,
                        "--rule=inOrder:charge",
                        "--event=order-1=" + event,
                        "--event=" + other,
                        "--group=order-1=customer-7",
                        "--group=order-2=customer-7"))
                .as(err + "")
                .isEqualTo(1);
        assertThat(out.toString()).contains("order-2 came before order-1, which is before it in customer-7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"order-1", "order-1=", "=a", "order-9=a"})
    void groupOfNothing(String group) {
        requireWrongCommandLine(
                run(Guarded.class, "--rule=alone", "--event=order-1=" + event, "--group", group),
                "--group: ",
                "order-");
    }

    @Test
    void twoGroupsOfOneSubject() {
        requireWrongCommandLine(
                run(
                        Guarded.class,
                        "--rule=alone",
                        "--event=order-1=" + event,
                        "--group=order-1=a",
                        "--group=order-1=b"),
                "--group: 'order-1' has two groups");
    }

    // ---- one key ----

    @ParameterizedTest
    @ValueSource(strings = {"order-1", "order-1,order-9", "", "order-1,"})
    void sameKeyOfNothing(String subjects) {
        requireWrongCommandLine(
                run(Guarded.class, "--rule=alone", "--event=order-1=" + event, "--same-key", subjects),
                "--same-key: ",
                "SUBJECT,SUBJECT");
    }

    @Test
    void setAsideWithoutAKeyIsRefused() {
        requireWrongCommandLine(
                run(Guarded.class, "--rule=alone", "--event=order-1=" + event, "--set-aside=parked"),
                "setAside(...) needs sameKey(...)");
    }

    @Test
    void sameKeyAndConcurrencyReachTheProof() throws Exception {
        String other = "order-2=" + Files.writeString(folder.resolve("other.json"), "order-2");
        assertThat(run(
                        Guarded.class,
                        "--rule=oneKey:charge",
                        "--event=order-1=" + event,
                        "--event=" + other,
                        "--same-key=order-1,order-2"))
                .as(err + "")
                .isEqualTo(1);
        assertThat(out.toString()).contains("one payload of a key takes effect");
        out.getBuffer().setLength(0);
        int status = run(Guarded.class, "--rule=oneKey:charge", "--event=order-1=" + event, "--concurrency=2");
        assertThat(status).as(err + "").isZero();
        assertThat(out.toString()).contains("2 invocations at once in an instance");
    }

    // ---- classes ----

    private static String needy(String superclass, String made, String called) {
        return """
            package com.acme;

            import com.amazonaws.services.lambda.runtime.*;
            import dev.semel.prover.World;
            import java.io.*;

            public final class Needy %s implements RequestStreamHandler {
                private final World world;

                public Needy(World world) {
                    this.world = world;
                    %s
                }

                public void handleRequest(InputStream input, OutputStream output, Context context) {
                    world.effect("charge").happen("order-1", "order-1");
                    %s
                }
            }
            """.formatted(superclass, made, called);
    }

    private int runWithoutPrices(String superclass, String made, String called) throws Exception {
        Path sources = Files.createDirectory(folder.resolve("sources"));
        Path classes = Files.createDirectory(folder.resolve("classes"));
        Path handler = Files.writeString(sources.resolve("Needy.java"), needy(superclass, made, called));
        Path prices = Files.writeString(
                sources.resolve("Prices.java"),
                "package com.acme; public class Prices { static int of(String order) { return 1; } }");
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", classes.toString(), handler.toString(), prices.toString());
        assertThat(compiled).isZero();
        Files.delete(classes.resolve("com/acme/Prices.class"));
        return run("com.acme.Needy", "--class-path=" + classes, "--rule=oneKey:charge", "--event=order-1=" + event);
    }

    @Test
    void classThatTheHandlerIsOf() throws Exception {
        requireNotRun(runWithoutPrices("extends Prices", "", ""), "class com.acme.Prices is missing", "--class-path");
    }

    @Test
    void classThatTheHandlerIsMadeWith() throws Exception {
        requireNotRun(
                runWithoutPrices("", "Prices.of(\"order-1\");", ""),
                "class com.acme.Prices is missing",
                "--class-path");
    }

    @Test
    void classThatTheHandlerCalls() throws Exception {
        requireNotRun(
                runWithoutPrices("", "", "Prices.of(\"order-1\");"),
                "class com.acme.Prices is missing",
                "--class-path");
    }

    @Test
    void classThatTheHandlerMissesUnderAnExceptionOfItsOwn() throws Exception {
        requireNotRun(
                runWithoutPrices(
                        "",
                        "",
                        "try { Prices.of(\"order-1\"); } catch (Error e) { throw new IllegalStateException(e); }"),
                "class com.acme.Prices is missing",
                "--class-path");
    }

    @Test
    void classThatCannotBeInitialised() throws Exception {
        requireNotRun(
                runWithoutPrices(
                        "", "", "throw new ExceptionInInitializerError(new IllegalStateException(\"no region\"));"),
                "cannot be initialised",
                "no region");
    }

    @Test
    void classThatIsNotThereAtAll() {
        requireWrongCommandLine(
                run("com.acme.Nobody", "--rule=alone", "--event=order-1=" + event),
                "--handler: 'com.acme.Nobody' must be a public class on --class-path");
    }

    @Test
    void brokenRuleIsStillBroken() {
        assertThat(run(GuardedBefore.class, "--rule=oneKey:charge", "--event=order-1=" + event))
                .isEqualTo(1);
    }
}
