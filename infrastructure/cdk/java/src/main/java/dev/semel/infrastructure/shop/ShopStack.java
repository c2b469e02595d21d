// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.infrastructure.shop;

import dev.semel.infrastructure.IdempotencyTable;
import dev.semel.infrastructure.OnceFunction;
import dev.semel.infrastructure.OperationMetrics;
import dev.semel.infrastructure.RecordsAbility;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.DefaultStackSynthesizer;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.EventInvokeConfigOptions;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.FunctionUrl;
import software.amazon.awscdk.services.lambda.FunctionUrlAuthType;
import software.amazon.awscdk.services.lambda.Permission;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.destinations.SqsDestination;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.scheduler.Schedule;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.scheduler.targets.LambdaInvoke;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/**
 * A shop of five functions: orders come by an API and by files, a queue leads to the function that charges, a bus to
 * the one that awards points, a schedule starts stalled work again. It synthesises
 * {@code examples/reference/template.json}.
 */
public final class ShopStack extends Stack {

    private static final String HANDLERS = "dev.semel.examples.reference.";
    private static final String NAMESPACE = "Shop";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int PAYMENTS_AT_ONCE = 2;
    private static final Duration TWO_WEEKS = Duration.ofDays(14);
    private static final Duration A_MONTH = Duration.ofDays(30);

    private final IdempotencyTable records;
    private final Code code;
    private final Topic alarms;

    /**
     * Makes the stack.
     *
     * @param scope the application
     * @param id the stack's name
     */
    public ShopStack(Construct scope, String id) {
        super(
                scope,
                id,
                StackProps.builder()
                        .synthesizer(DefaultStackSynthesizer.Builder.create()
                                .generateBootstrapVersionRule(false) // CDK uploads nothing: the code is in a bucket
                                .build())
                        .build());
        code = Code.fromBucket(
                Bucket.fromBucketName(this, "Code", parameter("CodeBucket", "Bucket of the functions' code.")),
                parameter("CodeKey", "Key of the functions' code, a zip."));
        records = new IdempotencyTable(this, "Idempotency");
        alarms = new Topic(this, "Alarms");
        Table orders = table("Orders", "id");
        Table points = table("Points", "customer");

        OnceFunction charge = once("ChargeOrder", TWO_WEEKS);
        Queue queue = charge.pollQueue(Duration.ZERO, PAYMENTS_AT_ONCE);
        charge.function().addEnvironment("PAYMENTS_URL", parameter("PaymentsUrl", "Address of the payment company."));
        charge.function().addEnvironment("MAIL_URL", parameter("MailUrl", "Address of the mail service."));
        charge.function().addEnvironment("ORDERS_TABLE", orders.getTableName());
        allow(charge.function(), orders, "dynamodb:GetItem", "dynamodb:UpdateItem");
        charge.function()
                .addToRolePolicy(PolicyStatement.Builder.create()
                        .actions(List.of("events:PutEvents"))
                        .resources(List.of(formatArn(ArnComponents.builder()
                                .service("events")
                                .resource("event-bus")
                                .resourceName("default")
                                .build())))
                        .build());

        OnceFunction place = once("PlaceOrder", TWO_WEEKS);
        FunctionUrl api = place.answerCallers(FunctionUrlAuthType.NONE);
        sendOrders(place.function(), orders, queue, "dynamodb:PutItem");

        OnceFunction orderFiles = once("ImportOrders", TWO_WEEKS);
        String intake = uploads(orderFiles);
        sendOrders(orderFiles.function(), orders, queue, "dynamodb:PutItem");

        OnceFunction award = once("AwardPoints", A_MONTH);
        award.function().addEnvironment("POINTS_TABLE", points.getTableName());
        allow(award.function(), points, "dynamodb:UpdateItem");
        Rule.Builder.create(this, "Paid")
                .eventPattern(EventPattern.builder()
                        .source(List.of("shop"))
                        .detailType(List.of("OrderPaid"))
                        .build())
                .targets(List.of(LambdaFunction.Builder.create(award.retryAsynchronously())
                        .deadLetterQueue(award.deadLetters())
                        .build()))
                .build();

        Function sweep = sweep();
        sendOrders(sweep, orders, queue, "dynamodb:GetItem");

        for (String operation : List.of("place", "import", "charge", "award")) {
            new OperationMetrics(this, "Metrics" + operation, NAMESPACE, operation).alarms().forEach(this::notify);
        }
        output("Api", api.getUrl());
        output("OrderQueue", queue.getQueueUrl());
        output("Intake", intake);
        output("Records", records.table().getTableName());
        output("OrderTable", orders.getTableName());
        output("PointsTable", points.getTableName());
    }

    private String parameter(String name, String description) {
        return CfnParameter.Builder.create(this, name)
                .type("String")
                .description(description)
                .build()
                .getValueAsString();
    }

