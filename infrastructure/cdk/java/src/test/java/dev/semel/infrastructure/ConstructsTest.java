// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.FunctionUrlAuthType;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sqs.Queue;

/** A stack of all constructs: its settings, and its template as it is committed. */
class ConstructsTest {

    private static final Path COMMITTED = Path.of("../template.json");

    private final Stack stack = new Stack(new App(), "Payments");
    private final IdempotencyTable records = new IdempotencyTable(stack, "Idempotency");
    private final Code code = Code.fromBucket(Bucket.fromBucketName(stack, "Code", "code"), "function.jar");

    private OnceFunction function(String id, Duration timeout) {
        return new OnceFunction(
                stack, id, records, "com.example.Handler::handleRequest", code, timeout, Duration.ofDays(14));
    }

    private Template template() {
        function("Charge", Duration.ofSeconds(30)).pollQueue(Duration.ofSeconds(10));
        OnceFunction mail = function("Mail", Duration.ofSeconds(50));
        Rule.Builder.create(stack, "Placed")
                .eventPattern(EventPattern.builder().source(List.of("com.example.orders")).build())
                .targets(List.of(LambdaFunction.Builder.create(mail.retryAsynchronously())
                        .deadLetterQueue(mail.deadLetters())
                        .build()))
                .build();
        new OperationMetrics(stack, "Metrics", "Semel", "charge");
        return Template.fromStack(stack);
    }

    @Test
    void settingsFitEachOther() {
        Template template = template();
        template.hasResource(
                "AWS::DynamoDB::Table",
                Map.of(
                        "DeletionPolicy", "Retain",
                        "UpdateReplacePolicy", "Retain",
                        "Properties",
                                Match.objectLike(Map.of(
                                        "DeletionProtectionEnabled", true,
                                        "PointInTimeRecoverySpecification", Map.of("PointInTimeRecoveryEnabled", true),
                                        "TimeToLiveSpecification",
                                                Map.of("AttributeName", "expiration", "Enabled", true)))));
        template.hasResourceProperties("AWS::SQS::Queue", Match.objectLike(Map.of("VisibilityTimeout", 190)));
        template.hasResourceProperties(
                "AWS::Lambda::EventSourceMapping",
                Match.objectLike(Map.of("FunctionResponseTypes", List.of("ReportBatchItemFailures"))));
        template.hasResourceProperties(
                "AWS::IAM::Policy",
                Match.objectLike(Map.of(
                        "PolicyDocument",
                        Match.objectLike(Map.of(
                                "Statement",
                                Match.arrayWith(List.of(Match.objectLike(Map.of(
                                        "Action",
                                        List.of("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"))))))))));
        template.resourceCountIs("AWS::CloudWatch::Alarm", 10);
        template.resourceCountIs("AWS::CloudWatch::Dashboard", 1);
    }

    /** {@code ./semel infrastructure write} replaces the committed template; the doctor's tests read it. */
    @Test
    void theTemplateIsTheCommittedOne() throws Exception {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
        String synthesised = mapper.writerWithDefaultPrettyPrinter()
                        .writeValueAsString(template().toJSON())
                + "\n";
        if (Boolean.getBoolean("write")) {
            Files.writeString(COMMITTED, synthesised);
        }
        assertThat(synthesised).isEqualTo(Files.readString(COMMITTED));
    }

    @Test
    void theExampleOfTheGuideSynthesises() {
        Stack stack = new Stack(new App(), "Guide");
        Code code = Code.fromBucket(Bucket.fromBucketName(stack, "Code", "code"), "function.jar");
        Topic topic = new Topic(stack, "Alarms");
        IdempotencyTable records = new IdempotencyTable(stack, "Idempotency");
        OnceFunction charge = new OnceFunction(
                stack,
                "Charge",
                records,
                "com.example.Handler::handleRequest",
                code,
                Duration.ofSeconds(30),
                Duration.ofDays(14));
        Queue orders = charge.pollQueue(Duration.ZERO);
        new OperationMetrics(stack, "Metrics", "Payments", "charge")
                .alarms()
                .forEach(alarm -> alarm.addAlarmAction(new SnsAction(topic)));
        Template.fromStack(stack).resourceCountIs("AWS::SQS::Queue", 2);
        assertThat(orders.getFifo()).isFalse();
    }

    @Test
    void aTimeoutThatOutlastsTheRetriesIsRefused() {
        OnceFunction slow = function("Slow", Duration.ofMinutes(5));
        assertThatThrownBy(slow::retryAsynchronously)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("at most 57 s");
        assertThatThrownBy(() -> slow.answerCallers(FunctionUrlAuthType.AWS_IAM))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("at most 29 s");
    }
}
