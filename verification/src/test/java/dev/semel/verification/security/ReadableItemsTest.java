// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Deadline;
import dev.semel.FailureRule;
import dev.semel.Idempotency;
import dev.semel.IdentityKeys;
import dev.semel.OperationBuilder;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.codec.FailureCodec;
import dev.semel.dynamodb.Attribute;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.dynamodb.LocalDynamoDb;
import dev.semel.dynamodb.LocalServer;
import dev.semel.encryption.EnvelopeEncryption;
import dev.semel.encryption.StaticKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The list of what a reader of the table can read is complete, and true of stored items. */
@ExtendWith(LocalServer.class)
final class ReadableItemsTest {

    private static final Path PAGE = Path.of("../docs/security.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| [^|]+ \\| ([^|]+) \\|$");
    private static final Deadline IN_20_S = Deadline.within(Duration.ofSeconds(20));

    /** Parts of what must not be readable: in keys, payloads, results, failures and step results. */
    private static final List<String> SECRETS = List.of("anna", "payload-9", "receipt-9", "declined-9", "reserved-9");

    private final String table = "readable-" + UUID.randomUUID();
    private DynamoDbClient client;
    private DynamoDbStore store;

    @BeforeEach
    void open(LocalDynamoDb server) {
        client = server.client();
        store = server.store(table);
    }

    private static byte[] key(int seed) {
        byte[] key = new byte[32];
        new Random(seed).nextBytes(key);
        return key;
    }

    private OperationBuilder<String, String> charge() {
        return charge(Clock.systemUTC());
    }

    private OperationBuilder<String, String> charge(InstantSource clock) {
        return Idempotency.builder(store)
                .clock(clock)
                .source("checkout")
                .keyedIdentities(IdentityKeys.of("k1", key(1)))
                .wrapping(EnvelopeEncryption.of(StaticKeys.of("2026-11", key(2))))
                .build()
                .operation("charge", String.class, String.class)
                .tenant(payload -> "acme")
                .key(payload -> payload.substring(0, payload.indexOf(' ')))
                .onFailure(FailureRule.finalFor(
                        "declined",
                        IllegalArgumentException.class,
                        FailureCodec.message(IllegalArgumentException::new)));
    }

    /** Leaves an item in each state, with small and large values. */
    private void useEverything() throws Exception {
        var operation = charge().body((payload, execution) -> {
            execution.step("reserve", String.class, effect -> "reserved-9" + noise(payload));
            if (payload.startsWith("anna-declined")) {
                throw new IllegalArgumentException("declined-9" + noise(payload));
            }
            if (payload.startsWith("anna-fails")) {
                throw new IOException("down");
            }
            return "receipt-9" + noise(payload);
        });
        for (String size : List.of("small", "large")) {
            operation.run("anna-" + size + " payload-9 " + size, IN_20_S);
            assertThat(operation.run("anna-" + size + " payload-9 " + size, IN_20_S))
                    .startsWith("receipt-9");
            assertThatThrownBy(() -> operation.run("anna-declined-" + size + " payload-9 " + size, IN_20_S))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> operation.run("anna-fails-" + size + " payload-9 " + size, IN_20_S))
                    .isInstanceOf(IOException.class);
        }
        failAgain(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-1)));
        assertThatThrownBy(() -> charge().onUnknownOutcome(UnknownOutcomePolicy.quarantine())
                        .body((payload, execution) -> {
                            throw new IOException("down");
                        })
                        .run("anna-parked payload-9", IN_20_S))
                .isInstanceOf(IOException.class);
    }

    /** A second attempt, whose fence is beyond its own clock: its item has what that of a first one leaves out. */
    private void failAgain(InstantSource behind) {
        assertThatThrownBy(() -> charge(behind)
                        .body((payload, execution) -> {
                            throw new IOException("down");
                        })
                        .run("anna-fails-small payload-9 small", IN_20_S))
                .isInstanceOf(IOException.class);
    }

    private static String noise(String payload) {
        if (payload.endsWith("small")) {
            return "";
        }
        return new Random(5)
                .ints(20_000, 'a', 'z')
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static Map<String, String> rows() throws IOException {
        return ROW.matcher(Files.readString(PAGE))
                .results()
                .collect(Collectors.toMap((MatchResult row) -> row.group(1), row -> row.group(2)));
    }

    @Test
    void everyAttributeIsListed() throws IOException {
        assertThat(rows().keySet())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Attribute.values())
                        .map(Attribute::defaultName)
                        .toList());
    }

    @Test
    void storedItemsHaveTheListedAttributesAndNoSecretIsReadable() throws Exception {
        useEverything();
        List<Map<String, AttributeValue>> items =
                client.scan(scan -> scan.tableName(table).consistentRead(true)).items();

        assertThat(items).hasSizeGreaterThan(10).allSatisfy(item -> {
            assertThat(rows().keySet()).containsAll(item.keySet());
            assertThat(Objects.requireNonNull(item.get("id")).s()).startsWith("acme/charge/hmac:k1:");
            for (String text : texts(AttributeValue.fromM(item)).toList()) {
                assertThat(text).doesNotContain(SECRETS);
            }
        });
        TreeSet<String> seen =
                items.stream().flatMap(item -> item.keySet().stream()).collect(Collectors.toCollection(TreeSet::new));
        assertThat(seen).containsAll(rows().keySet()); // each row was looked at
    }

    @Test
    void withoutProtectionTheSecretsAreReadable() throws Exception {
        Idempotency.builder(store)
                .build()
                .operation("charge", String.class, String.class)
                .key(payload -> payload)
                .body((payload, execution) -> "receipt-9")
                .run("anna", IN_20_S);
        assertThat(client.scan(scan -> scan.tableName(table)).items().stream()
                        .flatMap(item -> texts(AttributeValue.fromM(item))))
                .anyMatch(text -> text.contains("anna"))
                .anyMatch(text -> text.contains("receipt-9"));
    }

    /** {@return every text in a value, bytes read as such} */
    private static Stream<String> texts(AttributeValue value) {
        return switch (value.type()) {
            case S -> Stream.of(value.s());
            case N -> Stream.of(value.n());
            case B -> Stream.of(value.b().asString(StandardCharsets.ISO_8859_1));
            case L -> value.l().stream().flatMap(ReadableItemsTest::texts);
            case M ->
                Stream.concat(
                        value.m().keySet().stream(), value.m().values().stream().flatMap(ReadableItemsTest::texts));
            default -> Stream.empty();
        };
    }
}
