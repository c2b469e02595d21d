// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.Resource;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.AuthorizationType;
import software.amazon.awssdk.services.apigatewayv2.model.IntegrationType;
import software.amazon.awssdk.services.apigatewayv2.model.ProtocolType;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindow;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;
import software.amazon.awssdk.services.scheduler.model.Target;
import software.amazon.awssdk.services.scheduler.model.ValidationException;

/** Every served operation of API Gateway and EventBridge Scheduler, and failed conditions, tried by the AWS SDK. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewaySdkTest {

    private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:answer";
    private static final String INVOCATIONS =
            "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/" + FUNCTION + "/invocations";

    private LabFixture lab;

    @BeforeAll
    void start() throws Exception {
        lab = new LabFixture();
        lab.lambda()
                .createFunction(
                        LabFixture.function("answer", Map.of("ANSWER", "{\"statusCode\":201,\"body\":\"made\"}"))
                                .build());
    }

    @AfterAll
    void stop() throws Exception {
        lab.close();
    }

    private String send(String method, String address) throws Exception {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(address))
                            .method(method, HttpRequest.BodyPublishers.ofString("order"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + answer.body();
        }
    }

    @Test
    void httpApis() throws Exception {
        ApiGatewayV2Client client = lab.client(ApiGatewayV2Client.builder());
        var api = client.createApi(request -> request.name("orders").protocolType(ProtocolType.HTTP));
        String id = api.apiId();
        String integration = client.createIntegration(request -> request.apiId(id)
                        .integrationType(IntegrationType.AWS_PROXY)
                        .integrationUri(FUNCTION)
                        .payloadFormatVersion("2.0"))
                .integrationId();
        String route = client.createRoute(request -> request.apiId(id)
                        .routeKey("POST /orders")
                        .authorizationType(AuthorizationType.NONE)
                        .target("integrations/" + integration))
                .routeId();
        client.createStage(request -> request.apiId(id).stageName("$default").autoDeploy(true));
        assertThat(send("POST", api.apiEndpoint() + "/orders")).isEqualTo("201made");

        assertThat(client.getApi(request -> request.apiId(id)).name()).isEqualTo("orders");
        assertThat(client.getApis(request -> {}).items())
                .extracting(each -> each.apiId())
                .containsExactly(id);
        assertThat(client.getIntegrations(request -> request.apiId(id)).items())
                .extracting(each -> each.integrationId())
                .containsExactly(integration);
        assertThat(client.getRoutes(request -> request.apiId(id)).items())
                .extracting(each -> each.routeKey())
                .containsExactly("POST /orders");
        assertThat(client.getStages(request -> request.apiId(id)).items())
                .extracting(each -> each.stageName())
                .containsExactly("$default");

        client.deleteRoute(request -> request.apiId(id).routeId(route));
        assertThat(send("POST", api.apiEndpoint() + "/orders")).startsWith("404");
        client.deleteIntegration(request -> request.apiId(id).integrationId(integration));
        client.deleteStage(request -> request.apiId(id).stageName("$default"));
        client.deleteApi(request -> request.apiId(id));
        assertThatThrownBy(() -> client.getApi(request -> request.apiId(id)))
                .isInstanceOf(software.amazon.awssdk.services.apigatewayv2.model.NotFoundException.class);
        assertThatThrownBy(
                        () -> client.createApi(request -> request.name("socket").protocolType(ProtocolType.WEBSOCKET)))
                .hasMessageContaining("does not serve");
        assertAllAnswered("API Gateway (HTTP APIs)");
    }

    private void assertAllAnswered(String service) {
        assertThat(lab.answered().of(service))
                .as("of %s", lab.answered())
                .isEqualTo(lab.lab().operations().get(service));
    }

    @Test
    void restApis() throws Exception {
        ApiGatewayClient client = lab.client(ApiGatewayClient.builder());
        var api = client.createRestApi(request -> request.name("orders"));
        String id = api.id();
        String resource = client.createResource(request ->
                        request.restApiId(id).parentId(api.rootResourceId()).pathPart("orders"))
                .id();
        client.putMethod(request ->
                request.restApiId(id).resourceId(resource).httpMethod("POST").authorizationType("NONE"));
        client.putIntegration(request -> request.restApiId(id)
                .resourceId(resource)
                .httpMethod("POST")
                .type(software.amazon.awssdk.services.apigateway.model.IntegrationType.AWS_PROXY)
                .integrationHttpMethod("POST")
                .uri(INVOCATIONS));
        String deployment = client.createDeployment(
                        request -> request.restApiId(id).stageName("Prod"))
                .id();
        client.createStage(request ->
                request.restApiId(id).stageName("test").deploymentId(deployment).variables(Map.of("a", "b")));
        String address = lab.lab().endpoint() + "/_api/" + id;
        assertThat(send("POST", address + "/Prod/orders")).isEqualTo("201made");
        assertThat(send("POST", address + "/test/orders")).isEqualTo("201made");

        assertThat(client.getRestApi(request -> request.restApiId(id)).name()).isEqualTo("orders");
        assertThat(client.getRestApis(request -> {}).items())
                .extracting(each -> each.id())
                .containsExactly(id);
        assertThat(client.getResources(request -> request.restApiId(id)).items())
                .extracting(Resource::path)
                .containsExactlyInAnyOrder("/", "/orders");
        assertThat(client.getMethod(request ->
                                request.restApiId(id).resourceId(resource).httpMethod("POST"))
                        .methodIntegration()
                        .uri())
                .isEqualTo(INVOCATIONS);
        assertThat(client.getStages(request -> request.restApiId(id)).item())
                .extracting(each -> each.stageName())
                .containsExactlyInAnyOrder("Prod", "test");

        client.deleteRestApi(request -> request.restApiId(id));
        assertThatThrownBy(() -> client.getRestApi(request -> request.restApiId(id)))
                .isInstanceOf(software.amazon.awssdk.services.apigateway.model.NotFoundException.class);
        assertThatThrownBy(() -> client.getApiKeys(request -> {})).hasMessageContaining("does not serve");
        assertAllAnswered("API Gateway (REST APIs)");
    }

    @Test
    void schedules() {
        SchedulerClient client = lab.client(SchedulerClient.builder());
        FlexibleTimeWindow off =
                FlexibleTimeWindow.builder().mode(FlexibleTimeWindowMode.OFF).build();
        Target target = Target.builder()
                .arn(FUNCTION)
                .roleArn("arn:aws:iam::000000000000:role/lab")
                .input("{}")
                .retryPolicy(policy -> policy.maximumRetryAttempts(3).maximumEventAgeInSeconds(600))
                .build();
        String arn = client.createSchedule(request -> request.name("daily")
                        .scheduleExpression("cron(0 3 * * ? *)")
                        .scheduleExpressionTimezone("Europe/Berlin")
                        .flexibleTimeWindow(off)
                        .target(target))
                .scheduleArn();
        assertThat(arn).endsWith(":schedule/default/daily");
        client.updateSchedule(request -> request.name("daily")
                .scheduleExpression("rate(1 day)")
                .state(ScheduleState.DISABLED)
                .actionAfterCompletion(ActionAfterCompletion.NONE)
                .flexibleTimeWindow(off)
                .target(target));
        var daily = client.getSchedule(request -> request.name("daily"));
        assertThat(daily.scheduleExpression()).isEqualTo("rate(1 day)");
        assertThat(daily.state()).isEqualTo(ScheduleState.DISABLED);
        assertThat(daily.target()).isEqualTo(target);
        assertThat(client.listSchedules(request -> {}).schedules())
                .extracting(ScheduleSummary::name)
                .containsExactly("daily");
        assertThatThrownBy(() -> client.createSchedule(request -> request.name("daily")
                        .scheduleExpression("rate(1 day)")
                        .flexibleTimeWindow(off)
                        .target(target)))
                .isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> client.createSchedule(request -> request.name("wrong")
                        .scheduleExpression("rate(1 fortnight)")
                        .flexibleTimeWindow(off)
                        .target(target)))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> client.createScheduleGroup(request -> request.name("group")))
                .hasMessageContaining("does not serve");

        client.deleteSchedule(request -> request.name("daily"));
        assertThatThrownBy(() -> client.getSchedule(request -> request.name("daily")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertAllAnswered("EventBridge Scheduler");
    }

    @Test
    void conditionsThatFailAreTheServicesOwnErrors() {
        DynamoDbClient tables = lab.dynamoDb();
        tables.createTable(table -> table.tableName("orders")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType(KeyType.HASH)
                        .build())
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build()));
        Map<String, AttributeValue> item = Map.of("id", AttributeValue.fromS("1"));
        tables.putItem(put -> put.tableName("orders").item(item).conditionExpression("attribute_not_exists(id)"));
        assertThatThrownBy(() -> tables.putItem(
                        put -> put.tableName("orders").item(item).conditionExpression("attribute_not_exists(id)")))
                .isInstanceOf(ConditionalCheckFailedException.class);
        S3Client objects = lab.s3();
        objects.createBucket(bucket -> bucket.bucket("uploads"));
        objects.putObject(put -> put.bucket("uploads").key("k").ifNoneMatch("*"), RequestBody.fromString("one"));
        assertThatThrownBy(() -> objects.putObject(
                        put -> put.bucket("uploads").key("k").ifNoneMatch("*"), RequestBody.fromString("two")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
    }
}
