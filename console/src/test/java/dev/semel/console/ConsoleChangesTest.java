// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Blob;
import dev.semel.model.ClaimId;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.Quarantined;
import dev.semel.model.IdempotencyRecord.Released;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.operate.AuditEntry;
import dev.semel.operate.Explanation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes by form: what they make of the record, what the audit log has, and what defeats them. */
class ConsoleChangesTest {

    private static final String PARKED = "acme/charge/parked";
    private static final String STUCK = "acme/charge/stuck";

    private final SampleKeys keys = new SampleKeys();

    private ConsoleVisit visit() throws Exception {
        keys.quarantine(SampleKeys.key("parked"), "reserve", "no answer");
        keys.lapse(SampleKeys.key("stuck"));
        return ConsoleVisit.open(keys.changing().results(new ResultForms() {
            @Override
            public Optional<String> shown(Explanation explanation) {
                return Optional.empty();
            }

            @Override
            public Blob encoded(String json, Explanation seen) {
                return Blob.utf8(json);
            }
        }));
    }

    private IdempotencyRecord record(String id) {
        return keys.store().read(id, keys.call()).orElseThrow();
    }

    private static Map<String, String> form(ConsoleVisit visit, String id, String label, String... more)
            throws Exception {
        Map<String, String> fields = new HashMap<>(visit.get("key?id=" + id).form(label));
        fields.put("reason", "TICKET-7");
        for (int i = 0; i < more.length; i += 2) {
            fields.put(more[i], more[i + 1]);
        }
        return fields;
    }

