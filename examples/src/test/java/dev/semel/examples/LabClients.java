// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import dev.semel.platform.front.Lab;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Clients of the AWS SDK for a platform, and the zip with the examples. */
final class LabClients implements AutoCloseable {

    private final S3Client s3;
    private final DynamoDbClient dynamoDb;
    private final LambdaClient lambda;
    private final CloudWatchLogsClient logs;
    private final SdkBytes zip = SdkBytes.fromByteArray(FunctionZip.ofClassPath());

    LabClients(Lab lab) {
        this.s3 = client(lab, S3Client.builder());
        this.dynamoDb = client(lab, DynamoDbClient.builder());
        this.lambda = client(lab, LambdaClient.builder());
        this.logs = client(lab, CloudWatchLogsClient.builder());
    }

    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(Lab lab, B builder) {
        return builder.endpointOverride(lab.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(lab.accessKey(), lab.secretKey())))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    S3Client s3() {
        return s3;
    }

    DynamoDbClient dynamoDb() {
        return dynamoDb;
    }

    LambdaClient lambda() {
        return lambda;
    }

    CloudWatchLogsClient logs() {
        return logs;
    }

    SdkBytes zip() {
        return zip;
    }

    @Override
    public void close() {
        s3.close();
        dynamoDb.close();
        lambda.close();
        logs.close();
    }
}
