// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.front;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.clock.LabClock;
import dev.semel.platform.functions.AsyncQueue;
import dev.semel.platform.functions.FunctionInvoker;
import dev.semel.platform.http.Api;
import dev.semel.platform.http.ApiAnswer;
import dev.semel.platform.http.ApiRequest;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.ServiceException;
import dev.semel.platform.logs.LogLine;
import dev.semel.platform.logs.LogStore;
import dev.semel.platform.logs.MetricStore;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;

/** The platform's own operations, which the command line calls: clock, logs, metrics. */
final class OwnApi implements Api {

    private static final int MAX_BYTES = 1 << 16;

    private final LabClock clock;
    private final LogStore logs;
    private final MetricStore metrics;
    private final AsyncQueue queue;
    private final FunctionInvoker invoker;

    OwnApi(LabClock clock, LogStore logs, MetricStore metrics, AsyncQueue queue, FunctionInvoker invoker) {
        this.clock = clock;
        this.logs = logs;
        this.metrics = metrics;
        this.queue = queue;
        this.invoker = invoker;
    }

    @Override
    public ApiAnswer answer(ApiRequest request) throws IOException {
        return switch (request.method() + " " + request.path()) {
            case "GET /_semel/clock" -> time();
            case "POST /_semel/clock" -> advance(request);
            case "GET /_semel/logs" -> logs(request.query().getOrDefault("function", ""));
            case "GET /_semel/metrics" -> metrics();
            case "GET /_semel/event" -> event(request.query().getOrDefault("function", ""));
            default -> throw new ServiceException(404, "NotFound", "the platform has no such operation");
        };
    }

    private ApiAnswer time() {
        return ApiAnswer.json(
                200, JsonTree.object().put("now", clock.instant().toString()).put("asynchronousEvents", queue.size()));
    }

    private ApiAnswer advance(ApiRequest request) throws IOException {
        String by = JsonTree.parse(request.bytes(MAX_BYTES)).path("advance").asText();
        try {
            clock.advance(Duration.parse(by));
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new ServiceException(400, "InvalidParameter", "advance must be a duration such as PT2M");
        } catch (IllegalArgumentException e) {
            throw new ServiceException(400, "InvalidParameter", String.valueOf(e.getMessage()));
        }
        return time();
    }

    private ApiAnswer logs(String function) {
        List<LogLine> lines = logs.lines("/aws/lambda/" + function)
                .orElseThrow(() -> new ServiceException(
                        404, "NotFound", "there is no log of a function " + function + "; was it invoked?"));
        ObjectNode document = JsonTree.object();
        ArrayNode list = document.putArray("lines");
        lines.forEach(
                line -> list.addObject().put("timestamp", line.timestamp()).put("message", line.message()));
        return ApiAnswer.json(200, document);
    }

    private ApiAnswer event(String function) {
        byte[] event = invoker.lastEvent(function)
                .orElseThrow(() ->
                        new ServiceException(404, "NotFound", "the function " + function + " was not invoked yet"))
                .toByteArray();
        return ApiAnswer.of(200, "application/json", event);
    }

    private ApiAnswer metrics() {
        ObjectNode document = JsonTree.object();
        ArrayNode list = document.putArray("metrics");
        metrics.rows()
                .forEach((name, row) -> list.addObject()
                        .put("name", name)
                        .put("samples", row.samples())
                        .put("sum", row.sum()));
        return ApiAnswer.json(200, document);
    }
}
