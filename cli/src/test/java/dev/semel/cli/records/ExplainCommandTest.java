// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.semel.cli.records.CommandLines.Ran;
import dev.semel.json.JsonTextFingerprinter;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdentityKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code semel explain} and {@code semel records list}, over real stores. The words have a golden page in operate. */
@ExtendWith(PlantedStores.Extension.class)
class ExplainCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PlantedStores stores;

    ExplainCommandTest(PlantedStores stores) {
        this.stores = stores;
    }

    @ParameterizedTest
    @EnumSource(PlantedStores.Kind.class)
    void everyStateIsExplainedInEveryStore(PlantedStores.Kind kind) throws IOException {
        PlantedStores.Planted planted = stores.planted(kind);
        Map<String, String> expected = planted.expectedAnswers();
        for (Map.Entry<String, String> key : expected.entrySet()) {
            Ran ran = planted.run(
                    "explain", "--tenant", "acme", "--operation", "charge", "--output", "json", key.getKey());
            JsonNode json = JSON.readTree(ran.out());
            assertThat(json.path("situation").asText() + " -> "
                            + json.path("nextDuplicate").path("answer").asText())
                    .as(key.getKey())
                    .isEqualTo(key.getValue());
            assertThat(ran.status()).isEqualTo(key.getKey().equals("absent") ? 1 : 0);
            assertThat(ran.out()).doesNotContain(PlantedStores.SECRET_RESULT);
        }
    }

    @ParameterizedTest
    @EnumSource(PlantedStores.Kind.class)
    void aListShowsEachRecordOnceInPagesAndByItsState(PlantedStores.Kind kind) {
        PlantedStores.Planted planted = stores.planted(kind);
        Ran all = planted.run("records", "list", "--tenant", "acme", "--operation", "charge", "--limit", "1000");
        assertThat(all.out().lines().skip(1).map(line -> line.substring(line.lastIndexOf('/') + 1)))
                .containsExactlyInAnyOrderElementsOf(planted.recorded());
        Ran stuck = planted.run("records", "list", "--operation", "charge", "--state", "lapsed,quarantined");
        assertThat(stuck.out().lines().skip(1).map(line -> line.split(" ", 2)[0]))
                .containsExactlyInAnyOrder("lapsed", "quarantined");
        assertThat(planted.run("records", "list", "--operation", "refund")
                        .out()
                        .lines()
                        .skip(1))
                .isEmpty();
        assertThat(pages(planted)).containsExactlyInAnyOrderElementsOf(planted.recorded());
    }

    private static List<String> pages(PlantedStores.Planted planted) {
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Ran page = planted.run("records", "list", "--tenant", "acme", "--limit", "3", "--cursor", cursor);
            page.out().lines().skip(1).forEach(line -> seen.add(line.substring(line.lastIndexOf('/') + 1)));
            int at = page.err().indexOf("--cursor '");
            cursor = at < 0 ? "" : page.err().substring(at + 10, page.err().lastIndexOf('\''));
        } while (!cursor.isEmpty());
        return seen;
    }

    @Test
    void aStuckKeyIsToldInWords() {
        Ran ran = stores.planted(PlantedStores.Kind.DYNAMO_DB).run("explain", "acme/charge/stuck");
        assertThat(ran.out())
                .startsWith("acme/charge/stuck\nLAPSED: stuck, an attempt began and never reported an end\n")
                .contains(
                        "1 step was recorded (see below): its effect happened.",
                        "executes, as attempt 2: the lease is over.",
                        "body runs again with the same effect keys",
                        "What to do\n  1. Find the crash in the function's log",
                        "effect key        reserve ");
    }

    @Test
    void aPayloadTellsAMismatch(@TempDir Path folder) throws IOException {
        PlantedStores.Planted planted = stores.planted(PlantedStores.Kind.DYNAMO_DB);
        Path same = Files.writeString(folder.resolve("same"), PlantedStores.PAYLOAD.replace(" ", "  "));
        Path other = Files.writeString(folder.resolve("other"), "{\"amount\": 2}");
        assertThat(planted.run("explain", "acme/charge/completed", "--payload", same.toString())
                        .out())
                .contains("The payload that you gave is the one of the record");
        assertThat(planted.run("explain", "acme/charge/completed", "--payload", other.toString())
                        .out())
                .contains("MISMATCH, COMPLETED:", "is told Mismatch and executes nothing");
    }

    @Test
    void aResultIsShownOnlyWhenAskedFor() {
        PlantedStores.Planted planted = stores.planted(PlantedStores.Kind.DYNAMO_DB);
        assertThat(planted.run("explain", "acme/charge/completed").out()).doesNotContain(PlantedStores.SECRET_RESULT);
        assertThat(planted.run("explain", "--show-result", "acme/charge/completed")
                        .out())
                .contains(PlantedStores.SECRET_RESULT);
    }

    @Test
    void aKeyedIdentityIsFoundByItsSecret(@TempDir Path folder) throws IOException {
        PlantedStores.Planted planted = stores.planted(PlantedStores.Kind.DYNAMO_DB);
        byte[] secret = new byte[32];
        new Random(7).nextBytes(secret);
        IdempotencyKey key = new IdempotencyKey("acme", "keyed", "ann@example.org");
        IdentityKey identity = IdentityKey.of("k1", secret);
        planted.claim(
                identity.keyed(key),
                identity.keyed(JsonTextFingerprinter.create().fingerprint(PlantedStores.PAYLOAD), key));
        Path file =
                Files.writeString(folder.resolve("secret"), Base64.getEncoder().encodeToString(secret));
        Path payload = Files.writeString(folder.resolve("payload"), PlantedStores.PAYLOAD);
        Ran ran = planted.run(
                "explain",
                "ann@example.org",
                "--tenant",
                "acme",
                "--operation",
                "keyed",
                "--identity-key",
                "k1=file:" + file,
                "--payload",
                payload.toString(),
                "--effect",
                "mail");
        assertThat(ran.status()).isZero();
        assertThat(ran.out())
                .contains(
                        "acme/keyed/hmac:k1:",
                        "The payload that you gave is the one of the record",
                        "effect key        mail ");
        assertThat(planted.run("explain", "x", "--operation", "keyed", "--identity-key", "k1=c2VjcmV0")
                        .err())
                .contains("--identity-key takes a secret only as env:NAME or file:PATH");
    }

    @Test
    void whatIsWrongIsToldInOneLine() {
        PlantedStores.Planted planted = stores.planted(PlantedStores.Kind.DYNAMO_DB);
        assertThat(planted.run("explain", "order-42")).satisfies(ran -> {
            assertThat(ran.status()).isEqualTo(2);
            assertThat(ran.err()).contains("KEY is no record id").hasLineCount(1);
        });
        for (String uri : List.of(
                "mongodb:x",
                "jdbc:oracle:thin:@x",
                "jdbc:postgresql://u:p@h/db",
                "redis://u:p@h",
                "dynamodb:records?port=1",
                "dynamodb:",
                "dynamodb:${TABLE}?region=eu-west-1",
                "dynamodb: ?region=eu-west-1",
                "dynamodb:records?region=eu%20west",
                "dynamodb:records?region=%zz",
                "dynamodb:records?region=eu-west-1&sort=only",
                "dynamodb:records?region=eu-west-1&endpoint=${URL}")) {
            Ran ran = planted.run("explain", "--store", uri, "a/b/c");
            assertThat(ran.status()).as(uri).isEqualTo(2);
            assertThat(ran.err()).as(uri).hasLineCount(1).doesNotContain("u:p@");
        }
        for (List<String> options : List.of(
                List.of("--store", "jdbc:h2:mem:x", "--table", "${TABLE}"),
                List.of("--store", "redis://127.0.0.1:1", "--prefix", "a b"))) {
            List<String> words = new ArrayList<>(List.of("explain"));
            words.addAll(options);
            words.add("a/b/c");
            Ran ran = planted.run(words.toArray(String[]::new));
            assertThat(ran.status()).as(words.toString()).isEqualTo(2);
            assertThat(ran.err()).as(words.toString()).hasLineCount(1);
        }
        Ran away = planted.run(
                "explain", "--timeout", "1", "--store", "dynamodb:records?endpoint=http://127.0.0.1:1", "a/b/c");
        assertThat(away.status()).isEqualTo(3);
        assertThat(away.err())
                .contains("DynamoDB table 'records' gave no answer to 'read'")
                .hasLineCount(1);
    }
}
