// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The command over real stores: what it prints, what its pages read, and what a form changes and logs. */
@ExtendWith(PlantedStores.Extension.class)
class ConsoleCommandTest {

    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/open\\?token=[0-9a-f]{64}");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

    /** A console that runs, and a browser in front of it. */
    private static final class Running implements AutoCloseable {

        private final HttpClient browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build();
        private final CompletableFuture<CommandLines.Ran> ended = new CompletableFuture<>();
        private final Thread command;
        private final URI pages;
        private final HttpResponse<String> first;

        Running(PlantedStores.Planted planted, String... arguments) throws Exception {
            CompletableFuture<String> address = new CompletableFuture<>();
            command = new Thread(() -> ended.complete(planted.runPrinting(
                    text -> {
                        Matcher found = ADDRESS.matcher(text);
                        if (found.find()) {
                            address.complete(found.group());
                        }
                    },
                    arguments)));
            command.start();
            String open = (String) CompletableFuture.anyOf(address, ended.thenApply(CommandLines.Ran::err))
                    .get(60, TimeUnit.SECONDS);
            assertThat(open).matches(ADDRESS);
            first = send(HttpRequest.newBuilder(URI.create(open)));
            pages = first.uri();
        }

        HttpResponse<String> get(String page) throws IOException, InterruptedException {
            return send(HttpRequest.newBuilder(pages.resolve(page)));
        }

        HttpResponse<String> post(Map<String, String> form) throws IOException, InterruptedException {
            String body = form.entrySet().stream()
                    .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            return send(HttpRequest.newBuilder(pages.resolve("change"))
                    .header("Origin", "http://" + pages.getAuthority())
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(body)));
        }

