// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.semel.model.Blob;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.WriteRequest;
import dev.semel.store.BatchAnswer;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import dev.semel.store.StoreException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** A store that cannot answer fails in time, names the table and the remedy, and never shows a payload. */
@ExtendWith(LocalServer.class)
class FailuresTest {

    private static final Duration TIMEOUT = Duration.ofMillis(700);

    private final LocalDynamoDb server;

    FailuresTest(LocalDynamoDb server) {
        this.server = server;
    }

    @Test
    void aMissingTableIsRefusedWithTheRemedy() {
        StoreException e = failure(server.client());
        assertThat(e.reason()).isEqualTo(Reason.REFUSED);
        assertThat(e)
                .hasMessage("DynamoDB table 'nowhere' refused 'claim': the table does not exist; create it, or correct"
                        + " its name, account or Region");
    }

    @Test
    void aTableWithAnotherKeyIsRefused() {
        LocalDynamoDb.ready(DynamoDbStore.builder(server.client(), "other-key")
                .attributeName(Attribute.ID, "pk")
                .build());
        StoreException e = failure(DynamoDbStore.of(server.client(), "other-key"));
        assertThat(e.reason()).isEqualTo(Reason.REFUSED);
        assertThat(e)
                .hasMessageContaining("its key must be 'id', of type S")
                .hasMessageContaining("use a table with this key schema");
    }

    /** The key is right: the message must not send its reader to look there only. */
    @ParameterizedTest
    @CsvSource({"status, N", "expiration, S", "data, B", "fence, S"})
    void anIndexOfAnotherTypeIsRefused_andNamed(String attribute, ScalarAttributeType type) {
        String table = "index-on-" + attribute;
        GlobalSecondaryIndex index = GlobalSecondaryIndex.builder()
                .indexName("by-" + attribute)
                .keySchema(hashOf(attribute))
                .projection(all -> all.projectionType(ProjectionType.ALL))
                .build();
        server.client()
                .createTable(CreateTableRequest.builder()
                        .tableName(table)
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .keySchema(hashOf("id"))
                        .attributeDefinitions(typed("id", ScalarAttributeType.S), typed(attribute, type))
                        .globalSecondaryIndexes(index)
                        .build());
        Scene scene = new Scene(DynamoDbStore.of(server.client(), table));

        StoreException refused = catchThrowableOfType(StoreException.class, () -> {
            ClaimRequest request = request(scene);
            scene.store.claim(request, scene.call());
            scene.complete(request.claimId(), Scene.small());
        });
        assertThat(refused.reason()).isEqualTo(Reason.REFUSED);
        assertThat(refused).hasMessageContaining("an index has an attribute of the store as its key");
    }

    private static KeySchemaElement hashOf(String attribute) {
        return KeySchemaElement.builder()
                .attributeName(attribute)
                .keyType(KeyType.HASH)
                .build();
    }

    private static AttributeDefinition typed(String attribute, ScalarAttributeType type) {
        return AttributeDefinition.builder()
                .attributeName(attribute)
                .attributeType(type)
                .build();
    }

    @Test
    void aClientWithoutCredentialsIsRefusedWithTheRemedy() {
        try (DynamoDbClient client = server.clientBuilder()
                .credentialsProvider(AwsCredentialsProviderChain.of(() -> {
                    throw SdkClientException.create("none here");
                }))
                .build()) {
            StoreException e = failure(client);
            assertThat(e.reason()).isEqualTo(Reason.REFUSED);
            assertThat(e)
                    .hasMessage("DynamoDB table 'nowhere' refused 'claim': the client found no credentials; give the"
                            + " function or machine a role, set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the"
                            + " client a credentialsProvider");
            DynamoDbStore store = DynamoDbStore.of(client, "nowhere");
            assertThat(store.claimAll(List.of(request(new Scene(store)), request(new Scene(store))), call()))
                    .hasSize(2)
                    .allSatisfy(answer -> assertThat(answer)
                            .isInstanceOfSatisfying(
                                    BatchAnswer.Failed.class,
                                    failed -> assertThat(failed.exception())
                                            .hasMessageContaining("found no credentials")));
        }
    }

