// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.prove;

import dev.semel.prover.Proof;
import dev.semel.prover.Prover;
import dev.semel.prover.ProverBuilder;
import dev.semel.prover.Rule;
import dev.semel.prover.Source;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code semel prove}. Prints the proof or the counterexample to the command line's output. */
@Command(
        name = "prove",
        exitCodeOnExecutionException = 3,
        description = {
            "Attacks a handler with every short history of duplicates, crashes, lost replies, failing effects, pauses and "
                    + "redeliveries, and prints what was covered, or the shortest history found that breaks a rule.",
            "The handler is made anew for each invocation, with a dev.semel.prover.World: its store, clock and effects."
        },
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:every history that was tried kept every rule",
            "1:a history broke a rule; it is printed",
            "2:the command line is wrong",
            "3:the proof could not run"
        })
public final class ProveCommand implements Callable<Integer> {

    private static final String RULES =
            "oneKey:EFFECT, exactlyOnce:EFFECT, atMostOnce:EFFECT, recovers:EFFECT, inOrder:EFFECT, equalAnswers or alone";

    private static final int CANNOT_RUN = 3;

    /** Where events come from. */
    enum SourceKind {
        ASYNCHRONOUS,
        QUEUE,
        FIFO,
        STREAM,
        REQUEST;

        Source source() {
            return switch (this) {
                case ASYNCHRONOUS -> Source.asynchronous();
                case QUEUE -> Source.queue();
                case FIFO -> Source.fifo();
                case STREAM -> Source.stream();
                case REQUEST -> Source.request();
            };
        }
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--handler", required = true, paramLabel = "CLASS", description = "The handler's class.")
    private String handler = "";

    @Option(
            names = "--class-path",
            paramLabel = "PATH",
            description = "Where the class and what it needs are, as java takes it. Default: what comes with semel.")
    private String classPath = "";

    @Option(
            names = "--event",
            required = true,
            paramLabel = "SUBJECT=FILE",
            description =
                    "An event, and what it is about as the effects name it, without an equals sign. Several in one order come in "
                            + "it; two of one subject are two deliveries of one intent.")
    private List<String> events = new ArrayList<>();

    @Option(
            names = "--group",
            paramLabel = "SUBJECT=GROUP",
            description =
                    "The order that the events of a subject belong to, such as a message group. Default: all events have one "
                            + "with fifo and stream, and none with other sources.")
    private List<String> groups = new ArrayList<>();

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            description = "asynchronous, queue, fifo, stream or request. Default: asynchronous.")
    private SourceKind source = SourceKind.ASYNCHRONOUS;

    @Option(names = "--rule", required = true, paramLabel = "RULE", description = RULES + ".")
    private List<String> rules = new ArrayList<>();

    @Option(names = "--timeout", paramLabel = "DURATION", description = "The function's. Default: PT30S.")
    private @Nullable Duration timeout;

    @Option(
            names = "--tries",
            paramLabel = "N",
            description = "Deliveries before an event is given up. Default: the source's.")
    private @Nullable Integer tries;

    @Option(names = "--batch-size", paramLabel = "N", description = "Events of one invocation. Default: the source's.")
    private @Nullable Integer batchSize;

    @Option(names = "--duplicates", paramLabel = "N", description = "Copies of an event besides the first. Default: 1.")
    private int duplicates = 1;

    @Option(names = "--lapse", paramLabel = "DURATION", description = "A time that may pass in a pause, as PT10S.")
    private List<Duration> lapses = new ArrayList<>();

    @Option(names = "--histories", paramLabel = "N", description = "At most, systematically. Default: 20000.")
    private long histories = 20_000;

    @Option(names = "--deviations", paramLabel = "N", description = "At most at once, systematically. Default: 3.")
    private int deviations = 3;

    @Option(names = "--random", paramLabel = "N", description = "Random histories after that. Default: 2000.")
    private long random = 2_000;

    @Option(names = "--seed", paramLabel = "N", description = "Of the random ones. Default: 1.")
    private long seed = 1;

    @Option(
            names = "--time",
            paramLabel = "DURATION",
            description = "After which nothing new is tried. Default: PT60S.")
    private Duration time = Duration.ofSeconds(60);

    @Option(
            names = "--repeating",
            paramLabel = "HISTORY",
            description =
                    "Plays one history again, as a report names it, with all other options as they were. What the handler "
                            + "prints to standard output goes to standard error then, and is discarded otherwise.")
    private @Nullable String repeating;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this and exits.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    /** Makes the command, with its defaults. */
    public ProveCommand() {}

