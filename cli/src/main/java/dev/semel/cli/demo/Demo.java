// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import dev.semel.platform.dynamodb.DynamoDbLocal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A run of every scenario with every handler. It stops everything that it starts, except threads of crashed deliveries.
 */
final class Demo {

    private final List<DemoFile> files;
    private final List<DemoHandler> handlers;
    private final Consumer<String> progress;

    /**
     * Makes a demo.
     *
     * @param files the uploads of each scenario; at least one
     * @param handlers the handlers that get the deliveries
     * @param progress receives progress messages, and the unexpected exception of a handler that failed
     */
    Demo(List<DemoFile> files, List<DemoHandler> handlers, Consumer<String> progress) {
        this.files = List.copyOf(files);
        this.handlers = List.copyOf(handlers);
        this.progress = progress;
    }

    Report run() throws IOException, InterruptedException {
        progress.accept("Starting DynamoDB Local ...");
        try (DynamoDbLocal dynamoDb = DynamoDbLocal.start();
                DynamoDbClient client = dynamoDb.clientBuilder()
                        .httpClient(UrlConnectionHttpClient.create())
                        .build();
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            if (!dynamoDb.isLoopbackOnly()) {
                progress.accept("WARNING: DynamoDB Local listens on every interface of this machine, on port "
                        + dynamoDb.port() + ", until the demo ends.");
            }
            DemoTables tables = DemoTables.create(client);
            List<Figures> figures = new ArrayList<>();
            for (DemoScenario scenario : DemoScenario.values()) {
                progress.accept("Playing: " + scenario.title());
                for (DemoHandler handler : handlers) {
                    figures.add(play(scenario, handler, tables, http));
                }
            }
            return new Report(files.size(), figures);
        }
    }

    private Figures play(DemoScenario scenario, DemoHandler handler, DemoTables tables, HttpClient http)
            throws IOException, InterruptedException {
        try (Stage stage = new Stage(handler, scenario, tables, http)) {
            for (DemoFile file : files) {
                scenario.play(stage, file);
            }
            Figures figures = stage.figures(scenario);
            if (!figures.holds()) {
                stage.unexpected().ifPresent(failure -> tell(failure, scenario, handler));
            }
            return figures;
        }
    }

    private void tell(Exception failure, DemoScenario scenario, DemoHandler handler) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        progress.accept("First unexpected exception of " + handler.name() + ", " + scenario.title() + ":"
                + System.lineSeparator() + trace);
    }
}
