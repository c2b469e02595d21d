// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semel.lambda.http.HttpSource;
import dev.semel.platform.deploy.TemplateDeployment;
import dev.semel.platform.http.FrontClient;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.ServiceException;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP APIs and REST APIs, by requests in the form of the SDK's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayTest {

    private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:";
    private static final String URI_PREFIX =
            "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/" + FUNCTION;

    private LabFixture lab;
    private FrontClient front;
    private HttpClient http;

    @BeforeAll
    void start() throws Exception {
        lab = new LabFixture(builder -> builder.clock(() -> Instant.parse("2020-03-12T19:03:58.390Z")));
        front = new FrontClient(lab.lab().endpoint(), lab.lab().accessKey());
        http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        lab.createFunction(lab.lambda(), "echo");
        lab.lambda()
                .createFunction(
                        LabFixture.function("answer", Map.of("ANSWER", "{\"statusCode\":201,\"body\":\"made\"}"))
                                .build());
    }

    @AfterAll
    void stop() throws Exception {
        http.shutdownNow();
        front.close();
        lab.close();
    }

    private JsonNode call(String method, String path, String document) throws Exception {
        return JsonTree.parse(front.rest(
                        "apigateway",
                        method,
                        path,
                        Map.of(),
                        document.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .body());
    }

    private HttpResponse<String> send(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(lab.lab().endpoint() + "/_api/" + path));
        if (!body.isEmpty()) {
            request.POST(HttpRequest.BodyPublishers.ofString(body));
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private String httpApi(String function) throws Exception {
        JsonNode api =
                call("POST", "/v2/apis", "{'name':'web','protocolType':'HTTP','target':'" + FUNCTION + function + "'}");
        assertThat(api.path("apiEndpoint").asText())
                .endsWith("/_api/" + api.path("apiId").asText());
        return api.path("apiId").asText();
    }

    private void route(String api, String key, String function, String more) throws Exception {
        String integration = call(
                        "POST",
                        "/v2/apis/" + api + "/integrations",
                        "{'integrationType':'AWS_PROXY','integrationUri':'" + URI_PREFIX + function
                                + "/invocations','payloadFormatVersion':'2.0'" + more + "}")
                .path("integrationId")
                .asText();
        call(
                "POST",
                "/v2/apis/" + api + "/routes",
                "{'routeKey':'" + key + "','target':'integrations/" + integration + "'"
                        + (key.contains("signed") ? ",'authorizationType':'AWS_IAM'}" : "}"));
    }

    @Test
    void anHttpApiDeliversFormat2_andServesTheMostSpecificRoute() throws Exception {
        String api = httpApi("answer");
        route(api, "POST /payments/{account}", "echo", "");
        route(api, "ANY /{proxy+}", "answer", "");
        call(
                "POST",
                "/v2/apis/" + api + "/stages",
                "{'stageName':'test','autoDeploy':true,'stageVariables':{'a':'b'}}");
        JsonNode event = JsonTree.parse(send(
                        api + "/test/payments/a%20b?q=x&q=y%20z&empty=",
                        "{\"amount\":1}",
                        "Content-Type",
                        "application/json",
                        "X-Many",
                        "one",
                        "X-Many",
                        "two",
                        "Cookie",
                        "a=1; b=2",
                        "User-Agent",
                        "test")
                .body()
                .getBytes(StandardCharsets.UTF_8));
        String id = event.path("requestContext").path("requestId").asText();
        assertThat(event.toString().replace('"', '\'').replace(id, "ID").replace(api, "API"))
                .isEqualTo("{'version':'2.0','routeKey':'POST /payments/{account}','rawPath':'/test/payments/a%20b',"
                        + "'rawQueryString':'q=x&q=y%20z&empty=','cookies':['a=1','b=2'],'headers':"
                        + event.path("headers").toString().replace('"', '\'')
                        + ",'queryStringParameters':{'q':'x,y z','empty':''},'requestContext':{'accountId':"
                        + "'000000000000','apiId':'API','domainName':'API.execute-api.us-east-1.amazonaws.com',"
                        + "'domainPrefix':'API','http':{'method':'POST','path':'/test/payments/a%20b','protocol':"
                        + "'HTTP/1.1','sourceIp':'127.0.0.1','userAgent':'test'},'requestId':'ID','routeKey':"
                        + "'POST /payments/{account}','stage':'test','time':'12/Mar/2020:19:03:58 +0000','timeEpoch':"
                        + "1584039838390},'pathParameters':{'account':'a b'},'stageVariables':{'a':'b'},'body':"
                        + "'{\\'amount\\':1}','isBase64Encoded':false}");
        assertThat(event.path("headers").path("x-many").asText()).isEqualTo("one,two");
        assertThat(event.path("headers").has("cookie")).isFalse();
        var parsed = HttpSource.parse(new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)));
        assertThat(parsed.method()).isEqualTo("POST");
        HttpResponse<String> other = send(api + "/test/payments", "");
        assertThat(other.statusCode() + other.body()).isEqualTo("201made");
        assertThat(send(api + "/payments/1", "a=b", "Content-Type", "application/x-www-form-urlencoded")
                        .body())
                .contains("\"body\":\"YT1i\",\"isBase64Encoded\":true");
    }

    @Test
    void aRestApiDeliversFormat1_andServesWhatWasDeployed() throws Exception {
        JsonNode rest = call("POST", "/restapis", "{'name':'orders','binaryMediaTypes':['image/*']}");
        String api = rest.path("id").asText();
        String payments = resource(api, rest.path("rootResourceId").asText(), "payments");
        String account = resource(api, payments, "{account}");
        method(api, account, "POST", "echo");
        String path = "/restapis/" + api + "/deployments";
        assertThat(call("POST", path, "{'stageName':'Prod','variables':{'a':'b'}}")
                        .has("id"))
                .isTrue();
        method(api, payments, "ANY", "answer");
        assertThat(send(api + "/Prod/payments", "").statusCode())
                .as("not deployed yet")
                .isEqualTo(403);
        HttpResponse<String> malformed = send(
                api + "/Prod/payments/42?q=x&q=y%20z",
                "{\"amount\":1}",
                "Content-Type",
                "application/json",
                "X-Many",
                "one",
                "X-Many",
                "two");
        assertThat(malformed.statusCode() + malformed.body()).isEqualTo("502{\"message\":\"Internal server error\"}");
        String line = lab.lines("echo", "\"resource\":").getFirst();
        JsonNode event = JsonTree.parse(line.substring(line.indexOf('{')).getBytes(StandardCharsets.UTF_8));
        assertThat(event.path("multiValueHeaders").path("X-Many").toString()).isEqualTo("[\"one\",\"two\"]");
        assertThat(event.path("headers").path("X-Many").asText()).isEqualTo("two");
        JsonNode context = event.path("requestContext");
        assertThat(List.of(
                        event.path("resource").asText(),
                        event.path("path").asText(),
                        event.path("httpMethod").asText(),
                        event.path("queryStringParameters").toString(),
                        event.path("multiValueQueryStringParameters").toString(),
                        event.path("pathParameters").toString(),
                        event.path("stageVariables").toString(),
                        event.path("body").asText(),
                        context.path("resourceId").asText(),
                        context.path("path").asText(),
                        context.path("stage").asText(),
                        context.path("requestTime").asText(),
                        context.path("identity").path("user").toString()))
                .containsExactly(
                        "/payments/{account}",
                        "/payments/42",
                        "POST",
                        "{\"q\":\"y z\"}",
                        "{\"q\":[\"x\",\"y z\"]}",
                        "{\"account\":\"42\"}",
                        "{\"a\":\"b\"}",
                        "{\"amount\":1}",
                        account,
                        "/Prod/payments/42",
                        "Prod",
                        "12/Mar/2020:19:03:58 +0000",
                        "null");
        var parsed = HttpSource.parse(new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)));
        assertThat(parsed.method()).isEqualTo("POST");
        call("POST", path, "{'stageName':'Prod'}");
        HttpResponse<String> deployed = send(api + "/Prod/payments", "");
        assertThat(deployed.statusCode() + deployed.body()).isEqualTo("201made");
    }

    private String resource(String api, String parent, String part) throws Exception {
        return call("POST", "/restapis/" + api + "/resources/" + parent, "{'pathPart':'" + part + "'}")
                .path("id")
                .asText();
    }

    private void method(String api, String resource, String method, String function) throws Exception {
        String path = "/restapis/" + api + "/resources/" + resource + "/methods/" + method;
        call("PUT", path, "{'authorizationType':'NONE'}");
        call(
                "PUT",
                path + "/integration",
                "{'type':'AWS_PROXY','httpMethod':'POST','uri':'" + URI_PREFIX + function + "/invocations'}");
    }

    @Test
    void failuresAreAnsweredByTheApi() throws Exception {
        String api = httpApi("echo");
        route(api, "POST /slow", "echo", ",'timeoutInMillis':500");
        route(api, "POST /absent", "nobody", "");
        route(api, "POST /signed", "echo", "");
        assertThat(List.of(
                        status(send(api + "/slow", "please hang")),
                        status(send(api + "/absent", "order")),
                        status(send(api + "/", "please fail")),
                        status(send(api + "/signed", "order")),
                        status(send("absent/", "order")),
                        status(send("", "order"))))
                .containsExactly(
                        "503 {\"message\":\"Service Unavailable\"}",
                        "500 {\"message\":\"Internal Server Error\"}",
                        "500 {\"message\":\"Internal Server Error\"}",
                        "403 {\"message\":\"Forbidden\"}",
                        "404 {\"message\":\"there is no such API\"}",
                        "404 {\"message\":\"there is no such API\"}");
        assertThat(send(
                                api + "/signed",
                                "order",
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=" + lab.lab().accessKey()
                                        + "/20260101/us-east-1/execute-api/aws4_request, Signature=none")
                        .body())
                .contains("\"userArn\":\"arn:aws:iam::000000000000:root\"");
        String route = call("GET", "/v2/apis/" + api + "/routes", "")
                .findPath("routeId")
                .asText();
        call("DELETE", "/v2/apis/" + api + "/routes/" + route, "");
        assertThat(status(send(api + "/other", "order"))).isEqualTo("404 {\"message\":\"Not Found\"}");
        call("DELETE", "/v2/apis/" + api, "");
        assertThatThrownBy(() -> call("GET", "/v2/apis/" + api, "")).hasMessageContaining("Invalid API identifier");
    }

    @Test
    void theApisOfATemplateAreCalled(@TempDir Path folder) throws Exception {
        Files.write(folder.resolve("code.zip"), LabFixture.zip(EchoHandler.class));
        Path template = Files.writeString(folder.resolve("template.yaml"), """
                Transform: AWS::Serverless-2016-10-31
                Resources:
                  Orders:
                    Type: AWS::Serverless::Function
                    Properties:
                      Runtime: java21
                      Handler: %s
                      CodeUri: code.zip
                      Timeout: 20
                      Environment: {Variables: {ANSWER: '{"statusCode": 201, "body": "made"}', PEER: !Ref Named}}
                      Events:
                        Post: {Type: HttpApi, Properties: {Path: "/orders/{id}", Method: post}}
                        Signed: {Type: HttpApi, Properties: {ApiId: !Ref Named, Path: /orders, Method: POST}}
                        Get: {Type: Api, Properties: {Path: "/a/b/{id}", Method: get}}
                        Put: {Type: Api, Properties: {RestApiId: !Ref Rest, Path: /a, Method: put}}
                  Named:
                    Type: AWS::Serverless::HttpApi
                    Properties: {StageName: test, Auth: {EnableIamAuthorizer: true, DefaultAuthorizer: AWS_IAM}}
                  Rest: {Type: AWS::Serverless::Api, Properties: {StageName: live, BinaryMediaTypes: [image~1gif]}}
                  Quick:
                    Type: AWS::ApiGatewayV2::Api
                    Properties: {Name: quick, ProtocolType: HTTP, Target: !GetAtt Orders.Arn}
                  Below:
                    Type: AWS::ApiGateway::Resource
                    Properties: {RestApiId: !Ref Plain, ParentId: !Ref Above, PathPart: below}
                  Above:
                    Type: AWS::ApiGateway::Resource
                    Properties: {RestApiId: !Ref Plain, ParentId: !GetAtt Plain.RootResourceId, PathPart: above}
                  Plain: {Type: AWS::ApiGateway::RestApi, Properties: {Name: plain}}
                Outputs:
                  Http: {Value: !Sub "https://${ServerlessHttpApi}.execute-api.${AWS::Region}.amazonaws.com/orders/4"}
                  Named: {Value: !Sub "${Named.ApiEndpoint}/test/orders"}
                  Rest: {Value: !Sub "https://${ServerlessRestApi}.execute-api.${AWS::Region}.amazonaws.com/Prod/a/b/4"}
                  Live: {Value: !Sub "https://${Rest}.execute-api.${AWS::Region}.amazonaws.com/live/a"}
                  Quick: {Value: !GetAtt Quick.ApiEndpoint}
                """.formatted(EchoHandler.class.getName()));
        Map<String, String> outputs =
                TemplateDeployment.read(template, "apis", Map.of()).create(front, line -> {});
        Map<String, Integer> answers = new TreeMap<>();
        for (Map.Entry<String, String> output : outputs.entrySet()) {
            String method = Map.of("Rest", "GET", "Live", "PUT").getOrDefault(output.getKey(), "POST");
            HttpRequest request = HttpRequest.newBuilder(URI.create(output.getValue()))
                    .method(method, HttpRequest.BodyPublishers.ofString("order"))
                    .build();
            answers.put(
                    output.getKey(), http.send(request, BodyHandlers.ofString()).statusCode());
        }
        assertThat(answers).hasToString("{Http=201, Live=201, Named=403, Quick=201, Rest=201}");
    }

    private static String status(HttpResponse<String> answer) {
        return answer.statusCode() + " " + answer.body();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            /v2/apis | {'name':'a','protocolType':'WEBSOCKET'} | CreateApi with protocolType WEBSOCKET of API Gateway
            /v2/apis | {'protocolType':'HTTP'} | name is required
            /v2/apis | {'name':'a','protocolType':'HTTP','target':'https://example.com'} | \
            must have the ARN of a function
            /v2/apis/ID/integrations | {'integrationType':'HTTP_PROXY'} | integrationType HTTP_PROXY of API Gateway
            /v2/apis/ID/integrations | {'integrationType':'AWS_PROXY'} | payloadFormatVersion is required
            /v2/apis/ID/integrations | \
            {'integrationType':'AWS_PROXY','payloadFormatVersion':'2.0',\
            'integrationUri':'arn:aws:lambda:us-east-1:0:function:a','timeoutInMillis':30001} | between 50 and 30000
            /v2/apis/ID/routes | {'routeKey':'GET /a','target':'integrations/none'} | no integration of this API
            /v2/apis/ID/routes | {'routeKey':'GET /a','authorizationType':'JWT','target':'integrations/none'} | \
            authorizationType JWT of API
            /v2/apis/ID/stages | {'stageName':'a'} | CreateStage of an HTTP API without autoDeploy
            /v2/apis/ID/authorizers | {} | does not serve POST of this path
            /restapis | {'name':'a','policy':'{}'} | CreateRestApi with policy
            /restapis/none/deployments | {} | Invalid API identifier specified none
            """)
    void whatIsNotServedIsRefusedByName(String path, String document, String message) throws Exception {
        String api = httpApi("echo");
        assertThatThrownBy(() -> call("POST", path.replace("ID", api), document))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining(message);
    }
}