    @Override
    public Integer call() throws IOException {
        if (!time.isPositive()) {
            throw new ParameterException(
                    spec.commandLine(), "--time: must be more than zero, as PT60S, and is " + time);
        }
        PrintStream usual = System.out;
        if (repeating != null) {
            System.setOut(System.err);
        }
        try {
            return played();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } catch (IllegalStateException e) { // the prover's refusals; what a handler throws is an answer to it
            spec.commandLine().getErr().println(spec.qualifiedName() + ": " + e.getMessage());
            return CANNOT_RUN;
        } finally {
            System.setOut(usual);
        }
    }

    private int played() throws IOException {
        List<Path> paths = Arrays.stream(classPath.split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .toList();
        try (HandlerClass type = HandlerClass.find(handler, paths)) {
            ProverBuilder proof = proof(type);
            if (repeating != null) {
                proof.repeating(repeating);
            }
            return print(cameOf(proof, type));
        }
    }

    /** A class that is missing explains whatever else went wrong. */
    private static Proof cameOf(ProverBuilder proof, HandlerClass type) {
        Proof came;
        try {
            came = proof.prove();
        } catch (IllegalStateException refused) {
            type.requireLinked();
            throw refused;
        }
        type.requireLinked();
        return came;
    }

    private ProverBuilder proof(HandlerClass type) {
        ProverBuilder proof = Prover.of(type::in)
                .source(source())
                .duplicates(duplicates)
                .systematic(histories, deviations)
                .random(random, seed)
                .time(time);
        Rule[] declared = rules.stream().map(ProveCommand::rule).toArray(Rule[]::new);
        addEvents(proof, declared);
        lapses.forEach(proof::lapse);
        return proof.rules(declared);
    }

    private void addEvents(ProverBuilder proof, Rule... declared) {
        List<EventFile> files = events.stream().map(EventFile::read).toList();
        boolean isInOrder = source == SourceKind.FIFO || source == SourceKind.STREAM;
        Groups orders = new Groups(groups, files, isInOrder ? "order" : null);
        if (Arrays.stream(declared).anyMatch(Rule.InOrder.class::isInstance) && !orders.isOrder(files)) {
            throw new IllegalArgumentException(
                    "--rule: inOrder needs two events of one order and different subjects: add an"
                            + " --event, and take --source fifo or stream, or put both in one --group");
        }
        for (EventFile file : files) {
            String group = orders.of(file);
            if (group == null) {
                proof.event(file.subject(), file.json());
            } else {
                proof.event(file.subject(), file.json(), group);
            }
        }
    }

    private Source source() {
        Source declared = source.source();
        declared = timeout == null ? declared : declared.timeout(timeout);
        declared = tries == null ? declared : declared.tries(tries);
        return batchSize == null ? declared : declared.batchSize(batchSize);
    }

    private static Rule rule(String text) {
        String[] parts = text.split(":", 2);
        String effect = parts.length == 2 ? parts[1] : "";
        boolean needsEffect = !parts[0].equals("equalAnswers") && !parts[0].equals("alone");
        if (needsEffect == effect.isEmpty()) {
            throw noRule(text);
        }
        return switch (parts[0]) {
            case "oneKey" -> Rule.oneKey(effect);
            case "exactlyOnce" -> Rule.exactlyOnce(effect);
            case "atMostOnce" -> Rule.atMostOnce(effect);
            case "recovers" -> Rule.recovers(effect);
            case "inOrder" -> Rule.inOrder(effect);
            case "equalAnswers" -> Rule.equalAnswers();
            case "alone" -> Rule.alone();
            default -> throw noRule(text);
        };
    }

    private static IllegalArgumentException noRule(String text) {
        return new IllegalArgumentException(
                "--rule: '" + text + "' is no rule: give " + RULES + ", in these upper and lower case letters");
    }

    private int print(Proof proof) {
        PrintWriter out = spec.commandLine().getOut();
        return switch (proof) {
            case Proof.Held held -> {
                out.println(held);
                yield 0;
            }
            case Proof.Broken broken -> {
                String repetition = broken.counterexample().repetition();
                out.println(broken.report("the same command with --repeating '" + repetition + "'"));
                yield 1;
            }
        };
    }
}