    private void output(String name, String value) {
        CfnOutput.Builder.create(this, name + "Output").value(value).build().overrideLogicalId(name + "Output");
    }

    private void notify(Alarm alarm) {
        alarm.addAlarmAction(new SnsAction(alarms));
    }

    private Table table(String id, String key) {
        return Table.Builder.create(this, id)
                .partitionKey(Attribute.builder().name(key).type(AttributeType.STRING).build())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .pointInTimeRecoverySpecification(PointInTimeRecoverySpecification.builder()
                        .pointInTimeRecoveryEnabled(true)
                        .build())
                .deletionProtection(true)
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
    }

    private OnceFunction once(String name, Duration dedupeWindow) {
        OnceFunction function = new OnceFunction(
                this, name, records, HANDLERS + name + "::handleRequest", code, TIMEOUT, dedupeWindow);
        notify(function.deadLetterAlarm());
        return function;
    }

    private static void allow(Function function, Table table, String... actions) {
        function.addToRolePolicy(PolicyStatement.Builder.create()
                .actions(List.of(actions))
                .resources(List.of(table.getTableArn()))
                .build());
    }

    private static void sendOrders(Function function, Table orders, Queue queue, String action) {
        allow(function, orders, action);
        queue.grantSendMessages(function);
        function.addEnvironment("ORDERS_TABLE", orders.getTableName());
        function.addEnvironment("ORDER_QUEUE_URL", queue.getQueueUrl());
    }

    /**
     * Adds the bucket of order files. Function, permission and bucket would wait for each other, so the bucket has a
     * name of its own that all three are made from.
     *
     * @return the bucket's name
     */
    private String uploads(OnceFunction orderFiles) {
        String name = "shop-intake-" + getAccount() + "-" + getRegion();
        Function function = orderFiles.retryAsynchronously();
        Bucket.fromBucketName(this, "IntakeByName", name).grantRead(function, "*");
        function.addPermission(
                "Intake",
                Permission.builder()
                        .principal(new ServicePrincipal("s3.amazonaws.com"))
                        .sourceAccount(getAccount())
                        .sourceArn("arn:" + getPartition() + ":s3:::" + name)
                        .build());
        CfnBucket bucket = CfnBucket.Builder.create(this, "Intake")
                .bucketName(name)
                .publicAccessBlockConfiguration(CfnBucket.PublicAccessBlockConfigurationProperty.builder()
                        .blockPublicAcls(true)
                        .blockPublicPolicy(true)
                        .ignorePublicAcls(true)
                        .restrictPublicBuckets(true)
                        .build())
                .notificationConfiguration(CfnBucket.NotificationConfigurationProperty.builder()
                        .lambdaConfigurations(List.of(CfnBucket.LambdaConfigurationProperty.builder()
                                .event("s3:ObjectCreated:*")
                                .function(function.getFunctionArn())
                                .build()))
                        .build())
                .build();
        bucket.getNode().addDependency(function.getNode().findChild("Intake"));
        return name;
    }

    /** Adds the function that starts stalled work again; it guards nothing, and its role reads the records. */
    private Function sweep() {
        Queue dead = Queue.Builder.create(this, "SweepDead")
                .retentionPeriod(software.amazon.awscdk.Duration.days(14))
                .enforceSsl(true)
                .build();
        notify(Alarm.Builder.create(this, "SweepDeadLetters")
                .metric(dead.metricApproximateNumberOfMessagesVisible())
                .threshold(0)
                .evaluationPeriods(1)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build());
        Function function = Function.Builder.create(this, "SweepStalled")
                .runtime(Runtime.JAVA_21)
                .handler(HANDLERS + "SweepStalled::handleRequest")
                .code(code)
                .memorySize(512)
                .timeout(software.amazon.awscdk.Duration.seconds(50))
                .environment(Map.of(
                        "IDEMPOTENCY_TABLE",
                        records.table().getTableName(),
                        "STALLED_AFTER",
                        CfnParameter.Builder.create(this, "StalledAfter")
                                .type("String")
                                .defaultValue("PT15M")
                                .description("Time after which work counts as stalled; longer than the queue takes.")
                                .build()
                                .getValueAsString()))
                .build();
        ((CfnFunction) function.getNode().getDefaultChild()).addMetadata("Semel", Map.of("Operator", true));
        function.configureAsyncInvoke(EventInvokeConfigOptions.builder()
                .onFailure(new SqsDestination(dead))
                .build());
        records.grant(function, RecordsAbility.LISTING);
        Schedule.Builder.create(this, "Sweep")
                .schedule(ScheduleExpression.rate(software.amazon.awscdk.Duration.minutes(15)))
                .target(LambdaInvoke.Builder.create(function).deadLetterQueue(dead).build())
                .build();
        return function;
    }
}
