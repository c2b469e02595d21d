// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.cli.prove.Guarded;
import dev.semel.cli.prove.GuardedBefore;
import dev.semel.cli.prove.TypedGuard;
import dev.semel.cli.prove.Unfit;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each exit status of {@code semel prove}, by every cause of it: the table of the command and of the reference. */
final class ProveStatusTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder = Path.of("");

    /**
     * A case.
     *
     * @param handler the name of the handler's class
     * @param options further options; {@code FOLDER} stands for a folder that exists
     * @param words part of what is printed, on standard error for 2 and 3
     */
    record Case(int status, String handler, List<String> options, String words) {}

    private static Case wrong(Class<?> handler, String words, String... options) {
        return new Case(2, handler.getName(), List.of(options), words);
    }

    private static Case wrong(String option, String words) {
        return wrong(Guarded.class, words, option.split(" ", -1));
    }

    private static Case refused(Class<?> handler, String words, String... options) {
        return new Case(3, handler.getName(), List.of(options), words);
    }

    static Stream<Case> cases() {
        return Stream.of(held(), broken(), wrongHandlers(), wrongOptions(), wrongEvents(), notAccepted(), unfinished())
                .flatMap(cases -> cases);
    }

    private static Stream<Case> held() {
        return Stream.of(new Case(0, Guarded.class.getName(), List.of("--rule=oneKey:charge"), "No violation in "));
    }

    private static Stream<Case> broken() {
        return Stream.of(
                new Case(1, GuardedBefore.class.getName(), List.of(), "Broken: no event is lost"),
                new Case(1, GuardedBefore.class.getName(), List.of("--repeating=1.1.0:CRASH_BEFORE:0"), "repeated"),
                new Case(1, Unfit.Failing.class.getName(), List.of(), "IllegalStateException: no price"),
                new Case(1, Unfit.Failing.class.getName(), List.of("--rule=alone"), "although nothing went wrong"));
    }

    private static Stream<Case> wrongHandlers() {
        return Stream.of(
                new Case(2, "com.acme.Nobody", List.of(), "ClassNotFoundException"),
                wrong(String.class, "neither a RequestStreamHandler nor a RequestHandler"),
                wrong(Unfit.Abstract.class, "is abstract"),
                new Case(2, "dev.semel.cli.prove.Unfit$Hidden", List.of(), "is not public"),
                wrong(Unfit.Worldless.class, "public constructor with one parameter"),
                wrong(Unfit.Untold.class, "must have one public method handleRequest"),
                wrong(TypedGuard.class, "cannot be read as java.util.Map"),
                wrong(Unfit.Sending.class, "needs a source of messages", "--source=request"));
    }

    private static Stream<Case> wrongOptions() {
        return Stream.of(
                wrong("--nothing", "Unknown option"),
                wrong("--source=mail", "--source"),
                wrong("--source=queue", "Event 0"),
                wrong("--class-path=/nowhere/at/all.jar", "there is no /nowhere/at/all.jar"),
                wrong("--event=order-2=/nowhere/at/all.json", "cannot be read"),
                wrong("--event=order-2", "SUBJECT=FILE"),
                wrong("--rule=twice:charge", "is no rule"),
                wrong("--rule=inOrder:charge", "inOrder needs two events"),
                wrong("--group=order-9=a", "no event is about 'order-9'"),
                wrong("--same-key=order-1,order-9", "SUBJECT,SUBJECT"),
                wrong("--set-aside=parked", "setAside(...) needs sameKey(...)"),
                wrong("--timeout=PT0S", "timeout must be positive"),
                wrong("--timeout=soon", "--timeout"),
                wrong("--tries=0", "tries"),
                wrong("--batch-size=2", "batchSize must be 1"),
                wrong("--duplicates=-1", "duplicates must be at least 0"),
                wrong("--concurrency=0", "at least 1"),
                wrong("--lapse=-PT1S", "lapse must not be negative"),
                wrong("--histories=0", "at least 1"),
                wrong("--deviations=-1", "at least 0"),
                wrong("--random=-1", "at least 0"),
                wrong("--time=PT0S", "--time: must be more than zero"),
                wrong("--repeating=once", "once"),
                wrong("--repeating=99.1.0:CRASH_BEFORE:0", "cannot be repeated"),
                wrong("--report=/nowhere/at/all.html", "a folder that exists"),
                wrong("--report=FOLDER", "is no file"));
    }

    private static Stream<Case> wrongEvents() {
        String message = "{\"Records\":[{\"messageId\":\"order-1\",\"body\":\"order-1\"}]}";
        return Stream.of(
                wrong(Guarded.class, "must have one record", "--source=queue", "--event=order-1=FOLDER/{}"),
                wrong(
                        Guarded.class,
                        "has the identifier of an earlier one",
                        "--source=queue",
                        "--event=order-1=FOLDER/" + message,
                        "--event=order-2=FOLDER/" + message),
                wrong(
                        Guarded.class,
                        "does not fit a source of batches",
                        "--source=queue",
                        "--event=order-1=FOLDER/" + message,
                        "--rule=equalAnswers"));
    }

    private static Stream<Case> notAccepted() {
        return Stream.of(
                refused(Unfit.Uninitialised.class, "cannot be initialised"),
                refused(Unfit.Unmade.class, "cannot be made, although nothing went wrong"),
                refused(Unfit.Escaping.class, "no verdict is possible"),
                refused(
                        Unfit.Undetermined.class,
                        "not deterministic",
                        "--accept=" + Unfit.Undetermined.class.getName() + ".new:Unfit$Undetermined.RUNS",
                        "--rule=oneKey:charge",
                        "--unjudged=look"),
                refused(Unfit.Sharing.class, "make its type public"),
                refused(Guarded.class, "accepts nothing", "--accept=com.acme.Gone.gone:Instant.now"),
                refused(Guarded.class, "nothing to judge", "--rule=exactlyOnce:chrage"),
                refused(Guarded.class, "had nothing to judge", "--rule=atMostOnce:chrage"),
                refused(Guarded.class, "no effect takes place", "--unjudged=charge"));
    }

    private static Stream<Case> unfinished() {
        return Stream.of(
                new Case(
                        4,
                        Guarded.class.getName(),
                        List.of("--rule=oneKey:charge", "--histories=5"),
                        "Unfinished: the limit of histories"),
                new Case(
                        4, Guarded.class.getName(), List.of("--rule=alone"), "Unfinished: no rule names these effects"),
                new Case(
                        4,
                        Guarded.class.getName(),
                        List.of("--rule=oneKey:charge", "--time=PT0.001S"),
                        "Unfinished: "));
    }

    private int run(Case given) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("prove", "--handler", given.handler()));
        String event = "--event=order-1=" + Files.writeString(folder.resolve("event"), "order-1");
        for (String usual : List.of("--deviations=1", "--random=20", event)) {
            String name = usual.substring(0, usual.lastIndexOf('=') + 1);
            if (given.options().stream().noneMatch(option -> option.startsWith(name))) {
                arguments.add(usual);
            }
        }
        int files = 0;
        for (String option : given.options()) {
            int content = option.indexOf("=FOLDER/");
            String file = folder.resolve("file" + files++).toString();
            if (content >= 0) {
                Files.writeString(Path.of(file), option.substring(content + "=FOLDER/".length()));
            }
            arguments.add(
                    content >= 0
                            ? option.substring(0, content + 1) + file
                            : option.replace("FOLDER", folder.toString()));
        }
        return Main.run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void statusIsThatOfTheTable(Case given) throws Exception {
        int status = run(given);
        assertThat(status).as(err + "" + out).isEqualTo(given.status());
        boolean isRefused = given.status() == 2 || given.status() == 3;
        assertThat((isRefused ? err : out).toString()).contains(given.words()).doesNotContain("\tat ");
        assertThat((isRefused ? out : err).toString()).isEmpty();
    }

    /** The help of the command and the reference say what the command does. */
    @Test
    void everyStatusIsInTheHelpAndInTheReference() throws Exception {
        Main.run(new PrintWriter(out), new PrintWriter(err), "prove", "--help");
        String reference = Files.readString(Path.of("..", "docs", "reference", "prover.md"));
        List<Integer> statuses = cases().map(Case::status).distinct().sorted().toList();
        assertThat(statuses).containsExactly(0, 1, 2, 3, 4);
        for (int status : statuses) {
            assertThat(out.toString()).containsPattern("(?m)^\\s*" + status + "\\s+\\S");
            assertThat(reference).contains("\n| " + status + " | ");
        }
        assertThat(out.toString()).doesNotContainPattern("(?m)^\\s*5\\s+\\S");
        assertThat(reference).doesNotContain("\n| 5 | ");
    }
}
