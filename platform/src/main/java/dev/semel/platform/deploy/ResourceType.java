// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Types of resources that are deployed, in the order of their creation, with the properties that have an effect here
 * and those that are accepted without one. Any other type or property is refused.
 */
enum ResourceType {
    ROLE("AWS::IAM::Role", "RoleName", "*"),
    POLICY("AWS::IAM::Policy", "", "*"),
    MANAGED_POLICY("AWS::IAM::ManagedPolicy", "", "*"),
    QUEUE_POLICY("AWS::SQS::QueuePolicy", "", "*"),
    TOPIC_POLICY("AWS::SNS::TopicPolicy", "", "*"),
    BUCKET_POLICY("AWS::S3::BucketPolicy", "", "*"),
    BUS_POLICY("AWS::Events::EventBusPolicy", "", "*"),
    PERMISSION("AWS::Lambda::Permission", "", "*"),
    ALARM("AWS::CloudWatch::Alarm", "AlarmName", "*"),
    COMPOSITE_ALARM("AWS::CloudWatch::CompositeAlarm", "AlarmName", "*"),
    DASHBOARD("AWS::CloudWatch::Dashboard", "DashboardName", "*"),
    METRIC_FILTER("AWS::Logs::MetricFilter", "", "*"),
    LOG_GROUP(
            "AWS::Logs::LogGroup",
            "LogGroupName",
            "RetentionInDays KmsKeyId Tags LogGroupClass DeletionProtectionEnabled"),
    BUS("AWS::Events::EventBus", "Name", "Tags Description"),
    TABLE(
            "AWS::DynamoDB::Table",
            "TableName AttributeDefinitions KeySchema BillingMode ProvisionedThroughput GlobalSecondaryIndexes"
                    + " LocalSecondaryIndexes StreamSpecification TimeToLiveSpecification DeletionProtectionEnabled",
            "Tags SSESpecification PointInTimeRecoverySpecification TableClass"
                    + " ContributorInsightsSpecification OnDemandThroughput WarmThroughput ResourcePolicy"),
    QUEUE(
            "AWS::SQS::Queue",
            "QueueName VisibilityTimeout MessageRetentionPeriod DelaySeconds MaximumMessageSize"
                    + " ReceiveMessageWaitTimeSeconds FifoQueue ContentBasedDeduplication RedrivePolicy",
            "Tags KmsMasterKeyId KmsDataKeyReusePeriodSeconds SqsManagedSseEnabled RedriveAllowPolicy"
                    + " DeduplicationScope FifoThroughputLimit"),
    TOPIC("AWS::SNS::Topic", "TopicName Subscription", "Tags DisplayName KmsMasterKeyId TracingConfig"),
    HTTP_API(
            "AWS::ApiGatewayV2::Api",
            "Name ProtocolType Target RouteKey",
            "Description Tags Version CorsConfiguration RouteSelectionExpression"),
    INTEGRATION(
            "AWS::ApiGatewayV2::Integration",
            "ApiId IntegrationType IntegrationUri PayloadFormatVersion TimeoutInMillis IntegrationMethod"
                    + " ConnectionType",
            "Description"),
    ROUTE("AWS::ApiGatewayV2::Route", "ApiId RouteKey Target AuthorizationType", "OperationName"),
    HTTP_STAGE(
            "AWS::ApiGatewayV2::Stage",
            "ApiId StageName AutoDeploy StageVariables",
            "Description Tags AccessLogSettings DefaultRouteSettings RouteSettings"),
    REST_API("AWS::ApiGateway::RestApi", "Name BinaryMediaTypes", "Description Tags EndpointConfiguration"),
    REST_RESOURCE("AWS::ApiGateway::Resource", "RestApiId ParentId PathPart", ""),
    METHOD(
            "AWS::ApiGateway::Method",
            "RestApiId ResourceId HttpMethod AuthorizationType Integration",
            "MethodResponses OperationName"),
    DEPLOYMENT("AWS::ApiGateway::Deployment", "RestApiId StageName", "Description"),
    REST_STAGE(
            "AWS::ApiGateway::Stage",
            "RestApiId DeploymentId StageName Variables",
            "Description Tags MethodSettings TracingEnabled AccessLogSetting"),
    FUNCTION(
            "AWS::Lambda::Function",
            "FunctionName Runtime Handler Code Role Description Timeout MemorySize Environment DeadLetterConfig"
                    + " ReservedConcurrentExecutions CapacityProviderConfig PackageType",
            "Tags Architectures TracingConfig KmsKeyArn LoggingConfig EphemeralStorage RecursiveLoop"
                    + " RuntimeManagementConfig SnapStart"),
    FUNCTION_URL("AWS::Lambda::Url", "TargetFunctionArn AuthType", "Cors InvokeMode"),
    EVENT_INVOKE_CONFIG(
            "AWS::Lambda::EventInvokeConfig",
            "FunctionName MaximumRetryAttempts MaximumEventAgeInSeconds DestinationConfig",
            "Qualifier"),
    MAPPING(
            "AWS::Lambda::EventSourceMapping",
            "EventSourceArn FunctionName BatchSize MaximumBatchingWindowInSeconds FunctionResponseTypes ScalingConfig"
                    + " Enabled StartingPosition MaximumRetryAttempts MaximumRecordAgeInSeconds"
                    + " BisectBatchOnFunctionError DestinationConfig ParallelizationFactor",
            "Tags MetricsConfig"),
    ARCHIVE("AWS::Events::Archive", "ArchiveName SourceArn EventPattern RetentionDays", "Description KmsKeyIdentifier"),
    RULE(
            "AWS::Events::Rule",
            "Name EventBusName EventPattern ScheduleExpression State Targets",
            "Description RoleArn Tags"),
    SCHEDULE(
            "AWS::Scheduler::Schedule",
            "Name ScheduleExpression ScheduleExpressionTimezone State StartDate EndDate FlexibleTimeWindow Target",
            "Description KmsKeyArn"),
    SUBSCRIPTION("AWS::SNS::Subscription", "TopicArn Protocol Endpoint RawMessageDelivery", "RedrivePolicy Region"),
    BUCKET(
            "AWS::S3::Bucket",
            "BucketName NotificationConfiguration",
            "Tags BucketEncryption PublicAccessBlockConfiguration OwnershipControls LifecycleConfiguration"
                    + " LoggingConfiguration AccessControl");