    @Test
    void aLightClientWithoutARegionNamesTheRemedy() {
        assertThatThrownBy(() -> LightClient.build(() -> {
                    new AwsRegionProviderChain(() -> {
                                throw SdkClientException.create("none here");
                            })
                            .getRegion();
                    return server.client();
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The DynamoDB client knows no Region; set AWS_REGION (Lambda does), or name it:"
                        + " LightClient.builder().region(...).build()");
    }

    @Test
    void aTableThatIsNotNamedIsRefusedWhenTheStoreIsBuilt() {
        assertThatThrownBy(() -> DynamoDbStore.of(server.client(), notSet()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("table is null; give the name or ARN of the table, and if it comes from an environment"
                        + " variable, set that one");
        assertThatThrownBy(() -> DynamoDbStore.of(server.client(), "")).hasMessageStartingWith("table is empty; give");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "\t",
                "${TABLE}",
                "$TABLE",
                "{{table}}",
                "<table>",
                "%TABLE%",
                "!Ref Table",
                "ab",
                "a/b",
                "table ",
                "t\u00e4ble",
                "half\ud800",
                "arn:aws:dynamodb:eu-west-1:123456789012:table/",
                "arn:aws:s3:::table",
                "arn:aws:dynamodb:eu-west-1:123456789012:table/orders/index/by-day",
                "arn:aws:dynamodb:eu-west-1:12:table/orders"
            })
    void aTableThatCannotBeIsRefusedWhenTheStoreIsBuilt(String table) {
        DynamoDbClient client = server.client();
        for (String name : List.of(table, table + "x".repeat(256))) {
            assertThatThrownBy(() -> DynamoDbStore.builder(client, name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("table ")
                    .hasMessageContaining(table.contains("TABLE") && !table.contains("!") ? "was not replaced" : "")
                    .message()
                    .isPrintable();
            assertThatThrownBy(() -> SingleWrites.builder(client, name, "id"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("table ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "Orders.v2_a-b",
                "arn:aws:dynamodb:eu-west-1:123456789012:table/orders",
                "arn:aws-us-gov:dynamodb:us-gov-west-1:123456789012:table/a.b"
            })
    void aTableThatMayBeIsTaken(String table) {
        assertThat(DynamoDbStore.of(server.client(), table).name()).contains(table);
    }

    @Test
    void anAttributeThatCannotBeIsRefusedWhenTheStoreIsBuilt() {
        DynamoDbClient client = server.client();
        for (String name : List.of("", "half\ud800", "x".repeat(256))) {
            assertThatThrownBy(() -> DynamoDbStore.builder(client, "abc")
                            .attributeName(Attribute.DATA, name)
                            .build())
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> DynamoDbStore.builder(client, "abc").sortKey(name, "x"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> DynamoDbStore.builder(client, "abc").sortKey("sort", name.repeat(5)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> SingleWrites.builder(client, "abc", name))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> SingleWrites.builder(client, "abc", "id").nonceAttribute(name))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> DynamoDbFenceGuard.of(1, name)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, AccessDeniedException, REFUSED",
        "400, ExpiredTokenException, REFUSED",
        "400, ValidationException, REFUSED",
        "400, ThrottlingException, UNAVAILABLE",
        "400, ProvisionedThroughputExceededException, UNAVAILABLE",
        "400, TransactionConflictException, UNAVAILABLE",
        "400, ReplicatedWriteConflictException, UNAVAILABLE",
        "500, InternalServerError, UNAVAILABLE",
        "503, ServiceUnavailable, UNAVAILABLE"
    })
    void whatTheServiceAnswersIsRefusedOrUnavailable(int status, String code, Reason reason) throws IOException {
        HttpServer fake = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] body = ("{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + code + "\",\"message\":\"told by it\"}")
                .getBytes(StandardCharsets.UTF_8);
        fake.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        fake.start();
        try (DynamoDbClient client = client(fake.getAddress().getPort())) {
            StoreException e = failure(client);
            assertThat(e.reason()).isEqualTo(reason);
            assertThat(e).hasMessageContaining("DynamoDB table 'nowhere'").hasMessageContaining("'claim'");
            if (code.equals("AccessDeniedException")) {
                assertThat(e).hasMessageContaining("allow dynamodb:PutItem");
            }
        } finally {
            fake.stop(0);
        }
    }

    @Test
    void aRefusedConnectionIsUnavailableWithinTheTimeout() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        try (DynamoDbClient client = client(port)) {
            expectUnavailableInTime(client);
        }
    }

    @Test
    void aServerThatNeverAnswersIsUnavailableWithinTheTimeout() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                DynamoDbClient client = client(silent.getLocalPort())) {
            expectUnavailableInTime(client);
        }
    }

    @Test
    void noRequestIsSentWhenTheTimeIsOver() {
        long[] nanos = {0};
        DynamoDbStore store = DynamoDbStore.builder(server.client(), "nowhere")
                .ticker(() -> nanos[0] += TIMEOUT.toNanos())
                .build();
        assertThat(failure(store)).hasMessageContaining("time is over");
    }

    @Test
    void S10_aRecordThatDynamoDbRefusesAsTooLargeIsToldSoWithoutItsContent() {
        Scene scene = new Scene(server.store("failures"));
        ClaimId id = scene.claimed().claim().id();
        Blob value = Blob.utf8("secret".repeat(100_000));
        StoreException e = catchThrowableOfType(
                StoreException.class,
                () -> scene.store.quarantine(new WriteRequest.Quarantine(scene.key, id, value.toUtf8()), scene.call()));
        assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE);
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).doesNotContain("secret");
        }
    }

    private static void expectUnavailableInTime(DynamoDbClient client) {
        long start = System.nanoTime();
        StoreException e = failure(client);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(took).isLessThan(TIMEOUT.plusSeconds(3));
        assertThat(Thread.interrupted()).as("the thread is left interrupted").isFalse();
    }

    private static StoreException failure(DynamoDbClient client) {
        return failure(DynamoDbStore.of(client, "nowhere"));
    }

    private static StoreException failure(DynamoDbStore store) {
        return catchThrowableOfType(StoreException.class, () -> store.claim(request(new Scene(store)), call()));
    }

    private static ClaimRequest request(Scene scene) {
        return new ClaimRequest(
                scene.key,
                scene.newId(),
                Scene.PAYLOAD,
                FingerprintPolicy.REFUSE_INCOMPARABLE,
                Scene.LEASE,
                Scene.RETENTION,
                "");
    }

    @SuppressWarnings("NullAway") // what System.getenv answers for a variable that is not set
    private static String notSet() {
        return null;
    }

    private static StoreCall call() {
        return new StoreCall(Scene.START, TIMEOUT);
    }

    private static DynamoDbClient client(int port) {
        return LocalDynamoDb.clientBuilder(URI.create("http://127.0.0.1:" + port))
                .build();
    }
}