    @Test
    void aPermissionMakesTheNextDeliveryExecute() throws Exception {
        try (ConsoleVisit visit = visit()) {
            Map<String, String> form = form(visit, PARKED, "It did not happen", "days", "14", "sure", "on");
            ConsoleVisit.Page answer = visit.post("change", form);
            assertThat(answer.status()).isEqualTo(303);
            assertThat(answer.header("Location")).isEqualTo("key?id=acme%2Fcharge%2Fparked&done=resolve-execute");
            assertThat(visit.get(answer.header("Location")).body())
                    .contains("Done: the next delivery executes.", "It executes, as attempt 2");
            assertThat(record(PARKED)).isInstanceOf(Released.class);
            assertThat(keys.audit())
                    .extracting(AuditEntry::phase, AuditEntry::change, AuditEntry::operator, AuditEntry::reason)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(
                                    AuditEntry.Phase.BEGINS, "resolve-to-execute", "ops", "TICKET-7"),
                            org.assertj.core.groups.Tuple.tuple(
                                    AuditEntry.Phase.MADE, "resolve-to-execute", "ops", "TICKET-7"));

            // The same form again: the record has another revision.
            assertThat(visit.post("change", form).status()).isEqualTo(409);
            assertThat(keys.audit()).hasSize(2);
        }
    }

    @ParameterizedTest(name = "result ''{0}'', no value: {1}")
    @CsvSource({"'{\"receipt\": \"ch_81\"}', false", "'', true"})
    void aResultIsWhatEveryDuplicateGets(String result, boolean none) throws Exception {
        try (ConsoleVisit visit = visit()) {
            Map<String, String> form =
                    form(visit, PARKED, "It happened", "days", "3", "sure", "on", "result", " " + result);
            if (none) {
                form.put("no-value", "on");
            }
            assertThat(visit.post("change", form).status()).isEqualTo(303);
            Completed completed = (Completed) record(PARKED);
            assertThat(completed.result()).isEqualTo(new StoredResult.Success(none ? null : Blob.utf8(result)));
            assertThat(completed.windowEndsAt())
                    .isEqualTo(keys.clock().instant().plusSeconds(3 * 86_400));
        }
    }

    @ParameterizedTest
    @CsvSource({"unknown, UNKNOWN", "not-executed, NOT_EXECUTED", "not-started, NOT_STARTED"})
    void aReleaseSaysWhatIsKnown(String word, String certainty) throws Exception {
        try (ConsoleVisit visit = visit()) {
            assertThat(visit.post("change", form(visit, STUCK, "Release", "certainty", word))
                            .status())
                    .isEqualTo(303);
            assertThat(((Released) record(STUCK)).certainty()).hasToString(certainty);
        }
    }

    /** The page was shown; then the key was resolved and quarantined again: it looks the same, and is another one. */
    @Test
    void aPageThatIsOlderThanTheRecordChangesNothing() throws Exception {
        try (ConsoleVisit visit = visit()) {
            Map<String, String> form = form(visit, PARKED, "It did not happen", "days", "14", "sure", "on");
            ClaimId old = ((Quarantined) record(PARKED)).claim().id();
            keys.store()
                    .resolve(
                            new WriteRequest.Resolve(
                                    SampleKeys.key("parked"),
                                    old,
                                    new dev.semel.model.WriteRequest.Resolution.ReExecute(SampleKeys.DAY)),
                            keys.call());
            keys.quarantine(SampleKeys.key("parked"), "reserve", "no answer");
            IdempotencyRecord now = record(PARKED);

            ConsoleVisit.Page answer = visit.post("change", form);
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.body()).contains("Nothing was changed.", "as it is now", ">quarantined<");
            assertThat(record(PARKED)).isEqualTo(now);
            assertThat(keys.audit()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "It happened,       result,    '{}', no-value, on",
        "It happened,       result,    '',   days,     14",
        "It happened,       result,    '{}', days,     0",
        "It happened,       result,    '{}', days,     3651",
        "It happened,       result,    '{}', reason,   ' '",
        "It did not happen, certainty, x,    change,   release"
    })
    void aFormThatSaysTooLittleOrTooMuchChangesNothing(
            String label, String field, String value, String other, String otherValue) throws Exception {
        try (ConsoleVisit visit = visit()) {
            Map<String, String> form =
                    form(visit, PARKED, label, "days", "14", "sure", "on", field, value, other, otherValue);
            assertThat(visit.post("change", form).status()).isEqualTo(422);
            assertThat(record(PARKED)).isInstanceOf(Quarantined.class);
            assertThat(keys.audit()).isEmpty();
        }
    }

    /** The rules of the operator hold, whatever a form asks for. */
    @Test
    void aKeyThatExecutesIsLeftAlone() throws Exception {
        try (ConsoleVisit visit = visit()) {
            Map<String, String> release = form(visit, STUCK, "Release", "certainty", "unknown");
            keys.claim(SampleKeys.key("stuck"), "fn");
            IdempotencyRecord.InProgress live = (IdempotencyRecord.InProgress) record(STUCK);
            release.putAll(Map.of(
                    "claim", live.claim().id().value(),
                    "fence", String.valueOf(live.claim().fence()),
                    "revision", String.valueOf(live.revision())));
            ConsoleVisit.Page answer = visit.post("change", release);
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.body()).contains("the lease of attempt 2 is live");
            assertThat(record(STUCK)).isEqualTo(live);
        }
    }

    @Test
    void withoutALogNothingIsChanged() throws Exception {
        keys.quarantine(SampleKeys.key("parked"), "reserve", "no answer");
        List<String> problems = new java.util.concurrent.CopyOnWriteArrayList<>();
        ConsoleBuilder builder = keys.console()
                .problems(problems::add)
                .allowChanges(
                        entry -> {
                            throw new IllegalStateException("the disk is full");
                        },
                        "ops");
        try (ConsoleVisit visit = ConsoleVisit.open(builder)) {
            Map<String, String> form = form(visit, PARKED, "It did not happen", "days", "14", "sure", "on");
            ConsoleVisit.Page answer = visit.post("change", form);
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).doesNotContain("disk").contains("look at the key again");
            assertThat(problems).singleElement().asString().contains("the disk is full");
            assertThat(record(PARKED)).isInstanceOf(Quarantined.class);
        }
    }
}
