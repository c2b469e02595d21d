// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.front;

import static dev.semel.platform.front.LabFixture.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semel.platform.deploy.TemplateDeployment;
import dev.semel.platform.http.FrontClient;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.ServiceException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;

/** EventBridge Scheduler on a clock that is advanced, by requests in the form of the SDK's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchedulesTest {

    private LabFixture lab;
    private FrontClient front;

    @BeforeAll
    void start() throws Exception {
        lab = new LabFixture(builder -> builder.clock(() -> Instant.parse("2026-03-01T10:20:30Z")));
        front = new FrontClient(lab.lab().endpoint(), lab.lab().accessKey());
        lab.createFunction(lab.lambda(), "scheduled");
    }

    @AfterAll
    void stop() throws Exception {
        front.close();
        lab.close();
    }

    private JsonNode call(String method, String path, String document) throws Exception {
        return JsonTree.parse(front.rest(
                        "scheduler",
                        method,
                        "/schedules" + path,
                        Map.of(),
                        document.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .body());
    }

    private void create(String name, String expression, String function, String more) throws Exception {
        call(
                "POST",
                "/" + name,
                "{'ScheduleExpression':'" + expression + "','FlexibleTimeWindow':{'Mode':'OFF'},"
                        + "'Target':{'Arn':'arn:aws:lambda:us-east-1:000000000000:function:" + function
                        + "','RoleArn':'arn:aws:iam::000000000000:role/lab'" + more + "}");
    }

    private List<String> events(String text) {
        return lab.lines("scheduled", "event ").stream()
                .filter(line -> line.contains(text))
                .toList();
    }

    @Test
    void occurrencesFollowTheClock() throws Exception {
        create("daily", "cron(0 3 * * ? *)", "scheduled", "}");
        create(
                "once",
                "at(2026-03-01T12:00:00)",
                "scheduled",
                ",'Input':'once at <aws.scheduler.scheduled-time>'},'ActionAfterCompletion':'DELETE'");
        create("often", "rate(5 minutes)", "scheduled", ",'Input':'often'}");
        eventually(() -> events(" often"), found -> found.size() == 1);
        lab.lab().clock().advance(Duration.ofMinutes(15));
        eventually(() -> events(" often"), found -> found.size() == 4);
        call("DELETE", "/often", "");
        assertThat(events("aws.scheduler")).isEmpty();
        lab.lab().clock().advance(Duration.ofHours(17));
        assertThat(eventually(() -> events("aws.scheduler"), found -> !found.isEmpty()))
                .singleElement()
                .asString()
                .contains("\"detail\":\"{}\"")
                .contains("\"time\":\"2026-03-02T03:00:00Z\"")
                .contains("schedule/default/daily");
        assertThat(eventually(() -> events("once at"), found -> !found.isEmpty()))
                .singleElement()
                .asString()
                .contains("2026-03-01T12:00:00Z");
        assertThat(call("GET", "", "").path("Schedules").findValuesAsText("Name"))
                .contains("daily")
                .doesNotContain("once", "often");
        assertThat(events(" often")).as("nothing after its deletion").hasSize(4);
    }

    @Test
    void aTemplatesSchedulesAreRulesAndSchedules(@TempDir Path folder) throws Exception {
        Files.write(folder.resolve("code.zip"), LabFixture.zip(EchoHandler.class));
        Path template = Files.writeString(folder.resolve("template.yaml"), """
                Resources:
                  Daily:
                    Type: AWS::Serverless::Function
                    Properties:
                      Runtime: java21
                      Handler: %s
                      CodeUri: code.zip
                      Events:
                        Rule: {Type: Schedule, Properties: {Schedule: rate(1 day), Input: '"rule"', Enabled: false}}
                        Plan: {Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 day), State: DISABLED}}
                  Kept:
                    Type: AWS::Events::Archive
                    Properties: {SourceArn: "arn:aws:events:us-east-1:000000000000:event-bus/default"}
                """.formatted(EchoHandler.class.getName()));
        TemplateDeployment.read(template, "stack", Map.of()).create(front, line -> {});
        JsonNode rule = front.target(
                "events", "AWSEvents.DescribeRule", JsonTree.object().put("Name", "stack-DailyRule"));
        assertThat(rule.path("ScheduleExpression").asText() + rule.path("State").asText())
                .isEqualTo("rate(1 day)DISABLED");
        assertThat(call("GET", "/stack-DailyPlan", "")
                        .path("Target")
                        .path("Arn")
                        .asText())
                .endsWith("function:stack-Daily");
        assertThat(front.target("events", "AWSEvents.ListArchives", JsonTree.object())
                        .findValuesAsText("ArchiveName"))
                .containsExactly("stack-Kept");
    }

    @Test
    void whatReachesNoTargetGoesToTheDeadLetterQueue_andWrongSchedulesAreRefused() throws Exception {
        SqsClient sqs = lab.sqs();
        String dead =
                sqs.createQueue(request -> request.queueName("unscheduled")).queueUrl();
        create(
                "lost",
                "rate(1 day)",
                "nobody",
                ",'DeadLetterConfig':{'Arn':'arn:aws:sqs:us-east-1:000000000000:unscheduled'}}");
        assertThat(eventually(
                        () -> sqs.receiveMessage(
                                        request -> request.queueUrl(dead).waitTimeSeconds(1))
                                .messages(),
                        messages -> !messages.isEmpty()))
                .singleElement()
                .satisfies(message -> assertThat(message.body()).contains("aws.scheduler"));
        assertThatThrownBy(() -> create("lost", "rate(1 day)", "nobody", "}"))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("already exists");
        assertThatThrownBy(() -> create("wrong", "rate(1 fortnight)", "nobody", "}"))
                .hasMessageContaining("Invalid Schedule Expression rate(1 fortnight)");
        assertThatThrownBy(() -> create("wrong", "cron(0 0 L * ? *)", "nobody", "}"))
                .hasMessageContaining("does not serve L, W and #");
        assertThatThrownBy(() -> call("GET", "/absent", "")).hasMessageContaining("absent does not exist");
        assertThatThrownBy(() -> call("POST", "/f", "{'FlexibleTimeWindow':{'Mode':'FLEXIBLE'}}"))
                .hasMessageContaining("flexible time windows");
    }
}
