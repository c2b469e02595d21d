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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
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
                    + "redeliveries. Prints the coverage, or the shortest history found that breaks a rule.",
            "Each invocation gets a new handler. Its constructor takes a dev.semel.prover.World, which provides the "
                    + "store, the clock and the effects."
        },
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:every history of the declared scope kept every rule",
            "1:a history broke a rule; it is printed",
            "2:the command line is wrong: an option, an event, or a handler that is not accepted; nothing was proven",
            "3:the proof could not run or judge: a missing class, a handler that cannot be made, that escapes its world "
                    + "or is not deterministic, a rule with nothing to judge, or a report that could not be written",
            "4:unfinished: not every history of the declared scope was played, or no rule names an effect; no verdict"
        })
public final class ProveCommand implements Callable<Integer> {

    private static final String RULES =
            "oneKey:EFFECT, exactlyOnce:EFFECT, atMostOnce:EFFECT, recovers:EFFECT, inOrder:EFFECT, equalAnswers or alone";

    private static final int CANNOT_RUN = 3;
    private static final int UNFINISHED = 4;

    /** Event source of the proof. */
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
            description =
                    "Class path of the handler, in the form that java takes. Default: the classes of semel itself.")
    private String classPath = "";

    @Option(
            names = "--event",
            required = true,
            paramLabel = "SUBJECT=FILE",
            description =
                    "FILE holds the event. SUBJECT is the name that effects use, without '='. Repeatable: events of one group "
                            + "keep this order; two events with one subject are two deliveries of one intent.")
    private List<String> events = new ArrayList<>();

    @Option(
            names = "--group",
            paramLabel = "SUBJECT=GROUP",
            description =
                    "Group whose order the events of a subject keep, such as a message group. Default: one group for all "
                            + "events of fifo and stream, and none for other sources.")
    private List<String> groups = new ArrayList<>();

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            description = "Event source: asynchronous, queue, fifo, stream or request. Default: asynchronous.")
    private SourceKind source = SourceKind.ASYNCHRONOUS;

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            description = "Rule that must hold, repeatable: " + RULES
                    + ". Default: exactlyOnce and recovers for each effect of the history in which nothing goes wrong.")
    private List<String> rules = new ArrayList<>();

    @Option(
            names = "--unjudged",
            paramLabel = "EFFECT",
            description =
                    "Effect that needs no rule. Repeatable. Any other one without a rule leaves the proof unfinished.")
    private List<String> unjudged = new ArrayList<>();

    @Option(
            names = "--accept",
            paramLabel = "FINDING",
            description = "Finding of what the handler does outside of the world, by the word that the refusal names."
                    + " Repeatable.")
    private List<String> accepted = new ArrayList<>();

    @Option(names = "--timeout", paramLabel = "DURATION", description = "Timeout of the function. Default: PT30S.")
    private @Nullable Duration timeout;

    @Option(
            names = "--tries",
            paramLabel = "N",
            description = "Deliveries until an event goes to the dead-letter queue. Default: depends on the source.")
    private @Nullable Integer tries;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            description = "Maximum number of events in an invocation. Default: depends on the source.")
    private @Nullable Integer batchSize;

    @Option(
            names = "--duplicates",
            paramLabel = "N",
            description = "Maximum number of additional copies of an event. Default: 1.")
    private int duplicates = 1;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Invocations that one instance serves at once, as on Lambda Managed Instances. Default: 1.")
    private int concurrency = 1;

    @Option(
            names = "--same-key",
            paramLabel = "SUBJECT,SUBJECT",
            description = "Subjects whose events have one key and different payloads: the later one must be refused. "
                    + "Repeatable.")
    private List<String> sameKeys = new ArrayList<>();

    @Option(
            names = "--set-aside",
            paramLabel = "EFFECT",
            description = "Effect by which the handler refuses an event of --same-key itself. Repeatable.")
    private List<String> setAside = new ArrayList<>();

    @Option(
            names = "--lapse",
            paramLabel = "DURATION",
            description = "Duration that may pass in a pause, such as PT10S. Repeatable.")
    private List<Duration> lapses = new ArrayList<>();

    @Option(
            names = "--histories",
            paramLabel = "N",
            description = "Maximum number of systematic histories. Default: 500000.")
    private long histories = 500_000;

    @Option(
            names = "--deviations",
            paramLabel = "N",
            description = "Maximum number of deviations in a systematic history. Default: 3.")
    private int deviations = 3;

    @Option(
            names = "--random",
            paramLabel = "N",
            description = "Number of random histories that follow. Default: 2000.")
    private long random = 2_000;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the random histories. Default: 1.")
    private long seed = 1;

    @Option(
            names = "--time",
            paramLabel = "DURATION",
            description = "Time after which no further history is started; a last resort. Default: PT30M.")
    private Duration time = Duration.ofMinutes(30);

    @Option(
            names = "--repeating",
            paramLabel = "HISTORY",
            description =
                    "Plays one history again. HISTORY is the text from a report; all other options must be the same. The "
                            + "handler's standard output then goes to standard error; without this option it is discarded, "
                            + "and so is Semel's log.")
    private @Nullable String repeating;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Writes the proof to a file of its own too: HTML with a sequence diagram, or JSON if the name"
                    + " ends with .json.")
    private @Nullable Path report;

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
                    spec.commandLine(), "--time: must be more than zero, such as PT10M, and is " + time);
        }
        PrintStream usual = System.out;
        Logger log = Logger.getLogger("dev.semel");
        Level level = log.getLevel();
        if (repeating != null) {
            System.setOut(System.err);
        } else {
            log.setLevel(Level.OFF); // it would have lines of thousands of histories
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
            log.setLevel(level);
        }
    }

    private int played() throws IOException {
        requireFolderOfReport();
        List<Path> paths = Arrays.stream(classPath.split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .toList();
        try (HandlerClass type = HandlerClass.find(handler, paths)) {
            ProverBuilder proof = proof(type);
            if (repeating != null) {
                proof.repeating(repeating);
            }
            Proof result = prove(proof, type);
            int status = print(result);
            writeReport(result);
            return status;
        }
    }

    private void requireFolderOfReport() {
        Path file = report;
        Path folder = file == null ? null : file.toAbsolutePath().getParent();
        if (file != null && (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder))) {
            throw new IllegalArgumentException("--report: " + file + " is no file in a folder that exists: name one");
        }
    }

    /** Runs the proof. If a class is missing, that is the cause to report, whatever else went wrong. */
    private static Proof prove(ProverBuilder proof, HandlerClass type) {
        Proof result;
        try {
            result = proof.prove();
        } catch (IllegalStateException refused) {
            type.requireLinked();
            throw refused;
        }
        type.requireLinked();
        return result;
    }

    private ProverBuilder proof(HandlerClass type) {
        ProverBuilder proof = Prover.of(type::in)
                .source(source())
                .duplicates(duplicates)
                .concurrency(concurrency)
                .systematic(histories, deviations)
                .random(random, seed)
                .unjudged(unjudged.toArray(String[]::new))
                .accept(accepted.toArray(String[]::new))
                .setAside(setAside.toArray(String[]::new))
                .time(time);
        Rule[] declared = rules.stream().map(ProveCommand::rule).toArray(Rule[]::new);
        addEvents(proof, declared);
        lapses.forEach(proof::lapse);
        return proof.rules(declared);
    }

    private static void addSameKey(ProverBuilder proof, String option, List<EventFile> files) {
        List<String> subjects = List.of(option.split(",", -1));
        List<String> known = files.stream().map(EventFile::subject).toList();
        if (subjects.size() < 2 || !known.containsAll(subjects)) {
            throw new IllegalArgumentException("--same-key: '" + option + "' is not SUBJECT,SUBJECT of events that are"
                    + " given, as in order-42,order-42-changed");
        }
        proof.sameKey(subjects.toArray(String[]::new));
    }

    private void addEvents(ProverBuilder proof, Rule... declared) {
        List<EventFile> files = events.stream().map(EventFile::read).toList();
        boolean isInOrder = source == SourceKind.FIFO || source == SourceKind.STREAM;
        sameKeys.forEach(subjects -> addSameKey(proof, subjects, files));
        Groups orders = new Groups(groups, files, isInOrder ? "order" : null);
        if (Arrays.stream(declared).anyMatch(Rule.InOrder.class::isInstance) && !orders.isOrder(files)) {
            throw new IllegalArgumentException(
                    "--rule: inOrder needs two events of one group with different subjects: add an"
                            + " --event, and use --source fifo or stream, or put both into one --group");
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

    private void writeReport(Proof proof) {
        Path file = report;
        if (file == null) {
            return;
        }
        try {
            proof.writeReport(file);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "--report: " + file + " cannot be written, though the proof has ended: " + e, e);
        }
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
            case Proof.Unfinished unfinished -> {
                out.println(unfinished);
                yield UNFINISHED;
            }
        };
    }
}
