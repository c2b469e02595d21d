// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.InvalidEventPatternException;
import software.amazon.awssdk.services.eventbridge.model.ReplayState;
import software.amazon.awssdk.services.eventbridge.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionUrlAuthType;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Every operation of the page's table, called by a client of the AWS SDK, which reads its answer; and errors as the
 * exceptions that the SDK has for them. API Gateway and EventBridge Scheduler: {@link GatewaySdkTest}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServedOperationsTest {

    private static final String PREFIX = "arn:aws:lambda:us-east-1:000000000000:function:";

    private LabFixture lab;
    private LambdaClient lambda;

    @BeforeAll
    void start() throws Exception {
        lab = new LabFixture();
        lambda = lab.lambda();
    }

    @AfterAll
    void stop() throws Exception {
        lab.close();
    }

    private void assertAllAnswered(String service) {
        assertThat(lab.answered().of(service))
                .as("of %s", lab.answered())
                .isEqualTo(lab.lab().operations().get(service));
    }

    private static void assertError(Class<? extends AwsServiceException> type, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(type, e -> {
            assertThat(e.statusCode()).isBetween(400, 499);
            assertThat(e.requestId()).isNotEmpty();
            assertThat(e.awsErrorDetails().errorMessage()).isNotEmpty();
        });
    }

    @Test
    void lambda() throws Exception {
        lab.createFunction(lambda, "one");
        lambda.getFunction(request -> request.functionName("one"));
        lambda.listFunctions();
        lambda.updateFunctionConfiguration(
                request -> request.functionName("one").timeout(7));
        assertThat(lambda.getFunctionConfiguration(request -> request.functionName("one"))
                        .timeout())
                .isEqualTo(7);
        lambda.updateFunctionCode(request ->
                request.functionName("one").zipFile(SdkBytes.fromByteArray(LabFixture.zip(EchoHandler.class))));
        String version =
                lambda.publishVersion(request -> request.functionName("one")).version();
        assertThat(lambda.listVersionsByFunction(request -> request.functionName("one"))
                        .versions())
                .extracting(each -> each.version())
                .contains(version);
        aliases(version);
        permissions();
        concurrencyAndRetries();
        lambda.createFunctionUrlConfig(request -> request.functionName("one").authType(FunctionUrlAuthType.NONE));
        assertThat(lambda.getFunctionUrlConfig(request -> request.functionName("one"))
                        .functionUrl())
                .startsWith(lab.lab().endpoint() + "/_url/");
        assertError(
                ResourceConflictException.class,
                () -> lambda.createFunctionUrlConfig(
                        request -> request.functionName("one").authType(FunctionUrlAuthType.NONE)));
        lambda.deleteFunctionUrlConfig(request -> request.functionName("one"));
        mappings();
        assertThat(lambda.invoke(request -> request.functionName("one").payload(SdkBytes.fromUtf8String("1")))
                        .payload()
                        .asUtf8String())
                .isEqualTo("1");
        lambda.deleteFunction(request -> request.functionName("one"));
        assertThat(lambda.listFunctions().functions()).isEmpty();
        assertAllAnswered("Lambda");
    }

    private void aliases(String version) {
        lambda.createAlias(request -> request.functionName("one").name("live").functionVersion(version));
        assertError(
                ResourceConflictException.class,
                () -> lambda.createAlias(
                        request -> request.functionName("one").name("live").functionVersion(version)));
        lambda.updateAlias(request -> request.functionName("one")
                .name("live")
                .functionVersion(version)
                .description("new"));
        assertThat(lambda.getAlias(request -> request.functionName("one").name("live"))
                        .description())
                .isEqualTo("new");
        assertThat(lambda.listAliases(request -> request.functionName("one")).aliases())
                .hasSize(1);
        lambda.deleteAlias(request -> request.functionName("one").name("live"));
        assertError(
                notFound(),
                () -> lambda.getAlias(request -> request.functionName("one").name("live")));
    }

    private static Class<? extends AwsServiceException> notFound() {
        return software.amazon.awssdk.services.lambda.model.ResourceNotFoundException.class;
    }

    private void permissions() {
        assertError(notFound(), () -> lambda.getPolicy(request -> request.functionName("one")));
        lambda.addPermission(request -> request.functionName("one")
                .statementId("s3")
                .action("lambda:InvokeFunction")
                .principal("s3.amazonaws.com"));
        assertError(
                ResourceConflictException.class,
                () -> lambda.addPermission(request -> request.functionName("one")
                        .statementId("s3")
                        .action("lambda:InvokeFunction")
                        .principal("s3.amazonaws.com")));
        assertThat(lambda.getPolicy(request -> request.functionName("one")).policy())
                .contains("s3.amazonaws.com");
        lambda.removePermission(request -> request.functionName("one").statementId("s3"));
    }

    private void concurrencyAndRetries() {
        lambda.putFunctionConcurrency(request -> request.functionName("one").reservedConcurrentExecutions(3));
        assertThat(lambda.getFunctionConcurrency(request -> request.functionName("one"))
                        .reservedConcurrentExecutions())
                .isEqualTo(3);
        lambda.deleteFunctionConcurrency(request -> request.functionName("one"));
        lambda.putFunctionEventInvokeConfig(
                request -> request.functionName("one").maximumRetryAttempts(1));
        lambda.updateFunctionEventInvokeConfig(
                request -> request.functionName("one").maximumEventAgeInSeconds(600));
        var kept = lambda.getFunctionEventInvokeConfig(request -> request.functionName("one"));
        assertThat(kept.maximumRetryAttempts()).isEqualTo(1);
        assertThat(kept.maximumEventAgeInSeconds()).isEqualTo(600);
        lambda.deleteFunctionEventInvokeConfig(request -> request.functionName("one"));
        assertError(notFound(), () -> lambda.getFunctionEventInvokeConfig(request -> request.functionName("one")));
        assertError(
                InvalidParameterValueException.class,
                () -> lambda.putFunctionEventInvokeConfig(
                        request -> request.functionName("one").maximumRetryAttempts(9)));
    }

    private void mappings() {
        SqsClient sqs = lab.sqs();
        sqs.createQueue(request -> request.queueName("served"));
        String id = lambda.createEventSourceMapping(request ->
                        request.functionName("one").eventSourceArn("arn:aws:sqs:us-east-1:000000000000:served"))
                .uuid();
        assertThat(lambda.updateEventSourceMapping(request -> request.uuid(id).batchSize(3))
                        .batchSize())
                .isEqualTo(3);
        assertThat(lambda.getEventSourceMapping(request -> request.uuid(id)).functionArn())
                .isEqualTo(PREFIX + "one");
        assertThat(lambda.listEventSourceMappings(request -> request.functionName("one"))
                        .eventSourceMappings())
                .hasSize(1);
        assertThat(lambda.listEventSourceMappings(request -> request.functionName("ne"))
                        .eventSourceMappings())
                .as("the name of the function ends so")
                .isEmpty();
        lambda.deleteEventSourceMapping(request -> request.uuid(id));
        assertError(notFound(), () -> lambda.deleteEventSourceMapping(request -> request.uuid(id)));
    }

    @Test
    @SuppressWarnings("unchecked") // the arrays of the SDK's varargs
    void eventBridge() {
        EventBridgeClient events = lab.client(EventBridgeClient.builder());
        events.createEventBus(request -> request.name("shop"));
        assertError(ResourceAlreadyExistsException.class, () -> events.createEventBus(request -> request.name("shop")));
        assertThat(events.listEventBuses(request -> {}).eventBuses())
                .extracting(each -> each.name())
                .containsExactlyInAnyOrder("default", "shop");
        events.putRule(request -> request.name("orders").eventBusName("shop").eventPattern("{\"source\":[\"shop\"]}"));
        assertError(
                InvalidEventPatternException.class,
                () -> events.putRule(request -> request.name("bad").eventPattern("no json")));
        assertError(
                ResourceNotFoundException.class,
                () -> events.putRule(
                        request -> request.name("r").eventBusName("absent").eventPattern("{\"source\":[\"shop\"]}")));
        events.disableRule(request -> request.name("orders").eventBusName("shop"));
        assertThat(events.describeRule(request -> request.name("orders").eventBusName("shop"))
                        .state())
                .isEqualTo(RuleState.DISABLED);
        events.enableRule(request -> request.name("orders").eventBusName("shop"));
        assertThat(events.listRules(request -> request.eventBusName("shop")).rules())
                .extracting(each -> each.state())
                .containsExactly(RuleState.ENABLED);
        events.putTargets(request -> request.rule("orders")
                .eventBusName("shop")
                .targets(target -> target.id("1").arn("arn:aws:sqs:us-east-1:000000000000:served")));
        assertThat(events.listTargetsByRule(request -> request.rule("orders").eventBusName("shop"))
                        .targets())
                .hasSize(1);
        events.removeTargets(
                request -> request.rule("orders").eventBusName("shop").ids("1"));
        archives(events);
        events.deleteRule(request -> request.name("orders").eventBusName("shop"));
        assertAllAnswered("EventBridge");
    }

    @SuppressWarnings("unchecked") // the arrays of the SDK's varargs
    private void archives(EventBridgeClient events) {
        String bus = "arn:aws:events:us-east-1:000000000000:event-bus/shop";
        String archive = events.createArchive(request ->
                        request.archiveName("kept").eventSourceArn(bus).retentionDays(3))
                .archiveArn();
        assertError(
                ResourceAlreadyExistsException.class,
                () -> events.createArchive(
                        request -> request.archiveName("kept").eventSourceArn(bus)));
        assertThat(events.putEvents(request -> request.entries(entry -> entry.source("shop")
                                .eventBusName("shop")
                                .detailType("Order")
                                .detail("{}")))
                        .failedEntryCount())
                .isZero();
        events.updateArchive(request -> request.archiveName("kept").eventPattern("{\"source\":[\"shop\"]}"));
        var described = events.describeArchive(request -> request.archiveName("kept"));
        assertThat(described.eventCount()).isEqualTo(1);
        assertThat(described.retentionDays()).isEqualTo(3);
        assertThat(described.eventPattern()).contains("shop");
        assertThat(events.listArchives(request -> {}).archives()).hasSize(1);
        Instant now = lab.lab().clock().instant();
        events.startReplay(request -> request.replayName("again")
                .eventSourceArn(archive)
                .eventStartTime(now.minusSeconds(60))
                .eventEndTime(now.plusSeconds(60))
                .destination(destination -> destination.arn(bus)));
        assertThat(events.describeReplay(request -> request.replayName("again")).state())
                .isEqualTo(ReplayState.COMPLETED);
        assertThat(events.listReplays(request -> {}).replays()).hasSize(1);
        assertError(
                ResourceNotFoundException.class, () -> events.describeReplay(request -> request.replayName("absent")));
        events.deleteArchive(request -> request.archiveName("kept"));
        assertError(
                ResourceNotFoundException.class, () -> events.deleteArchive(request -> request.archiveName("kept")));
    }

    @Test
    void sns() {
        SnsClient sns = lab.client(SnsClient.builder());
        String topic = sns.createTopic(request -> request.name("news")).topicArn();
        String longer = sns.createTopic(request -> request.name("news-2")).topicArn();
        assertThat(sns.listTopics().topics()).hasSize(2);
        assertThat(sns.getTopicAttributes(request -> request.topicArn(topic)).attributes())
                .containsEntry("TopicArn", topic);
        String queue = "arn:aws:sqs:us-east-1:000000000000:news";
        lab.sqs().createQueue(request -> request.queueName("news"));
        String subscription = sns.subscribe(
                        request -> request.topicArn(topic).protocol("sqs").endpoint(queue))
                .subscriptionArn();
        sns.subscribe(request -> request.topicArn(longer).protocol("sqs").endpoint(queue));
        assertThat(sns.listSubscriptions().subscriptions()).hasSize(2);
        assertThat(sns.listSubscriptionsByTopic(request -> request.topicArn(topic))
                        .subscriptions())
                .as("the ARN of one topic begins as that of the other")
                .extracting(each -> each.subscriptionArn())
                .containsExactly(subscription);
        sns.setSubscriptionAttributes(request -> request.subscriptionArn(subscription)
                .attributeName("RawMessageDelivery")
                .attributeValue("true"));
        assertThat(sns.publish(request -> request.topicArn(topic).message("hello"))
                        .messageId())
                .isNotEmpty();
        assertError(
                InvalidParameterException.class,
                () -> sns.publish(request -> request.topicArn(topic).message("\u20ac".repeat(100_000))));
        assertError(InvalidParameterException.class, () -> sns.createTopic(request -> request.name("a b")));
        sns.unsubscribe(request -> request.subscriptionArn(subscription));
        sns.deleteTopic(request -> request.topicArn(topic));
        assertError(NotFoundException.class, () -> sns.getTopicAttributes(request -> request.topicArn(topic)));
        assertAllAnswered("SNS");
    }

    @Test
    void logs() {
        CloudWatchLogsClient logs = lab.logs();
        logs.createLogGroup(request -> request.logGroupName("mine"));
        assertError(
                software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException.class,
                () -> logs.createLogGroup(request -> request.logGroupName("mine")));
        assertThat(logs.describeLogGroups(request -> request.logGroupNamePrefix("mine"))
                        .logGroups())
                .hasSize(1);
        assertThat(logs.describeLogStreams(request -> request.logGroupName("mine"))
                        .logStreams())
                .isEmpty();
        assertThat(logs.filterLogEvents(request -> request.logGroupName("mine")).events())
                .isEmpty();
        assertThat(logs.getLogEvents(request -> request.logGroupName("mine").logStreamName("s"))
                        .events())
                .isEmpty();
        logs.deleteLogGroup(request -> request.logGroupName("mine"));
        assertError(
                software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException.class,
                () -> logs.deleteLogGroup(request -> request.logGroupName("mine")));
        assertAllAnswered("CloudWatch Logs");
    }

    @Test
    void identities() {
        StsClient sts = lab.client(StsClient.builder());
        assertThat(sts.getCallerIdentity().account()).isEqualTo("000000000000");
        IamClient iam = lab.client(IamClient.builder());
        String arn = iam.createRole(request -> request.roleName("lab").assumeRolePolicyDocument("{}"))
                .role()
                .arn();
        assertThat(iam.getRole(request -> request.roleName("lab")).role().arn()).isEqualTo(arn);
        iam.attachRolePolicy(request -> request.roleName("lab").policyArn("arn:aws:iam::aws:policy/P"));
        iam.putRolePolicy(request -> request.roleName("lab").policyName("p").policyDocument("{}"));
        iam.deleteRole(request -> request.roleName("lab"));
        assertAllAnswered("STS");
        assertAllAnswered("IAM");
    }
}
