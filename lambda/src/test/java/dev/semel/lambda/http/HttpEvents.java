// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

/**
 * The sample events of each format, as AWS documents them, with a POST of our own: "Set up Lambda proxy integrations"
 * and "Create AWS Lambda proxy integrations for HTTP APIs" (Amazon API Gateway Developer Guide), "Invoking Lambda
 * function URLs" (AWS Lambda Developer Guide), "Use Lambda functions as targets" (Application Load Balancers), "Lambda
 * functions as targets in VPC Lattice" (Amazon VPC Lattice User Guide).
 */
final class HttpEvents {

    private HttpEvents() {}

    static String sample(HttpFormat format) {
        return switch (format) {
            case REST_API -> REST_API;
            case HTTP_API_1 -> HTTP_API_1;
            case HTTP_API_2 -> HTTP_API_2;
            case FUNCTION_URL -> FUNCTION_URL;
            case LOAD_BALANCER -> LOAD_BALANCER;
            case LOAD_BALANCER_MULTI_VALUE -> LOAD_BALANCER_MULTI_VALUE;
            case VPC_LATTICE -> VPC_LATTICE;
            case VPC_LATTICE_1 -> VPC_LATTICE_1;
        };
    }

    private static final String REST_API = """
            {
              "resource": "/payments/{account}",
              "path": "/payments/42",
              "httpMethod": "POST",
              "headers": {"Content-Type": "application/json", "Cookie": "a=1; b=2", "X-Many": "two"},
              "multiValueHeaders": {
                "Content-Type": ["application/json"], "Cookie": ["a=1; b=2"], "X-Many": ["one", "two"]
              },
              "queryStringParameters": {"q": "y z", "empty": ""},
              "multiValueQueryStringParameters": {"q": ["x", "y z"], "empty": [""]},
              "pathParameters": {"account": "42"},
              "stageVariables": null,
              "requestContext": {
                "resourceId": "123456",
                "resourcePath": "/payments/{account}",
                "httpMethod": "POST",
                "extendedRequestId": "JJbxmplHYosFVYQ=",
                "requestTime": "10/Mar/2020:00:03:59 +0000",
                "path": "/Prod/payments/42",
                "accountId": "123456789012",
                "protocol": "HTTP/1.1",
                "stage": "Prod",
                "domainPrefix": "70ixmpl4fl",
                "requestTimeEpoch": 1583798639428,
                "requestId": "request-1",
                "identity": {
                  "cognitoIdentityPoolId": null, "accountId": null, "cognitoIdentityId": null, "caller": null,
                  "apiKey": null, "apiKeyId": null, "accessKey": null, "sourceIp": "192.0.2.1", "user": null,
                  "cognitoAuthenticationType": null, "cognitoAuthenticationProvider": null,
                  "userAgent": "curl/8.0", "userArn": null
                },
                "authorizer": {},
                "domainName": "70ixmpl4fl.execute-api.us-east-2.amazonaws.com",
                "apiId": "70ixmpl4fl"
              },
              "body": "{\\"amount\\":1}",
              "isBase64Encoded": false
            }
            """;

    private static final String HTTP_API_1 = """
            {
              "version": "1.0",
              "resource": "/payments/{account}",
              "path": "/payments/42",
              "httpMethod": "POST",
              "headers": {"Content-Type": "application/json", "Cookie": "a=1; b=2", "X-Many": "two"},
              "multiValueHeaders": {
                "Content-Type": ["application/json"], "Cookie": ["a=1; b=2"], "X-Many": ["one", "two"]
              },
              "queryStringParameters": {"q": "y z", "empty": ""},
              "multiValueQueryStringParameters": {"q": ["x", "y z"], "empty": [""]},
              "requestContext": {
                "accountId": "123456789012",
                "apiId": "70ixmpl4fl",
                "authorizer": {"claims": null, "scopes": null},
                "domainName": "70ixmpl4fl.execute-api.us-east-1.amazonaws.com",
                "domainPrefix": "70ixmpl4fl",
                "extendedRequestId": "request-id",
                "httpMethod": "POST",
                "identity": {
                  "accessKey": null, "accountId": null, "caller": null, "cognitoAuthenticationProvider": null,
                  "cognitoAuthenticationType": null, "cognitoIdentityId": null, "cognitoIdentityPoolId": null,
                  "principalOrgId": null, "sourceIp": "192.0.2.1", "user": null, "userAgent": "curl/8.0",
                  "userArn": null
                },
                "path": "/payments/42",
                "protocol": "HTTP/1.1",
                "requestId": "request-1",
                "requestTime": "04/Mar/2020:19:15:17 +0000",
                "requestTimeEpoch": 1583349317135,
                "resourceId": null,
                "resourcePath": "/payments/{account}",
                "stage": "$default"
              },
              "pathParameters": {"account": "42"},
              "stageVariables": null,
              "body": "{\\"amount\\":1}",
              "isBase64Encoded": false
            }
            """;

