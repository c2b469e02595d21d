// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.model.PrintableText;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Objects;
import java.util.regex.Pattern;

/** Builds an {@link EmfListener}. Not thread-safe. */
public final class EmfListenerBuilder {

    /** CloudWatch User Guide, "Specification: Embedded metric format", and the API's {@code MetricDatum}. */
    private static final int LONGEST_TEXT = 255;

    private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9._/#: -]+");

    private final String source;
    private String namespace = "Semel";
    private PrintStream output = System.out;
    private InstantSource clock = InstantSource.system();

    EmfListenerBuilder(String source) {
        Requirements.named(source, "source");
        this.source = source;
    }

    /**
     * Sets the namespace of the metrics: 1 to 255 letters, digits, spaces and {@code . - _ / # :}, not beginning with
     * {@code AWS/}. Default: {@code Semel}.
     *
     * @param name the namespace
     * @return this builder
     */
    public EmfListenerBuilder namespace(String name) {
        Requirements.nonEmpty(name, "name");
        if (name.length() > LONGEST_TEXT
                || name.startsWith("AWS/")
                || !NAMESPACE.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name must have at most 255 letters, digits, spaces and . - _ / # : and not "
                            + "begin with AWS/, is '" + PrintableText.shown(name) + "'");
        }
        this.namespace = name;
        return this;
    }

    /**
     * Sets the output of the lines. Default: the standard output, which Lambda passes to CloudWatch Logs.
     *
     * @param stream the output
     * @return this builder
     */
    public EmfListenerBuilder output(PrintStream stream) {
        this.output = Objects.requireNonNull(stream, "stream");
        return this;
    }

    /**
     * Sets the clock of the lines' timestamps. Default: the system's.
     *
     * @param source the clock
     * @return this builder
     */
    public EmfListenerBuilder clock(InstantSource source) {
        this.clock = Objects.requireNonNull(source, "source");
        return this;
    }

    /** {@return the listener} */
    public EmfListener build() {
        return new EmfListener(namespace, source, output, clock);
    }
}