    private final String type;
    private final String served;
    private final String inert;

    ResourceType(String type, String served, String inert) {
        this.type = type;
        this.served = " " + served + " ";
        this.inert = " " + inert + " ";
    }

    static Optional<ResourceType> of(String type) {
        return Stream.of(values()).filter(one -> one.type.equals(type)).findFirst();
    }

    String type() {
        return type;
    }

    /** {@return the names of the properties that are neither served nor accepted} */
    Stream<String> refused(JsonNode properties) {
        return isInert() || this == ROLE
                ? Stream.empty()
                : properties.properties().stream()
                        .map(member -> member.getKey())
                        .filter(name -> !(served + inert).contains(" " + name + " "));
    }

    /** {@return whether the type is accepted without an effect} */
    boolean isInert() {
        return switch (this) {
            case POLICY, MANAGED_POLICY, QUEUE_POLICY, TOPIC_POLICY, BUCKET_POLICY, BUS_POLICY, PERMISSION -> true;
            case ALARM, COMPOSITE_ALARM, DASHBOARD, METRIC_FILTER -> true;
            case ROLE, LOG_GROUP, BUS, TABLE, QUEUE, TOPIC, FUNCTION, FUNCTION_URL -> false;
            case EVENT_INVOKE_CONFIG, MAPPING, RULE, SCHEDULE, SUBSCRIPTION, BUCKET -> false;
            case HTTP_API, INTEGRATION, ROUTE, HTTP_STAGE, ARCHIVE -> false;
            case REST_API, REST_RESOURCE, METHOD, DEPLOYMENT, REST_STAGE -> false;
        };
    }

    /** {@return the property that names a resource, or an empty text for a type without a name} */
    String nameProperty() {
        return switch (this) {
            case ROLE -> "RoleName";
            case ALARM, COMPOSITE_ALARM -> "AlarmName";
            case DASHBOARD -> "DashboardName";
            case LOG_GROUP -> "LogGroupName";
            case BUS, RULE, SCHEDULE, HTTP_API, REST_API -> "Name";
            case ARCHIVE -> "ArchiveName";
            case TABLE -> "TableName";
            case QUEUE -> "QueueName";
            case TOPIC -> "TopicName";
            case FUNCTION -> "FunctionName";
            case BUCKET -> "BucketName";
            case POLICY, MANAGED_POLICY, QUEUE_POLICY, TOPIC_POLICY, BUCKET_POLICY, BUS_POLICY, PERMISSION -> "";
            case METRIC_FILTER, FUNCTION_URL, EVENT_INVOKE_CONFIG, MAPPING, SUBSCRIPTION -> "";
            case INTEGRATION, ROUTE, HTTP_STAGE, REST_RESOURCE, METHOD, DEPLOYMENT, REST_STAGE -> "";
        };
    }
}
