// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.front;

import dev.semel.Waiting;
import dev.semel.platform.engine.EngineJars;
import dev.semel.platform.jars.JarCache;
import dev.semel.platform.logs.LogLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** A platform with clients of the AWS SDK, for tests. */
final class LabFixture implements AutoCloseable {

    private static final String ROLE = "arn:aws:iam::000000000000:role/lab";
    private static final int TRIES = 1_200;

    private final List<String> problems = new ArrayList<>();
    private final List<SdkAutoCloseable> clients = new ArrayList<>();
    private final AnsweredOperations answered = new AnsweredOperations();
    private final Lab lab;

    LabFixture() throws IOException, InterruptedException {
        this(builder -> builder);
    }

    LabFixture(Function<LabBuilder, LabBuilder> settings) throws IOException, InterruptedException {
        lab = settings.apply(Lab.builder(jars()).problems(problems::add)).start();
    }

    static EngineJars jars() {
        return new EngineJars(
                JarCache.of(System.getenv(), Path.of(System.getProperty("user.home"))), System.err::println);
    }

    Lab lab() {
        return lab;
    }

    List<String> problems() {
        return problems;
    }

    AnsweredOperations answered() {
        return answered;
    }

    DynamoDbClient dynamoDb() {
        return client(DynamoDbClient.builder());
    }

    S3Client s3() {
        return client(S3Client.builder());
    }

    SqsClient sqs() {
        return client(SqsClient.builder());
    }

    LambdaClient lambda() {
        return client(LambdaClient.builder());
    }

    CloudWatchLogsClient logs() {
        return client(CloudWatchLogsClient.builder());
    }

    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkAutoCloseable> C client(B builder) {
        return client(builder, lab.accessKey());
    }

    /** Makes a client that can send PATCH, which the JDK's connections cannot. */
    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkAutoCloseable> C patching(B builder) {
        return client(builder, lab.accessKey(), Apache5HttpClient.create());
    }

    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkAutoCloseable> C client(
            B builder, String accessKey) {
        return client(builder, accessKey, UrlConnectionHttpClient.create());
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkAutoCloseable> C client(
            B builder, String accessKey, SdkHttpClient http) {
        clients.add(http);
        C client = builder.endpointOverride(lab.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, lab.secretKey())))
                .httpClient(http)
                .overrideConfiguration(builder.overrideConfiguration().toBuilder()
                        .addExecutionInterceptor(answered)
                        .build())
                .build();
        clients.add(client);
        return client;
    }

    /** Creates a function of {@link EchoHandler}. */
    void createFunction(LambdaClient lambda, String name) throws IOException {
        lambda.createFunction(function(name, Map.of()).build());
    }

    static CreateFunctionRequest.Builder function(String name, Map<String, String> variables) throws IOException {
        return CreateFunctionRequest.builder()
                .functionName(name)
                .runtime(Runtime.JAVA21)
                .role(ROLE)
                .handler(EchoHandler.class.getName())
                .timeout(20)
                .environment(environment -> environment.variables(variables))
                .code(code -> code.zipFile(SdkBytes.fromByteArray(zip(EchoHandler.class))));
    }

    /** Makes a zip of classes, as their files are on the class path. */
    static byte[] zip(Class<?>... types) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Class<?> type : types) {
                String name = type.getName().replace('.', '/') + ".class";
                zip.putNextEntry(new ZipEntry(name));
                try (InputStream in = Objects.requireNonNull(type.getResourceAsStream("/" + name))) {
                    in.transferTo(zip);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    /** Asks again until an answer is right, for at most a minute. */
    static <T> T eventually(Supplier<T> ask, Predicate<T> isRight) throws InterruptedException {
        T answer = ask.get();
        for (int i = 0; i < TRIES && !isRight.test(answer); i++) {
            Waiting.sleeping().await(Duration.ofMillis(50));
            answer = ask.get();
        }
        if (!isRight.test(answer)) {
            throw new AssertionError("not within a minute; the last answer was " + answer);
        }
        return answer;
    }

    /** Returns the lines of a function's log that contain a text. */
    List<String> lines(String function, String text) {
        return lab.logs().lines("/aws/lambda/" + function).orElse(List.of()).stream()
                .map(LogLine::message)
                .filter(line -> line.contains(text))
                .toList();
    }

    @Override
    public void close() throws IOException {
        for (SdkAutoCloseable client : clients) {
            client.close();
        }
        lab.close();
    }
}