        private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
            return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }

        /** Ends the command as Ctrl-C does. */
        CommandLines.Ran end() throws Exception {
            command.interrupt();
            return ended.get(60, TimeUnit.SECONDS);
        }

        @Override
        public void close() {
            command.interrupt();
            ended.orTimeout(60, TimeUnit.SECONDS).join();
            browser.close();
        }
    }

    @ParameterizedTest
    @EnumSource(PlantedStores.Kind.class)
    void aKeyIsResolvedByForm_withItsLineInTheLog(PlantedStores.Kind kind, PlantedStores stores) throws Exception {
        PlantedStores.Planted planted = stores.planted(kind);
        try (Running console = new Running(planted, "console", "--allow-changes")) {
            String overview = console.get("./").body();
            assertThat(overview).contains("<strong>" + planted.recorded().size() + "</strong>", "changes allowed");
            assertThat(console.get("keys?state=quarantined").body()).contains(">quarantined</a>");
            assertThat(console.get("quarantine").body()).contains("no answer of the bank");
            for (String key : planted.recorded()) {
                HttpResponse<String> page = console.get("key?operation=charge&tenant=acme&key=" + key);
                assertThat(page.statusCode()).as(key).isEqualTo(200);
                assertThat(page.body()).as(key).doesNotContain(PlantedStores.SECRET_RESULT);
            }

            Map<String, String> form =
                    form(console.get("key?id=acme/charge/quarantined").body());
            form.putAll(Map.of("result", "{\"id\":\"r-1\"}", "days", "2", "sure", "on", "reason", "TICKET-7"));
            HttpResponse<String> changed = console.post(form);
            assertThat(changed.statusCode()).isEqualTo(200);
            assertThat(changed.body()).contains("Done: the result is stored", ">completed</span>");
            assertThat(console.post(form).statusCode()).isEqualTo(409);
        }
        assertThat(planted.run("explain", "acme/charge/quarantined", "--show-result")
                        .out())
                .contains("COMPLETED", "{\"id\":\"r-1\"}");
        assertThat(Files.readAllLines(planted.auditLog()))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .contains("\"user\":\"ops\"", "TICKET-7", "resolve-with-result", "acme/charge/quarantined"))
                .last()
                .asString()
                .contains("\"phase\":\"MADE\"");
    }

    private static Map<String, String> form(String body) {
        Map<String, String> fields = new HashMap<>();
        int begin = body.indexOf("aria-label=\"It happened\"");
        Matcher found = HIDDEN.matcher(body.substring(begin, body.indexOf("</form>", begin)));
        while (found.find()) {
            fields.put(found.group(1), found.group(2));
        }
        return fields;
    }

    @Test
    void withoutTheWordNothingChanges_andResultsAreShownOnRequestOnly(PlantedStores stores, @TempDir Path folder)
            throws Exception {
        PlantedStores.Planted planted = stores.planted(PlantedStores.Kind.H2);
        Path events = Files.writeString(folder.resolve("events.log"), """
                INFO Duplicate skipped operation=charge key=order-1 attempt=1 age=46800000ms
                {"_aws":{"CloudWatchMetrics":[{"Metrics":[{"Name":"DuplicateAge","Unit":"Milliseconds"},\
                {"Name":"DuplicatesRedelivered","Unit":"Count"}]}]},"Operation":"mail","DuplicateAge":[5,3000],\
                "DuplicatesRedelivered":2}
                nothing of ours
                """);
        try (Running console = new Running(planted, "console", "--show-result", "--events", events.toString())) {
            assertThat(console.post(Map.of("change", "release")).statusCode()).isEqualTo(404);
            assertThat(console.get("key?id=acme/charge/completed").body()).contains(PlantedStores.SECRET_RESULT);
            assertThat(console.get("duplicates").body())
                    .contains("<strong>3</strong>", "the source delivered again", "up to 1 d", "up to 1 s");
            assertThat(console.get("windows").body()).contains("13 h", "more than half of the window");
            CommandLines.Ran ran = console.end();
            assertThat(ran.status()).isZero();
            assertThat(ran.err()).contains("nothing can be changed");
        }
        assertThat(planted.auditLog()).doesNotExist();
    }

    @Test
    void aStoreThatGivesNoAnswerIsSaid_andTheConsoleGoesOn(PlantedStores stores) throws Exception {
        PlantedStores.Planted planted = stores.planted(PlantedStores.Kind.H2);
        String nothing = "jdbc:h2:mem:nothing;DB_CLOSE_DELAY=-1";
        try (Running console = new Running(planted, "console", "--store", nothing)) {
            assertThat(console.first.statusCode()).isEqualTo(503);
            assertThat(console.first.body())
                    .contains("The store gave no answer.")
                    .doesNotContain("H2", "nothing");
            assertThat(console.get("duplicates").statusCode()).isEqualTo(200);
            assertThat(console.end().err()).contains("semel console: the store gave no answer");
        }
    }

    @Test
    void whatIsWrongIsRefusedBeforeAnythingIsServed(PlantedStores stores, @TempDir Path folder) throws Exception {
        PlantedStores.Planted planted = stores.planted(PlantedStores.Kind.H2);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            Map<List<String>, String> wrong = Map.of(
                    List.of("--port", "70000"), "--port",
                    List.of("--port", String.valueOf(taken.getLocalPort())), "is in use",
                    List.of("--rate", "0"), "--rate",
                    List.of("--events", folder.resolve("none").toString()), "--events",
                    List.of("--sample", "--allow-changes"), "--audit-log",
                    List.of("--identity-key", "k1=env:NONE"), "--identity-key",
                    List.of("--wrapping-key", "k1=env:NONE"), "--wrapping-key",
                    List.of("--allow-changes", "--audit-log", folder.toString()), "audit log");
            wrong.forEach((arguments, said) -> {
                List<String> line = new java.util.ArrayList<>(List.of("console"));
                line.addAll(arguments);
                CommandLines.Ran ran = planted.run(line.toArray(String[]::new));
                assertThat(ran.status()).as(line.toString()).isIn(2, 3);
                assertThat(ran.out()).as(line.toString()).isEmpty();
                assertThat(ran.err()).as(line.toString()).contains(said).hasLineCount(1);
            });
        }
    }

    @Test
    void theSamplesHaveEveryKindOfWork(PlantedStores stores) throws Exception {
        try (Running console = new Running(stores.planted(PlantedStores.Kind.H2), "console", "--sample")) {
            assertThat(console.get("./").body()).contains("<strong>1,000</strong>", "order-4117", "lapsed", "samples");
            assertThat(console.get("duplicates").body()).contains("send-receipt");
        }
    }
}
