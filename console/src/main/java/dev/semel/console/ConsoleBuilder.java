// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import dev.semel.Waiting;
import dev.semel.model.IdentityKey;
import dev.semel.operate.AuditLog;
import dev.semel.operate.Operator;
import dev.semel.operate.Pace;
import dev.semel.operate.Planner;
import dev.semel.store.RepairStore;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Builds a {@link Console}. Without further words it only reads, and shows no results. Not thread-safe. */
public final class ConsoleBuilder {

    /** The pages behind a gate, which is made when the port is known. */
    @FunctionalInterface
    interface Making {

        /** {@return the pages} */
        ConsolePages pages(ConsoleGate gate);
    }

    private final RepairStore store;
    private final String name;
    private final RandomGenerator random;
    private int port;
    private InstantSource clock = InstantSource.system();
    private Waiting waiting = Waiting.sleeping();
    private Pace pace = Pace.gentle();
    private List<IdentityKey> identities = List.of();
    private ResultForms results = ResultForms.none();
    private Optional<FiguresSource> events = Optional.empty();
    private List<SourceHorizon> horizons = List.of();
    private Duration clockSkew = Duration.ofSeconds(2);
    private Optional<AuditLog> audit = Optional.empty();
    private String user = "";
    private Consumer<String> problems = line -> {};

    ConsoleBuilder(RepairStore store, String name, RandomGenerator random) {
        this.store = store;
        this.name = name;
        this.random = random;
    }

    /**
     * Sets the port. Default: 0, any that is free.
     *
     * @param number the port; 0 to 65535
     * @return this builder
     */
    public ConsoleBuilder port(int number) {
        if (number < 0 || number > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, is " + number);
        }
        this.port = number;
        return this;
    }

    /**
     * Sets clock and waiting. Default: those of the system.
     *
     * @param source the clock that leases, windows and retentions are compared with
     * @param way the way to wait between pages of the store
     * @return this builder
     */
    public ConsoleBuilder clock(InstantSource source, Waiting way) {
        this.clock = Objects.requireNonNull(source, "source");
        this.waiting = Objects.requireNonNull(way, "way");
        return this;
    }

    /**
     * Sets the bounds of reading. Default: {@link Pace#gentle()}. Pages of the console choose their own page size; one
     * looks at about 1000 records.
     *
     * @param bounds the rate, and the time that one call of the store may take
     * @return this builder
     */
    public ConsoleBuilder pace(Pace bounds) {
        this.pace = Objects.requireNonNull(bounds, "bounds");
        return this;
    }

    /**
     * Sets the secrets of keyed identities, so that keys are found as their operation makes them. Default: none.
     *
     * @param keys the secrets, the newest first
     * @return this builder
     */
    public ConsoleBuilder identities(List<IdentityKey> keys) {
        this.identities = List.copyOf(keys);
        return this;
    }

    /**
     * Sets how results are shown and taken. Default: none is shown, and none but that of an operation without a value
     * is taken.
     *
     * @param forms the results
     * @return this builder
     */
    public ConsoleBuilder results(ResultForms forms) {
        this.results = Objects.requireNonNull(forms, "forms");
        return this;
    }

    /**
     * Gives logs or metrics to the pages about duplicates and windows. Default: none, and the pages say so.
     *
     * @param source the figures
     * @return this builder
     */
    public ConsoleBuilder events(FiguresSource source) {
        this.events = Optional.of(source);
        return this;
    }

    /**
     * Sets the horizons of sources that the advice on windows names. Default: none.
     *
     * @param sources the horizons
     * @return this builder
     */
    public ConsoleBuilder horizons(List<SourceHorizon> sources) {
        this.horizons = List.copyOf(sources);
        return this;
    }

    /**
     * Allows changes. Default: none is allowed, and the address that takes them does not exist.
     *
     * @param log the audit log, written before and after each change; thread-safe
     * @param person the name of the person, for the log; never empty
     * @return this builder
     */
    public ConsoleBuilder allowChanges(AuditLog log, String person) {
        if (Objects.requireNonNull(person, "person").isEmpty()) {
            throw new IllegalArgumentException("person is empty");
        }
        this.audit = Optional.of(log);
        this.user = person;
        return this;
    }

    /**
     * Sets the most by which clocks differ, ε. Default: 2 seconds. A lease counts as over only ε after its end.
     *
     * @param skew the bound; positive
     * @return this builder
     */
    public ConsoleBuilder clockSkew(Duration skew) {
        if (!skew.isPositive()) {
            throw new IllegalArgumentException("clockSkew must be positive, is " + skew);
        }
        this.clockSkew = skew;
        return this;
    }

    /**
     * Sets the receiver of what went wrong on the server's side, a line each. Default: nobody.
     *
     * @param receiver the receiver; thread-safe
     * @return this builder
     */
    public ConsoleBuilder problems(Consumer<String> receiver) {
        this.problems = Objects.requireNonNull(receiver, "receiver");
        return this;
    }

    /**
     * Starts the console.
     *
     * @return the console, which answers until it is closed
     * @throws IOException if the port is taken; its message is one line for the user
     */
    public Console start() throws IOException {
        Optional<Operator> operator =
                audit.map(log -> Operator.of(store, clock, pace.callTimeout(), Planner.of(clockSkew), log, user));
        ConsoleWork work = new ConsoleWork(store, clock, waiting, pace, identities, operator);
        ConsoleFrame frame = new ConsoleFrame(
                name,
                operator.isPresent(),
                "A page looks at no more than about " + ConsoleTexts.count(ConsoleWork.LOOKED_AT) + " records, "
                        + ConsoleTexts.count(pace.recordsPerSecond()) + " a second. Times are in UTC.");
        return Console.start(
                port,
                gate -> new ConsolePages(gate, work, frame, results, new FiguresReading(events), horizons),
                random,
                problems);
    }
}
