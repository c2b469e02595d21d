// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code semel template}: what it prints is in {@code infrastructure}, and fits the code that it is printed for. */
class InfrastructureTemplatesTest {

    private static final Path ROOT = Path.of("..");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.run(new PrintWriter(out), new PrintWriter(err), args);
    }

    private JsonNode json(String... args) throws IOException {
        assertThat(run(args)).isZero();
        return new JsonMapper().readTree(out.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqs", "sns", "eventbridge", "s3", "kinesis", "dynamodb", "kafka", "http", "scheduler"})
    void committedTemplatesAreThePrintedOnes(String source) throws IOException {
        for (String format : List.of("cloudformation", "terraform")) {
            String file = format.equals("terraform") ? source + "/main.tf" : source + ".yaml";
            Path committed = ROOT.resolve("infrastructure").resolve(format).resolve(file);
            assertThat(run("template", "stack", "--source", source, "--format", format))
                    .isZero();
            assertThat(out.toString())
                    .as("%s: './semel infrastructure write' prints it anew", committed)
                    .isEqualTo(Files.readString(committed))
                    .doesNotContain("{{");
        }
    }

    /** The names are those of {@code EmfMetric}, which is no API: a metric that is renamed there is renamed here. */
    @Test
    void alarmsAndDashboardShowMetricsThatAreWritten() throws Exception {
        Set<String> written = new TreeSet<>();
        Class<?> metrics = Class.forName("dev.semel.lambda.EmfMetric");
        Method text = metrics.getDeclaredMethod("text");
        text.setAccessible(true);
        for (Object metric : metrics.getEnumConstants()) {
            written.add((String) text.invoke(metric));
        }
        JsonNode alarms = json("template", "alarms", "--format", "json").path("cloudwatch put-metric-alarm");
        Set<String> shown = new TreeSet<>(alarms.findValuesAsText("MetricName"));
        assertThat(shown)
                .contains(
                        "Quarantines", "ResultsNotRecorded", "TakeOvers", "StoreErrors", "WindowsTooShort", "Replays");
        assertThat(shown.remove("ApproximateNumberOfMessagesVisible")).isTrue();
        JsonNode dashboard = json("template", "dashboard", "--format", "json");
        dashboard
                .findValues("metrics")
                .forEach(list -> list.forEach(metric -> {
                    if (metric.path(1).isTextual()) {
                        shown.add(metric.path(1).asText());
                    }
                }));
        assertThat(shown).hasSizeGreaterThan(20).isSubsetOf(written);
    }

    @ParameterizedTest
    @CsvSource({
        "single, handler-single",
        "batches, handler-batch",
        "transactions, handler-transactional",
        "reading, reader",
        "operating, operator",
        "erasing, erase"
    })
    void abilitiesGrantWhatTheirPolicyGrants(String ability, String policy) throws IOException {
        JsonNode committed = new JsonMapper()
                .readTree(Files.readString(ROOT.resolve("examples/iam").resolve(policy + ".json")));
        assertThat(json("template", "policy", "--abilities", ability, "--format", "json")
                        .path("Statement")
                        .path(0)
                        .path("Action"))
                .isEqualTo(committed.path("Statement").path(0).path("Action"));
    }

    @Test
    void timesFollowFromTheTimeout() {
        assertThat(run("template", "function", "--timeout", "60", "--batching-window", "20"))
                .isZero();
        assertThat(out.toString())
                .contains("Timeout: 60 #", "VisibilityTimeout: 380 #", "MaximumBatchingWindowInSeconds: 20", "PT96H")
                .contains("RecordsTable:\n    Type: String", "dynamodb:PartiQLInsert", "ReportBatchItemFailures")
                .doesNotContain("AWS::DynamoDB::Table");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "function --source s3 --timeout 58 | --timeout must be 5 to 57 seconds for --source s3",
                "function --source http --timeout 60 | --timeout must be 5 to 29",
                "function --batching-window 301 | --batching-window must be 0 to 300",
                "stack --name 9 | --name must have",
                "alarms --operation a\" | --operation must have",
                "function --format json | use cloudformation or terraform",
                "stack --format json | use cloudformation or terraform",
                "function --source rabbit | expected one of",
                "policy --abilities all | expected one of"
            })
    void wrongOptionsAreRefused(String line, String message) {
        String[] args = line.split(" ", -1);
        String[] all = new String[args.length + 1];
        all[0] = "template";
        System.arraycopy(args, 0, all, 1, args.length);
        assertThat(run(all)).as(Arrays.toString(all)).isEqualTo(2);
        assertThat(err.toString()).contains(message);
        assertThat(out.toString()).isEmpty();
    }
}