    private static final String HTTP_API_2 = """
            {
              "version": "2.0",
              "routeKey": "POST /payments/{account}",
              "rawPath": "/payments/42",
              "rawQueryString": "q=x&q=y%20z&empty",
              "cookies": ["a=1", "b=2"],
              "headers": {"content-type": "application/json", "x-many": "one,two"},
              "queryStringParameters": {"q": "x,y z", "empty": ""},
              "requestContext": {
                "accountId": "123456789012",
                "apiId": "70ixmpl4fl",
                "authorizer": {},
                "domainName": "70ixmpl4fl.execute-api.us-east-1.amazonaws.com",
                "domainPrefix": "70ixmpl4fl",
                "http": {
                  "method": "POST", "path": "/payments/42", "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1",
                  "userAgent": "curl/8.0"
                },
                "requestId": "request-1",
                "routeKey": "POST /payments/{account}",
                "stage": "$default",
                "time": "12/Mar/2020:19:03:58 +0000",
                "timeEpoch": 1583348638390
              },
              "body": "{\\"amount\\":1}",
              "pathParameters": {"account": "42"},
              "isBase64Encoded": false,
              "stageVariables": null
            }
            """;

    private static final String FUNCTION_URL = """
            {
              "version": "2.0",
              "routeKey": "$default",
              "rawPath": "/payments/42",
              "rawQueryString": "q=x&q=y%20z&empty",
              "cookies": ["a=1", "b=2"],
              "headers": {"content-type": "application/json", "x-many": "one,two"},
              "queryStringParameters": {"q": "x,y z", "empty": ""},
              "requestContext": {
                "accountId": "123456789012",
                "apiId": "70ixmpl4fl",
                "authentication": null,
                "authorizer": {},
                "domainName": "70ixmpl4fl.lambda-url.us-west-2.on.aws",
                "domainPrefix": "70ixmpl4fl",
                "http": {
                  "method": "POST", "path": "/payments/42", "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1",
                  "userAgent": "curl/8.0"
                },
                "requestId": "request-1",
                "routeKey": "$default",
                "stage": "$default",
                "time": "12/Mar/2020:19:03:58 +0000",
                "timeEpoch": 1583348638390
              },
              "body": "{\\"amount\\":1}",
              "pathParameters": null,
              "isBase64Encoded": false,
              "stageVariables": null
            }
            """;

    private static final String LOAD_BALANCER = """
            {
              "requestContext": {
                "elb": {
                  "targetGroupArn": "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/pay/49e9d65c45c6791a"
                }
              },
              "httpMethod": "POST",
              "path": "/payments/42",
              "queryStringParameters": {"q": "y%20z", "empty": ""},
              "headers": {
                "content-type": "application/json", "cookie": "a=1; b=2", "x-many": "two",
                "host": "pay-123578498.us-east-1.elb.amazonaws.com", "x-amzn-trace-id": "request-1",
                "x-forwarded-for": "192.0.2.1", "x-forwarded-port": "80", "x-forwarded-proto": "http"
              },
              "body": "{\\"amount\\":1}",
              "isBase64Encoded": false
            }
            """;

    private static final String LOAD_BALANCER_MULTI_VALUE = """
            {
              "requestContext": {
                "elb": {
                  "targetGroupArn": "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/pay/49e9d65c45c6791a"
                }
              },
              "httpMethod": "POST",
              "path": "/payments/42",
              "multiValueQueryStringParameters": {"q": ["x", "y%20z"], "empty": [""]},
              "multiValueHeaders": {
                "content-type": ["application/json"], "cookie": ["a=1", "b=2"], "x-many": ["one", "two"],
                "host": ["pay-123578498.us-east-1.elb.amazonaws.com"], "x-amzn-trace-id": ["request-1"],
                "x-forwarded-for": ["192.0.2.1"], "x-forwarded-port": ["80"], "x-forwarded-proto": ["http"]
              },
              "body": "{\\"amount\\":1}",
              "isBase64Encoded": false
            }
            """;

    private static final String VPC_LATTICE = """
            {
              "version": "2.0",
              "path": "/payments/42",
              "method": "POST",
              "headers": {
                "content-type": ["application/json"], "cookie": ["a=1; b=2"], "x-many": ["one", "two"],
                "accept": ["*/*"], "x-forwarded-for": ["10.213.229.10"]
              },
              "queryStringParameters": {"q": ["x", "y z"], "empty": [""]},
              "body": "{\\"amount\\":1}",
              "isBase64Encoded": false,
              "requestContext": {
                "serviceNetworkArn": "arn:aws:vpc-lattice:us-east-2:123456789012:servicenetwork/sn-0bf3f2882e9cc805a",
                "serviceArn": "arn:aws:vpc-lattice:us-east-2:123456789012:service/svc-0a40eebed65f8d69c",
                "targetGroupArn": "arn:aws:vpc-lattice:us-east-2:123456789012:targetgroup/tg-6d0ecf831eec9f09",
                "identity": {
                  "sourceVpcArn": "arn:aws:ec2:us-east-2:123456789012:vpc/vpc-0b8276c84697e7339",
                  "type": "NONE"
                },
                "region": "us-east-2",
                "timeEpoch": "1690497599177430"
              }
            }
            """;

    private static final String VPC_LATTICE_1 = """
            {
              "raw_path": "/payments/42",
              "method": "POST",
              "headers": {
                "content-type": "application/json", "cookie": "a=1; b=2", "x-many": "one,two",
                "accept": "*/*", "x-forwarded-for": "10.213.229.10"
              },
              "query_string_parameters": {"q": "y z", "empty": ""},
              "body": "{\\"amount\\":1}",
              "is_base64_encoded": false
            }
            """;
}
