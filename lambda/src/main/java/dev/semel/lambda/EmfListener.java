// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.semel.event.OperationEvent;
import dev.semel.event.OperationListener;
import dev.semel.model.Certainty;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Metrics of operations in the CloudWatch embedded metric format: one line of JSON per operation and invocation,
 * written to the standard output of the function, from which CloudWatch Logs makes the metrics. No request is sent, and
 * no key, payload or result is written. The dimensions are {@code Operation} and {@code Source}, and {@code Operation}
 * alone; in their values everything except printable ASCII is shown as {@code ?}, because CloudWatch takes nothing
 * else.
 *
 * <p>Give it to {@code Idempotency.builder(...).listener(metrics)}, to {@link BatchPolicy#duplicates}, and wrap the
 * handler: {@code metrics.around(handler)} writes what an invocation counted when that ends. Counts are in {@code
 * Count}, latencies and the age of duplicates in {@code Milliseconds}; zero counts are omitted. The <strong>duplicate
 * rate</strong> is {@code (Replays + InProgressConflicts) / (Executions + Replays + InProgressConflicts)}. Only the
 * handlers report causes, such as {@code DuplicatesRedelivered}; see {@link DuplicateCause}. {@code TakeOvers} counts
 * claims over an attempt with an unknown outcome.
 *
 * <p>CloudWatch may count a line twice ("Specification: Embedded metric format" of the CloudWatch User Guide).
 * Thread-safe; where several invocations run in one process, a line counts what happened in all of them.
 */
public final class EmfListener implements OperationListener, DuplicateListener {

    private static final JsonFactory JSON = new JsonFactory();

    private final String namespace;
    private final String source;
    private final PrintStream output;
    private final InstantSource clock;
    private Map<String, EmfCounts> counts = new LinkedHashMap<>();

    EmfListener(String namespace, String source, PrintStream output, InstantSource clock) {
        this.namespace = namespace;
        this.source = source;
        this.output = output;
        this.clock = clock;
    }

    /**
     * Starts a listener.
     *
     * @param source a human-readable name of the event source, such as {@code orders-queue}; one of few
     * @return the builder
     */
    public static EmfListenerBuilder builder(String source) {
        return new EmfListenerBuilder(source);
    }

    /**
     * {@return a handler that runs {@code handler} and writes the metrics after each invocation, also after a failed
     * one}
     *
     * @param handler the handler
     */
    public RequestStreamHandler around(RequestStreamHandler handler) {
        Objects.requireNonNull(handler, "handler");
        return (input, stream, context) -> {
            try {
                handler.handleRequest(input, stream, context);
            } finally {
                flush();
            }
        };
    }

    /** Writes the counts since the last flush; nothing if there are none. */
    public void flush() {
        Map<String, EmfCounts> written;
        synchronized (this) {
            written = counts;
            counts = new LinkedHashMap<>();
        }
        written.forEach(this::write);
    }

    @Override
    public void onDuplicate(String operation, DuplicateCause cause) {
        if (cause != DuplicateCause.CONCURRENT) { // the engine tells of those
            count(operation, EmfMetric.of(cause));
        }
    }

    @Override
    public void onEvent(OperationEvent event) {
        String operation = event.operation();
        switch (event) {
            case OperationEvent.Claimed e -> {
                measure(operation, EmfMetric.CLAIM_LATENCY, e.latency());
                if (e.earlier() == Certainty.UNKNOWN) {
                    count(operation, EmfMetric.TAKE_OVERS);
                }
            }
            case OperationEvent.Executed e -> {
                count(operation, EmfMetric.EXECUTIONS);
                measure(operation, EmfMetric.BODY_DURATION, e.duration());
                measure(operation, EmfMetric.RECORDING_LATENCY, e.latency());
            }
            case OperationEvent.Replayed e -> {
                count(operation, EmfMetric.REPLAYS);
                measure(operation, EmfMetric.DUPLICATE_AGE, e.age());
            }
            case OperationEvent.InProgress e -> {
                count(operation, EmfMetric.IN_PROGRESS);
                count(operation, EmfMetric.CONCURRENT);
                measure(operation, EmfMetric.DUPLICATE_AGE, e.age());
            }
            case OperationEvent.FinallyFailed e ->
                count(operation, e.replayed() ? EmfMetric.REPLAYS : EmfMetric.FINAL_FAILURES);
            case OperationEvent.Released e -> count(operation, EmfMetric.RELEASES);
            case OperationEvent.PutInQuarantine e -> count(operation, EmfMetric.QUARANTINES);
            case OperationEvent.Quarantined e -> count(operation, EmfMetric.MET_QUARANTINES);
            case OperationEvent.Fenced e -> count(operation, EmfMetric.FENCED_WRITES);
            case OperationEvent.Mismatch e -> count(operation, EmfMetric.MISMATCHES);
            case OperationEvent.Unverifiable e -> count(operation, EmfMetric.MISMATCHES);
            case OperationEvent.NotRecorded e -> count(operation, EmfMetric.NOT_RECORDED);
            case OperationEvent.ResultUnavailable e -> count(operation, EmfMetric.UNAVAILABLE_RESULTS);
            case OperationEvent.Unreadable e -> count(operation, EmfMetric.UNAVAILABLE_RESULTS);
            case OperationEvent.Bypassed e -> count(operation, EmfMetric.BYPASSES);
            case OperationEvent.StoreFailed e -> count(operation, EmfMetric.STORE_ERRORS);
            case OperationEvent.WindowTooShort e -> count(operation, EmfMetric.WINDOWS_TOO_SHORT);
            case OperationEvent.StepRecorded e -> {}
            case OperationEvent.StepsUnused e -> {}
        }
    }

    private synchronized void count(String operation, EmfMetric metric) {
        of(operation).count(metric);
    }

    private void measure(String operation, EmfMetric metric, Duration duration) {
        EmfCounts full = null;
        synchronized (this) {
            EmfCounts open = of(operation);
            if (open.measure(metric, duration)) {
                full = open;
                counts.remove(operation);
            }
        }
        if (full != null) {
            write(operation, full);
        }
    }

    private EmfCounts of(String operation) {
        return counts.computeIfAbsent(operation, first -> new EmfCounts());
    }

    // ---- a line ----

    private void write(String operation, EmfCounts written) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            writeDirective(json, written);
            json.writeStringField("Operation", Printable.dimension(operation));
            json.writeStringField("Source", Printable.dimension(source));
            for (Map.Entry<EmfMetric, Long> count : written.counts().entrySet()) {
                json.writeNumberField(count.getKey().text(), count.getValue());
            }
            for (Map.Entry<EmfMetric, List<Long>> values : written.durations().entrySet()) {
                json.writeArrayFieldStart(values.getKey().text());
                for (long value : values.getValue()) {
                    json.writeNumber(value);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("A text can always be written", e);
        }
        output.println(line);
    }

    private void writeDirective(JsonGenerator json, EmfCounts written) throws IOException {
        json.writeObjectFieldStart("_aws");
        json.writeNumberField("Timestamp", clock.millis());
        json.writeArrayFieldStart("CloudWatchMetrics");
        json.writeStartObject();
        json.writeStringField("Namespace", namespace);
        json.writeArrayFieldStart("Dimensions");
        writeTexts(json, "Operation", "Source");
        writeTexts(json, "Operation");
        json.writeEndArray();
        json.writeArrayFieldStart("Metrics");
        for (EmfMetric metric : EmfMetric.values()) {
            if (written.counts().containsKey(metric) || written.durations().containsKey(metric)) {
                json.writeStartObject();
                json.writeStringField("Name", metric.text());
                json.writeStringField("Unit", metric.unit());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeTexts(JsonGenerator json, String... texts) throws IOException {
        json.writeStartArray();
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
