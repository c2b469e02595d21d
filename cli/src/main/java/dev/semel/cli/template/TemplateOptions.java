// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.template;

import java.util.List;
import picocli.CommandLine.Option;

/** Options of the commands that print parts of a deployment. Read by picocli. */
final class TemplateOptions {

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "The event source: ${COMPLETION-CANDIDATES} (default: sqs). Case does not matter.")
    private TemplateSource source = TemplateSource.SQS;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description =
                    "The language: ${COMPLETION-CANDIDATES} (default: cloudformation). JSON prints parameters of the"
                            + " AWS CLI.")
    private TemplateFormat format = TemplateFormat.CLOUDFORMATION;

    @Option(
            names = "--name",
            paramLabel = "TEXT",
            description = "Prefix of names in Terraform and JSON (default: ${DEFAULT-VALUE}).")
    private String name = "semel";

    @Option(
            names = "--operation",
            paramLabel = "NAME",
            description = "The operation that alarms and dashboard show (default: ${DEFAULT-VALUE}).")
    private String operation = "charge";

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            description = "The namespace of the metrics, as given to EmfListener (default: ${DEFAULT-VALUE}).")
    private String namespace = "Semel";

    @Option(
            names = "--handler",
            paramLabel = "NAME",
            description = "Class and method of the handler (default: ${DEFAULT-VALUE}).")
    private String handler = "com.example.Handler::handleRequest";

    @Option(names = "--code", paramLabel = "FILE", description = "The function's code (default: ${DEFAULT-VALUE}).")
    private String code = "target/function.jar";

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description =
                    "The function's timeout (default: 25 for http, 50 for sources that invoke asynchronously, else"
                            + " 30). Other times follow from it.")
    private int timeout;

    @Option(
            names = "--batching-window",
            paramLabel = "SECONDS",
            description = "How long a mapping of a queue gathers messages (default: ${DEFAULT-VALUE}).")
    private int batching;

    @Option(
            names = "--abilities",
            split = ",",
            paramLabel = "NAME",
            description = "What the role can do, separated by commas: ${COMPLETION-CANDIDATES} (default: batches, or"
                    + " single where the source sends no batches).")
    private List<TemplateAbility> abilities = List.of();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this and exits.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    TemplateFormat format() {
        return format;
    }

    /**
     * {@return the settings}
     *
     * @throws IllegalArgumentException if an option is out of its range; the message names it
     */
    TemplateSettings settings() {
        List<TemplateAbility> granted = abilities;
        if (granted.isEmpty()) {
            granted = List.of(source.hasBatches() ? TemplateAbility.BATCHES : TemplateAbility.SINGLE);
        }
        return new TemplateSettings(
                source,
                name,
                operation,
                namespace,
                handler,
                code,
                timeout == 0 ? source.usualTimeout() : timeout,
                batching,
                granted);
    }
}
