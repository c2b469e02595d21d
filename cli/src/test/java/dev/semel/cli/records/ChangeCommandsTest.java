// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.Outcome;
import dev.semel.cli.records.CommandLines.Ran;
import dev.semel.cli.records.PlantedStores.Kind;
import dev.semel.cli.records.PlantedStores.Planted;
import dev.semel.jackson.JacksonCodec;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.WriteRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code semel resolve}, {@code release}, {@code erase} and {@code purge}, over real stores. */
@ExtendWith(PlantedStores.Extension.class)
class ChangeCommandsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The keys on which each change is allowed; on every other one it is refused and changes nothing. */
    private static final Map<String, List<String>> ALLOWED = Map.of(
            "release", List.of("stuck"),
            "resolve --execute", List.of("quarantined"),
            "resolve --no-value", List.of("quarantined"),
            "erase", List.of("stuck", "quarantined", "released", "completed", "large", "failed", "missing", "expired"),
            "erase --forget",
                    List.of("stuck", "released", "completed", "large", "failed", "missing", "erased", "expired"));

    private final PlantedStores stores;

    @TempDir
    private Path folder;

    ChangeCommandsTest(PlantedStores stores) {
        this.stores = stores;
    }

    @Test
    void aChangeIsAllowedOnlyWhereItIsSafe() {
        for (Map.Entry<String, List<String>> change : ALLOWED.entrySet()) {
            Planted planted = stores.planted(Kind.H2);
            for (String key : planted.expectedAnswers().keySet()) {
                Optional<IdempotencyRecord> before = found(planted, key);
                assertThat(run(planted, change.getKey() + " --dry-run", key).status())
                        .as("%s of %s, dry", change.getKey(), key)
                        .isEqualTo(change.getValue().contains(key) ? 0 : 1);
                assertThat(found(planted, key)).isEqualTo(before);
                Ran ran = run(planted, change.getKey() + revision(before), key);
                assertThat(ran.status())
                        .as("%s of %s: %s", change.getKey(), key, ran.err())
                        .isEqualTo(change.getValue().contains(key) ? 0 : 1);
                if (change.getValue().contains(key)) {
                    assertThat(found(planted, key)).isNotEqualTo(before);
                } else {
                    assertThat(found(planted, key)).isEqualTo(before);
                    assertThat(ran.err()).contains("refused, nothing was changed: ");
                }
            }
        }
    }

    @Test
    void whatOthersWroteAndWhatCannotBeReadIsLeftAlone() {
        Planted planted = stores.planted(Kind.DYNAMO_DB);
        for (String key : List.of("foreign", "corrupt")) {
            Optional<IdempotencyRecord> before = found(planted, key);
            for (String change : ALLOWED.keySet()) {
                assertThat(run(planted, change + " --yes", key).status()).isEqualTo(1);
            }
            assertThat(found(planted, key)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatWasChangedWhileAPersonReadIsNotChangedAgain(Kind kind) {
        Planted planted = stores.planted(kind);
        IdempotencyRecord.Known seen = known(planted, "stuck");
        planted.answerYesAfter(() -> planted.store()
                .renew(
                        new WriteRequest.Renew(
                                Planted.key("stuck"), seen.claim().id(), Duration.ofMinutes(1), Duration.ofDays(1)),
                        planted.call()));
        for (String change : List.of("release", "erase", "erase --forget")) {
            Ran ran = run(planted, change, "stuck");
            assertThat(ran.status()).as(change).isEqualTo(1);
            assertThat(known(planted, "stuck").claim()).isEqualTo(seen.claim());
            assertThat(((InProgress) known(planted, "stuck"))
                            .isLeaseLive(planted.clock().instant()))
                    .isTrue();
            planted.clock().advance(Duration.ofMinutes(2)); // lapsed again, and renewed again while the person reads
        }
        assertThat(run(planted, "release --yes --revision 1", "stuck").err()).contains("explain it again");
        assertThat(run(planted, "release --yes", "stuck").err()).contains("--yes needs --revision");
    }

    @Test
    void aReleasedKeyIsTakenOverBehindItsRecordedSteps() {
        Planted planted = stores.planted(Kind.DYNAMO_DB);
        run(planted, "release --certainty not-executed" + revision(found(planted, "stuck")), "stuck");
        ClaimVerdict verdict = planted.claimed("stuck");
        assertThat(verdict).isInstanceOf(ClaimVerdict.Claimed.class);
        InProgress next = ((ClaimVerdict.Claimed) verdict).record();
        assertThat(next.claim().attempt()).isEqualTo(2);
        assertThat(next.earlier().name()).isEqualTo("NOT_EXECUTED");
        assertThat(next.recoveryPoints()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void duplicatesOfAnErasedKeyExecuteNothing(Kind kind) throws Exception {
        Planted planted = stores.planted(kind);
        AtomicInteger executions = new AtomicInteger();
        Operation<String, String> charge = Idempotency.builder(planted.store())
                .withoutLog()
                .codec(JacksonCodec.create())
                .clock(planted.clock())
                .build()
                .operation("charge", String.class, String.class)
                .tenant(order -> "acme")
                .key(order -> order)
                .fingerprintOf(order -> Map.of("amount", 1))
                .body((order, run) -> "executed " + executions.incrementAndGet());
        for (String key : List.of("stuck", "quarantined", "released", "completed", "large", "failed")) {
            run(planted, "erase" + revision(found(planted, key)), key);
            Outcome<String> outcome = charge.tryRun(key, Deadline.within(Duration.ofSeconds(20)));
            assertThat(outcome).as(key).isInstanceOf(Outcome.ResultUnavailable.class);
            assertThat(((Outcome.ResultUnavailable<String>) outcome).cause()).hasMessageContaining("result erased");
            assertThat(found(planted, key).toString()).doesNotContain("no answer of the bank");
        }
        assertThat(executions).hasValue(0);
        run(planted, "erase --forget" + revision(found(planted, "completed")), "completed");
        assertThat(charge.tryRun("completed", Deadline.within(Duration.ofSeconds(20))))
                .isInstanceOf(Outcome.Executed.class);
    }

    @Test
    void nothingOfAnErasedKeyStaysBesideItsRecord() {
        Planted planted = stores.planted(Kind.DYNAMO_DB);
        String table = planted.table();
        int before = items(table);
        for (String key : List.of("stuck", "large")) {
            run(planted, "erase" + revision(found(planted, key)), key);
        }
        assertThat(items(table)).as("a side item of each is gone").isEqualTo(before - 2);
        assertThat(stores.client().scan(scan -> scan.tableName(table)).items().stream()
                        .filter(item -> item.toString().contains("large"))
                        .toList()
                        .toString())
                .doesNotContain(PlantedStores.SECRET_RESULT);
    }

    private int items(String table) {
        return stores.client().scan(scan -> scan.tableName(table)).count();
    }

    @Test
    void eachChangeIsLoggedBeforeAndAfterAndNoErasedKeyIs() throws IOException {
        Planted planted = stores.planted(Kind.H2);
        run(planted, "release" + revision(found(planted, "stuck")), "stuck");
        run(planted, "erase" + revision(found(planted, "completed")), "completed");
        List<JsonNode> entries = new ArrayList<>();
        for (String line : Files.readAllLines(planted.auditLog())) {
            entries.add(JSON.readTree(line));
        }
        assertThat(entries.stream()
                        .map(entry -> entry.path("phase").asText() + " "
                                + entry.path("change").asText() + " "
                                + entry.path("user").asText() + " "
                                + entry.path("verified").asText() + " "
                                + entry.path("reason").asText()))
                .containsExactly(
                        "BEGINS release ops false a test",
                        "MADE release ops false a test",
                        "BEGINS erase ops false a test",
                        "MADE erase ops false a test");
        assertThat(entries.get(0).path("before").asText()).isEqualTo("lapsed, revision 2");
        assertThat(entries.get(1).path("revision").asInt()).isEqualTo(3);
        assertThat(entries.get(0).path("record").asText()).isEqualTo("acme/charge/stuck");
        assertThat(entries.get(2).path("record").asText()).startsWith("sha256:");
        assertThat(Files.getPosixFilePermissions(planted.auditLog())).hasSize(2);
    }

    @Test
    void withoutALogNothingIsChanged() throws IOException {
        Planted planted = stores.planted(Kind.H2);
        Path noFolder = Files.writeString(folder.resolve("file"), "");
        Optional<IdempotencyRecord> before = found(planted, "stuck");
        Ran ran = run(planted, "release --audit-log " + noFolder.resolve("log") + revision(before), "stuck");
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("cannot be written, so nothing was changed");
        assertThat(found(planted, "stuck")).isEqualTo(before);
    }

    @Test
    void aResultIsCheckedAgainstItsTypeOrMarkedUnchecked() throws IOException {
        Planted planted = stores.planted(Kind.DYNAMO_DB);
        String at = revision(found(planted, "quarantined"));
        Path wrong = Files.writeString(folder.resolve("wrong"), "{\"other\":1}");
        Path right = Files.writeString(folder.resolve("right"), "{ \"number\" : 42 }");
        String typed = "resolve --result-type " + Receipt.class.getName() + " --result-file ";
        assertThat(run(planted, "resolve --result-file " + right + at, "quarantined")
                        .err())
                .contains("needs --result-type CLASS, or --unchecked");
        assertThat(run(planted, typed + wrong + at, "quarantined").err()).contains("cannot be read as");
        assertThat(run(planted, "resolve --unchecked --result-file " + folder.resolve("none") + at, "quarantined")
                        .err())
                .contains("cannot be read");
        Path empty = Files.createFile(folder.resolve("empty"));
        assertThat(run(planted, "resolve --unchecked --result-file " + empty + at, "quarantined")
                        .err())
                .contains("is no JSON document");
        for (String window : List.of("0s", "-5d")) {
            Ran refused = run(planted, "resolve --execute --window " + window + at, "quarantined");
            assertThat(refused.status()).isEqualTo(2);
            assertThat(refused.err()).contains("--window must be");
        }
        assertThat(run(planted, typed + right + at, "quarantined").status()).isZero();
        assertThat(planted.run("explain", "--show-result", "acme/charge/quarantined")
                        .out())
                .contains("COMPLETED", "{\"number\":42}");
    }

    /** A result. */
    public record Receipt(int number) {}

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aPurgeDeletesWhatIsPastItsTimeAndNothingElse(Kind kind) {
        Planted planted = stores.planted(kind);
        Map<String, Optional<IdempotencyRecord>> others = new HashMap<>();
        planted.recorded().forEach(key -> others.put(key, found(planted, key)));
        assertThat(run(planted, "purge --ended-before 1s --yes", "").status()).isEqualTo(2);
        assertThat(run(planted, "purge --ended-before 10s --dry-run", "").out()).startsWith("1 of about");
        assertThat(found(planted, "expired")).isPresent();
        assertThat(run(planted, "purge --ended-before 10s --yes", "").out()).isEqualTo("1 records were deleted\n");
        assertThat(found(planted, "expired")).isEmpty();
        others.remove("expired");
        others.forEach((key, record) -> assertThat(found(planted, key)).isEqualTo(record));
        planted.clock().advance(Duration.ofDays(2));
        assertThat(run(planted, "purge --yes", "").out())
                .isEqualTo((others.size() - unpurged(kind)) + " records were deleted\n");
        assertThat(found(planted, "quarantined")).isPresent();
    }

    /** The quarantined key has no end; what other libraries wrote, and what is unreadable, is theirs. */
    private static int unpurged(Kind kind) {
        return switch (kind) {
            case DYNAMO_DB -> 3;
            case H2, REDIS -> 1;
        };
    }

    private static Ran run(Planted planted, String command, String key) {
        List<String> arguments = new ArrayList<>(Arrays.asList(command.split(" ")));
        arguments.addAll(List.of("--reason", "a test"));
        if (!key.isEmpty()) {
            arguments.add("acme/charge/" + key);
        }
        return planted.run(arguments.toArray(String[]::new));
    }

    private static String revision(Optional<IdempotencyRecord> record) {
        return " --yes"
                + record.map(any ->
                                any instanceof IdempotencyRecord.Known known ? " --revision " + known.revision() : "")
                        .orElse("");
    }

    private static Optional<IdempotencyRecord> found(Planted planted, String key) {
        return planted.store().find(Planted.key(key), planted.call());
    }

    private static IdempotencyRecord.Known known(Planted planted, String key) {
        return (IdempotencyRecord.Known) found(planted, key).orElseThrow();
    }
}
