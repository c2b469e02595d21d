// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;

/** {@code semel doctor}. Compares a deployment with the rules; it changes nothing. */
@Command(
        name = "doctor",
        description = "Compares a deployment with the rules that a guarded function needs, and changes nothing.",
        footer = {"", "docs/reference/doctor.md lists the findings."},
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:no findings, besides those ignored",
            "1:findings",
            "2:the command line is wrong, or the template cannot be read",
            "3:a service could not be asked"
        })
public final class DoctorCommand implements Callable<Integer> {

    /** Forms of the report. */
    enum Output {
        TABLE,
        JSON
    }

    /** One deployment to look at. */
    static final class Subject {

        @Option(
                names = "--template",
                paramLabel = "FILE",
                description = "A template of CloudFormation or SAM in YAML or JSON, or what CDK synthesised.")
        private Path template = Path.of("");

        @Option(
                names = "--live",
                description = "Asks the services themselves, with credentials and Region of the SDK's default chain.")
        private boolean live;

        @SuppressWarnings("unused") // picocli makes it
        Subject() {}
    }

    private final InstantSource clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private Subject subject = new Subject();

    @Option(
            names = "--function",
            paramLabel = "NAME",
            description = "A function to look at; needed with --live. Repeatable.")
    private List<String> functions = new ArrayList<>();

    @Option(
            names = "--table",
            paramLabel = "NAME",
            description = "A table of records: its logical name in the template, or its name with --live. Repeatable."
                    + " Without it the tables of a template are found by Metadata, variables and names.")
    private List<String> tables = new ArrayList<>();

    @Option(
            names = "--parameter",
            paramLabel = "NAME=VALUE",
            description = "A parameter of the template; otherwise its default counts. Repeatable.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--dedupe-window",
            paramLabel = "DURATION",
            description = "The dedupe window of the code, such as P14D; otherwise Metadata says it.")
    private Optional<Duration> window = Optional.empty();

    @Option(
            names = "--call-timeout",
            paramLabel = "DURATION",
            description = "The longest time of one attempt of the DynamoDB client, such as PT2S.")
    private Optional<Duration> callTimeout = Optional.empty();

    @Option(names = "--attempts", paramLabel = "NUMBER", description = "The attempts of the DynamoDB client.")
    private Optional<Integer> attempts = Optional.empty();

    @Option(
            names = "--key-name",
            paramLabel = "NAME",
            description = "The partition key that the store is built with (default: ${DEFAULT-VALUE}).")
    private String keyName = "id";

    @Option(
            names = "--tolerance",
            paramLabel = "DURATION",
            description = "The bound ε of the clocks (default: ${DEFAULT-VALUE}).")
    private Duration tolerance = Duration.ofSeconds(2);

    @Option(names = "--endpoint", paramLabel = "URL", description = "The address of all services, with --live.")
    private Optional<URI> endpoint = Optional.empty();

    @Option(names = "--region", paramLabel = "NAME", description = "The Region, with --live.")
    private Optional<String> region = Optional.empty();

    @Option(
            names = "--ignore",
            paramLabel = "NUMBER=REASON",
            description = "A finding to leave out, with the reason that the report then shows. Repeatable.")
    private List<String> ignore = new ArrayList<>();

    @Option(
            names = "--output",
            paramLabel = "FORM",
            description = "The form of the report: table or json (default: table).")
    private Output output = Output.TABLE;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this and exits.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    /**
     * Makes the command.
     *
     * @param clock this machine's clock
     */
    public DoctorCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        try {
            IgnoredFindings ignored = new IgnoredFindings(ignore);
            DoctorReport report = new DoctorReport(subject.live ? live() : offline(), ignored);
            spec.commandLine()
                    .getOut()
                    .print(
                            switch (output) {
                                case TABLE -> report.text();
                                case JSON -> report.json();
                            });
            return report.counted().isEmpty() ? 0 : 1;
        } catch (IOException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        } catch (SdkException e) {
            spec.commandLine()
                    .getErr()
                    .println("semel doctor: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            return 3;
        }
    }

    private DoctorOptions options() {
        attempts.filter(number -> number < 1).ifPresent(number -> {
            throw new IllegalArgumentException("--attempts must be 1 or more, is " + number);
        });
        if (tolerance.isNegative() || window.filter(Duration::isNegative).isPresent()) {
            throw new IllegalArgumentException("--tolerance and --dedupe-window must not be negative");
        }
        return new DoctorOptions(
                tables,
                keyName,
                window,
                callTimeout,
                attempts.map(OptionalInt::of).orElse(OptionalInt.empty()),
                tolerance);
    }

    private Examination offline() throws IOException {
        JsonNode template = TemplateFile.read(subject.template);
        DoctorOptions options = options();
        return Doctor.examine(new TemplateReader(template, parameters, options).read(), options);
    }

    private Examination live() {
        if (functions.isEmpty()) {
            throw new IllegalArgumentException("--live needs --function NAME");
        }
        endpoint.filter(address ->
                        address.getHost() == null || !address.toString().matches("https?://.*"))
                .ifPresent(address -> {
                    throw new IllegalArgumentException(
                            "--endpoint must be an address such as http://127.0.0.1:4580, is " + address);
                });
        DoctorOptions options = options();
        try (LiveClients clients = new LiveClients(
                endpoint, region, DefaultCredentialsProvider.builder().build(), clock)) {
            Examination examination = Doctor.examine(new LiveReader(clients, options).read(functions), options);
            Doctor.compareClocks(clients.clockSkew(), tolerance, examination);
            return examination;
        }
    }
}
