// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.prove;

import dev.semel.lab.prover.Proof;
import dev.semel.lab.prover.Prover;
import dev.semel.lab.prover.ProverBuilder;
import dev.semel.lab.prover.Rule;
import dev.semel.lab.prover.Source;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
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
            "The handler is made anew for each invocation, with a dev.semel.lab.prover.World: its store, clock and effects."
        },
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:every history that was tried kept every rule",
            "1:a history broke a rule; it is printed",
            "2:the command line is wrong",
            "3:the proof could not run"
        })
public final class ProveCommand implements Callable<Integer> {

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
                    "An event, and what it is about as the effects name it. Several in one order come in it; two of one "
                            + "subject are two deliveries of one intent.")
    private List<String> events = new ArrayList<>();

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            description = "asynchronous, queue, fifo, stream or request. Default: asynchronous.")
    private SourceKind source = SourceKind.ASYNCHRONOUS;

    @Option(
            names = "--rule",
            required = true,
            paramLabel = "RULE",
            description =
                    "oneKey:EFFECT, exactlyOnce:EFFECT, atMostOnce:EFFECT, inOrder:EFFECT, equalAnswers or alone.")
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
            description = "Plays one history again, as a report names it.")
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
        List<Path> paths = Arrays.stream(classPath.split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .toList();
        try (HandlerClass type = HandlerClass.find(handler, paths)) {
            ProverBuilder proof = proof(type);
            return print(
                    repeating == null
                            ? proof.prove()
                            : proof.repeating(repeating).prove());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private ProverBuilder proof(HandlerClass type) throws IOException {
        ProverBuilder proof = Prover.of(type::in)
                .source(source())
                .duplicates(duplicates)
                .systematic(histories, deviations)
                .random(random, seed)
                .time(time);
        boolean isInOrder = source == SourceKind.FIFO || source == SourceKind.STREAM;
        for (String event : events) {
            int equals = event.lastIndexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("--event: '" + event + "' is not SUBJECT=FILE");
            }
            Path file = Path.of(event.substring(equals + 1));
            if (!Files.isReadable(file)) {
                throw new IllegalArgumentException("--event: " + file + " cannot be read");
            }
            String json = Files.readString(file);
            if (isInOrder) {
                proof.event(event.substring(0, equals), json, "order");
            } else {
                proof.event(event.substring(0, equals), json);
            }
        }
        lapses.forEach(proof::lapse);
        return proof.rules(rules.stream().map(ProveCommand::rule).toArray(Rule[]::new));
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
            throw new IllegalArgumentException("--rule: '" + text + "' is no rule; see --help");
        }
        return switch (parts[0]) {
            case "oneKey" -> Rule.oneKey(effect);
            case "exactlyOnce" -> Rule.exactlyOnce(effect);
            case "atMostOnce" -> Rule.atMostOnce(effect);
            case "inOrder" -> Rule.inOrder(effect);
            case "equalAnswers" -> Rule.equalAnswers();
            case "alone" -> Rule.alone();
            default -> throw new IllegalArgumentException("--rule: '" + text + "' is no rule; see --help");
        };
    }

    private int print(Proof proof) {
        spec.commandLine().getOut().println(proof);
        return switch (proof) {
            case Proof.Held held -> 0;
            case Proof.Broken broken -> 1;
        };
    }
}
