// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.template;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Settings of what is printed, checked as one.
 *
 * @param source the event source
 * @param name prefix of names
 * @param operation the operation that the alarms watch
 * @param namespace the namespace of the metrics
 * @param handler class and method of the handler
 * @param code file of the code
 * @param timeout function timeout in seconds
 * @param batching batching window in seconds, 0 to 300
 * @param abilities abilities of the function's role
 */
record TemplateSettings(
        TemplateSource source,
        String name,
        String operation,
        String namespace,
        String handler,
        String code,
        int timeout,
        int batching,
        List<TemplateAbility> abilities) {

    /** AWS Lambda Developer Guide, "Configuring Lambda function timeout". Less leaves no time for the store. */
    private static final int SHORTEST_TIMEOUT = 5;

    /** Amazon SQS as a source, AWS Lambda Developer Guide: "MaximumBatchingWindowInSeconds". */
    private static final int LONGEST_BATCHING = 300;

    /** AWS Lambda Developer Guide, "Creating and configuring an Amazon SQS event source mapping". */
    private static final int VISIBILITY_FACTOR = 6;

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,39}");
    private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9._/#: -]{1,200}");
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:$-]{0,198}[A-Za-z0-9]");

    TemplateSettings {
        requirePattern(PLAIN, name, "--name", "1 to 40 letters, digits and hyphens, and begin with a letter");
        requireText(operation, "--operation");
        requireText(namespace, "--namespace");
        requirePattern(PATH, handler, "--handler", "letters, digits and . _ / : $ -");
        requirePattern(PATH, code, "--code", "letters, digits and . _ / : $ -");
        if (timeout < SHORTEST_TIMEOUT || timeout > source.longestTimeout()) {
            throw new IllegalArgumentException("--timeout must be " + SHORTEST_TIMEOUT + " to "
                    + source.longestTimeout() + " seconds for --source " + source.text() + " (" + source.timeoutReason()
                    + "), is " + timeout);
        }
        if (batching < 0 || batching > LONGEST_BATCHING) {
            throw new IllegalArgumentException(
                    "--batching-window must be 0 to " + LONGEST_BATCHING + " seconds, is " + batching);
        }
        abilities = List.copyOf(abilities);
    }

    private static void requireText(String text, String option) {
        requirePattern(TEXT, text, option, "1 to 200 letters, digits, spaces and . _ / # : -");
    }

    private static void requirePattern(Pattern pattern, String text, String option, String form) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(option + " must have " + form);
        }
    }

    /** {@return the visibility timeout of the queue, in seconds} */
    int visibility() {
        return VISIBILITY_FACTOR * timeout + batching;
    }
}
