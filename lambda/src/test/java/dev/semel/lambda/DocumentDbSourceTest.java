// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentDbSourceTest {

    /** As the "Using AWS Lambda with Amazon DocumentDB" page of the AWS Lambda Developer Guide. */
    static final String EVENT = """
            {
              "eventSourceArn": "arn:aws:rds:us-east-1:123456789012:cluster:canaryclusterb2a659a2-qo5tcmqkcl03",
              "events": [
                {
                  "event": {
                    "_id": {"_data": "0163eeb6e7000000090100000009000041e1"},
                    "clusterTime": {"$timestamp": {"t": 1676588775, "i": 9}},
                    "documentKey": {"_id": {"$oid": "63eeb6e7d418cd98afb1c1d7"}},
                    "fullDocument": {
                      "_id": {"$oid": "63eeb6e7d418cd98afb1c1d7"},
                      "anyField": "sampleValue"
                    },
                    "ns": {"db": "test_database", "coll": "test_collection"},
                    "operationType": "insert"
                  }
                }
              ],
              "eventSource": "aws:docdb"
            }
            """;

    private static final String UPDATE = Json.with(EVENT, "\"insert\"", """
            "update", "updateDescription": {"updatedFields": {"anyField": "sampleValue"}, "removedFields": []}""");

    @Test
    void readsTheDocumentedChange() {
        DeliveredItem<DocumentDbChange> item = parse(EVENT).get(0);
        assertThat(item.itemId()).isEqualTo("0163eeb6e7000000090100000009000041e1");
        assertThat(item.group()).startsWith("arn:aws:rds:");
        assertThat(EventDeliveries.readable(item))
                .isEqualTo(new DocumentDbChange(
                        "0163eeb6e7000000090100000009000041e1",
                        "arn:aws:rds:us-east-1:123456789012:cluster:canaryclusterb2a659a2-qo5tcmqkcl03",
                        "insert",
                        "test_database",
                        "test_collection",
                        JsonDocument.of("{\"_id\": {\"$oid\": \"63eeb6e7d418cd98afb1c1d7\"}}"),
                        JsonDocument.of(
                                "{\"_id\": {\"$oid\": \"63eeb6e7d418cd98afb1c1d7\"}, \"anyField\": \"sampleValue\"}"),
                        null,
                        Instant.ofEpochSecond(1676588775)));
    }

    @Test
    void aRedeliveryReplays() throws Exception {
        String again = Json.with(EVENT, "\"t\": 1676588775", "\"t\": 1676588776");
        String other = Json.with(EVENT, "41e1\"}", "41e2\"}");
        EventDeliveries.<DocumentDbChange>of(
                        idempotency -> DocumentDbSource.operationPerDelivery(idempotency, "handle", String.class))
                .replay(only(EVENT), only(again), only(other));
    }

    @Test
    void theDocumentOfAnUpdateMayBeOfALaterState_soItIsNoContent() {
        String later = Json.with(UPDATE, "\"anyField\": \"sampleValue\"\n", "\"anyField\": \"later\"\n");
        assertThat(only(later).contentIdentity()).isEqualTo(only(UPDATE).contentIdentity());

        String otherInsert = Json.with(EVENT, "sampleValue", "later");
        assertThat(only(otherInsert).contentIdentity()).isNotEqualTo(only(EVENT).contentIdentity());
        String otherUpdate = Json.with(UPDATE, "{\"anyField\": \"sampleValue\"}", "{\"anyField\": \"later\"}");
        assertThat(only(otherUpdate).contentIdentity())
                .isNotEqualTo(only(UPDATE).contentIdentity());
    }

    @Test
    void changesWithoutADocumentAreRead() {
        String dropped = """
                {"eventSource": "aws:docdb", "eventSourceArn": "arn:c", "events": [
                  {"event": {"_id": {"_data": "01"}, "operationType": "invalidate"}}]}""";
        DocumentDbChange change = only(dropped);
        assertThat(change.documentKey()).isNull();
        assertThat(change.database()).isNull();
        assertThat(change.changedAt()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"_data\"| \"data\"| events[0].event._id._data is missing or empty",
                "\"operationType\"| \"operation\"| events[0].event.operationType is missing or empty",
            })
    void whatNamesAChangeIsRequired_andOnlyThatChangeFails(String piece, String replacement, String problem) {
        assertThat(parse(Json.with(EVENT, piece, replacement)))
                .singleElement()
                .isInstanceOfSatisfying(
                        DeliveredItem.Poison.class,
                        poison -> assertThat(poison.why()).hasMessageContaining(problem));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"aws:docdb\"| \"aws:dynamodb\"| eventSource is not aws:docdb. Give each event source",
                "\"events\"| \"Records\"| events is missing. A DocumentDB event source mapping must invoke",
                "\"eventSourceArn\"| \"arn\"| eventSourceArn is missing or empty",
            })
    void theEventOfAnotherSourceIsRefused(String piece, String replacement, String problem) {
        assertThatThrownBy(() -> parse(Json.with(EVENT, piece, replacement)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void theHorizonIsTheRetention() {
        assertThat(DocumentDbSource.retryHorizon(Duration.ofDays(7)).longest()).isEqualTo(Duration.ofDays(7));
        assertThatThrownBy(() -> DocumentDbSource.retryHorizon(Duration.ofDays(8)))
                .hasMessage("retention must be from 1 hour to 7 days, is PT192H");
    }

    @Test
    void hostileDocumentsAreRefusedInWords() {
        HostileJson.neverThrowsAnythingElse(UPDATE, DocumentDbSourceTest::parse);
    }

    @Test
    void changesShowNoDocument() {
        assertThat(only(EVENT).toString()).contains("insert").doesNotContain("sampleValue", "63eeb6e7d418");
    }

    private static List<DeliveredItem<DocumentDbChange>> parse(String document) {
        return DocumentDbSource.parse(Notifications.stream(document));
    }

    private static DocumentDbChange only(String document) {
        return EventDeliveries.readable(parse(document).get(0));
    }
}
