// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.jdbc.Dialect;
import dev.semel.jdbc.JdbcStore;
import dev.semel.json.JsonTextFingerprinter;
import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.platform.dynamodb.DynamoDbLocal;
import dev.semel.redis.JedisConnector;
import dev.semel.redis.RedisStore;
import dev.semel.redis.StoreClock;
import dev.semel.store.CheckpointStore;
import dev.semel.store.RepairStore;
import dev.semel.store.StoreCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.embedded.RedisServer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Real stores with one key in each state. All moments lie in the year 2100. */
final class PlantedStores implements AutoCloseable {

    static final String PAYLOAD = "{\"amount\": 1}";
    static final String SECRET_RESULT = "receipt-of-ann";

    /** The stores of these tests. */
    enum Kind {
        DYNAMO_DB,
        H2,
        REDIS
    }

    private static final Instant START = Instant.parse("2100-01-01T00:00:00.250Z");
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Fingerprint FINGERPRINT =
            JsonTextFingerprinter.create().fingerprint(PAYLOAD);

    private final DynamoDbLocal local;
    private final DynamoDbClient client;
    private final AtomicInteger tables = new AtomicInteger();
    private final AtomicInteger databases = new AtomicInteger();
    private final RedisServer redis;
    private final int redisPort;

    private PlantedStores() throws IOException {
        local = DynamoDbLocal.start();
        redisPort = freePort();
        redis = RedisServer.newRedisServer()
                .port(redisPort)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .build();
        redis.start();
        client = DynamoDbClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(URI.create("http://127.0.0.1:" + local.port()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    DynamoDbClient client() {
        return client;
    }

    @Override
    public void close() throws IOException {
        client.close();
        local.close();
        redis.stop();
    }

    /** {@return a store of its own, with one key in each state} */
    Planted planted(Kind kind) {
        int number = tables.incrementAndGet();
        return switch (kind) {
            case DYNAMO_DB -> {
                String table = "records-" + number;
                DynamoDbStore store = DynamoDbStore.of(client, table);
                store.createTableWithoutTtl(Duration.ofSeconds(30));
                Planted planted =
                        new Planted(store, "dynamodb:" + table + "?endpoint=http://127.0.0.1:" + local.port());
                planted.plant();
                plantForeign(table, planted);
                yield planted;
            }
            case REDIS -> {
                int database = databases.getAndIncrement();
                RedisClient jedis = RedisClient.builder()
                        .hostAndPort("127.0.0.1", redisPort)
                        .clientConfig(DefaultJedisClientConfig.builder()
                                .database(database)
                                .build())
                        .build();
                RedisStore store = RedisStore.builder(JedisConnector.of(jedis))
                        .clock(StoreClock.CALLER)
                        .build();
                Planted planted = new Planted(store, "redis://127.0.0.1:" + redisPort + "/" + database);
                planted.plant();
                yield planted;
            }
            case H2 -> {
                String url = "jdbc:h2:mem:records" + number + ";DB_CLOSE_DELAY=-1";
                JdbcStore store = JdbcStore.of(new DriverConnections(url, "", ""), Dialect.h2());
                store.createSchema();
                Planted planted = new Planted(store, url);
                planted.plant();
                yield planted;
            }
        };
    }

    /** An item as Powertools writes it, and one that was damaged. */
    private void plantForeign(String table, Planted planted) {
        String end = String.valueOf(START.plus(DAY).plus(DAY).getEpochSecond());
        client.putItem(put -> put.tableName(table)
                .item(Map.of(
                        "id", AttributeValue.fromS("acme/charge/foreign"),
                        "status", AttributeValue.fromS("COMPLETED"),
                        "expiration", AttributeValue.fromN(end),
                        "data", AttributeValue.fromS("{}"))));
        planted.expect("foreign", "foreign -> Replayed");
        client.putItem(put -> put.tableName(table)
                .item(Map.of(
                        "id", AttributeValue.fromS("acme/charge/corrupt"),
                        "status", AttributeValue.fromS("COMPLETED"),
                        "format", AttributeValue.fromN("1"),
                        "expiration", AttributeValue.fromN(end))));
        planted.expect("corrupt", "unreadable -> ToldUnreadable");
    }

    /** One store. */
    static final class Planted {

        private final RepairStore store;
        private final SteppedClock clock = SteppedClock.at(START);
        private final CommandLines commands;
        private final String uri;
        private final Path folder;
        private final Map<String, String> expected = new LinkedHashMap<>();
        private int claims;

        private Planted(RepairStore store, String uri) {
            this.store = store;
            this.uri = uri;
            this.folder = folder();
            this.commands = new CommandLines(
                    Map.of("SEMEL_STORE", uri, "USER", "ops", "XDG_STATE_HOME", folder.toString()), clock);
        }

        private static Path folder() {
            try {
                return Files.createTempDirectory("semel-audit");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        Path auditLog() {
            return folder.resolve("semel/audit.jsonl");
        }

        /** Gives the text that the next command reads. */
        void input(String text) {
            commands.input(text);
        }

        /** Puts a person in front of the terminal, who says yes after something happened meanwhile. */
        void answerYesAfter(Runnable event) {
            commands.answerYesAfter(event);
        }

        RepairStore store() {
            return store;
        }

        SteppedClock clock() {
            return clock;
        }

        CommandLines.Ran run(String... arguments) {
            return commands.run(arguments);
        }

        /** Runs a command that goes on, and hands over what it has printed, line by line. */
        CommandLines.Ran runPrinting(Consumer<String> printed, String... arguments) {
            return commands.runPrinting(printed, arguments);
        }

        Map<String, String> expectedAnswers() {
            return expected;
        }

        List<String> recorded() {
            List<String> keys = new ArrayList<>(expected.keySet());
            keys.remove("absent");
            return keys;
        }

        private void expect(String key, String answer) {
            expected.put(key, answer);
        }

        StoreCall call() {
            return new StoreCall(clock.instant(), Duration.ofSeconds(30));
        }

        static IdempotencyKey key(String value) {
            return new IdempotencyKey("acme", "charge", value);
        }

        ClaimId claim(IdempotencyKey key, Fingerprint fingerprint) {
            claimed(key, fingerprint);
            return ClaimId.of(9, claims);
        }

        ClaimVerdict claimed(String value) {
            return claimed(key(value), FINGERPRINT);
        }

        private ClaimVerdict claimed(IdempotencyKey key, Fingerprint fingerprint) {
            ClaimId id = ClaimId.of(9, ++claims);
            return store.claim(
                    new ClaimRequest(
                            key, id, fingerprint, FingerprintPolicy.REFUSE_INCOMPARABLE, LEASE, DAY, "orders-fn"),
                    call());
        }

        /** {@return the table of a DynamoDB store} */
        String table() {
            return uri.substring("dynamodb:".length(), uri.indexOf('?'));
        }

        ClaimId claim(String value) {
            return claim(key(value), FINGERPRINT);
        }

        void complete(String value, StoredResult result) {
            store.complete(new WriteRequest.Complete(key(value), claim(value), result, DAY), call());
        }

        void quarantine(String value) {
            store.quarantine(new WriteRequest.Quarantine(key(value), claim(value), "no answer of the bank"), call());
        }

        void stick(String value, int pointBytes) {
            ClaimId id = claim(value);
            RecoveryPoint point = new RecoveryPoint("reserve", Blob.of(new byte[pointBytes]), 1, call().now());
            ((CheckpointStore) store).checkpoint(new WriteRequest.Checkpoint(key(value), id, point), call());
        }

        private void plant() {
            expect("absent", "absent -> Executes");
            complete("expired", new StoredResult.Success(null));
            expect("expired", "expired -> Executes");
            clock.advance(DAY);
            stick("stuck", 3000);
            expect("stuck", "lapsed -> Executes");
            quarantine("quarantined");
            expect("quarantined", "quarantined -> ToldQuarantined");
            store.release(new WriteRequest.Release(key("released"), claim("released"), Certainty.UNKNOWN), call());
            expect("released", "released -> Executes");
            complete("completed", new StoredResult.Success(Blob.utf8("{\"id\":\"" + SECRET_RESULT + "\"}")));
            expect("completed", "completed -> Replayed");
            complete("large", new StoredResult.Success(Blob.utf8(SECRET_RESULT + " ".repeat(20_000))));
            expect("large", "completed -> Replayed");
            complete("failed", new StoredResult.FinalFailure("card-declined", Blob.utf8(SECRET_RESULT)));
            expect("failed", "finally-failed -> FailsAgain");
            complete("missing", StoredResult.Missing.unencodable("could not be encoded"));
            expect("missing", "result-missing -> ToldResultUnavailable");
            complete("erased", StoredResult.Missing.unencodable("result erased by an operator"));
            expect("erased", "erased -> ToldResultUnavailable");
            clock.advance(LEASE.plusSeconds(5));
            claim("running");
            expect("running", "in-progress -> ToldInProgress");
        }
    }

    /** Gives one server to all tests of a run. */
    static final class Extension implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == PlantedStores.class;
        }

        @Override
        public PlantedStores resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.create(PlantedStores.class))
                    .computeIfAbsent(
                            PlantedStores.class,
                            type -> {
                                try {
                                    return new PlantedStores();
                                } catch (IOException e) {
                                    throw new IllegalStateException(e);
                                }
                            },
                            PlantedStores.class);
        }
    }
}
