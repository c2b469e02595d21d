// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.lambda.DynamoDbStreamRecord.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DynamoDbStreamSourceTest {

    /** As the "Using AWS Lambda with Amazon DynamoDB" page of the AWS Lambda Developer Guide. */
    static final String EVENT = """
            {
              "Records": [
                {
                  "eventID": "1",
                  "eventVersion": "1.0",
                  "dynamodb": {
                    "ApproximateCreationDateTime": 1479499740,
                    "Keys": {"Id": {"N": "101"}},
                    "NewImage": {"Message": {"S": "New item!"}, "Id": {"N": "101"}},
                    "OldImage": {"Message": {"S": "Old item!"}, "Id": {"N": "101"}},
                    "StreamViewType": "NEW_AND_OLD_IMAGES",
                    "SequenceNumber": "111",
                    "SizeBytes": 26
                  },
                  "awsRegion": "us-west-2",
                  "eventName": "MODIFY",
                  "eventSourceARN": "arn:aws:dynamodb:us-east-2:123456789012:table/my-table/stream/2024-06-10T19:26:16.525",
                  "eventSource": "aws:dynamodb"
                }
              ]
            }
            """;

    /** As the "Working with expired items and time to live" page of the Amazon DynamoDB Developer Guide. */
    private static final String EXPIRED = Json.with(EVENT, "\"MODIFY\",", """
            "REMOVE",
            "userIdentity": {"type": "Service", "principalId": "dynamodb.amazonaws.com"},""");

    private static final String TABLE =
            "arn:aws:dynamodb:us-east-2:123456789012:table/my-table/stream/2024-06-10T19:26:16.525";

    @Test
    void readsTheDocumentedChange() {
        DeliveredItem<DynamoDbStreamRecord> item = parse(EVENT).get(0);
        assertThat(item.itemId()).isEqualTo("111");
        assertThat(item.group()).isEqualTo(TABLE);
        assertThat(EventDeliveries.readable(item))
                .isEqualTo(new DynamoDbStreamRecord(
                        "1",
                        TABLE,
                        Change.MODIFY,
                        "111",
                        "NEW_AND_OLD_IMAGES",
                        Instant.ofEpochSecond(1479499740),
                        JsonDocument.of("{\"Id\": {\"N\": \"101\"}}"),
                        JsonDocument.of("{\"Id\": {\"N\": \"101\"}, \"Message\": {\"S\": \"New item!\"}}"),
                        JsonDocument.of("{\"Id\": {\"N\": \"101\"}, \"Message\": {\"S\": \"Old item!\"}}"),
                        false));
    }

    @Test
    void readsAttributesByPath() {
        DynamoDbStreamRecord change = only(EVENT);
        assertThat(change.keys().text("/Id/N")).contains("101");
        assertThat(change.newImage())
                .isNotNull()
                .satisfies(image -> assertThat(image.text("/Message/S")).contains("New item!"));
    }

    @Test
    void readsAStreamOfKeysOnly() {
        String keysOnly = EVENT.replace("\"NewImage\"", "\"x\"")
                .replace("\"OldImage\"", "\"y\"")
                .replace("NEW_AND_OLD_IMAGES", "KEYS_ONLY");
        assertThat(only(keysOnly).newImage()).isNull();
        assertThat(only(keysOnly).oldImage()).isNull();
    }

    @Test
    void tellsTheDeletionsOfTimeToLive() {
        assertThat(only(EVENT).isTimeToLiveDeletion()).isFalse();
        assertThat(only(EXPIRED).isTimeToLiveDeletion()).isTrue();
        assertThat(only(Json.with(EXPIRED, "\"Service\"", "\"User\"")).isTimeToLiveDeletion())
                .isFalse();
    }

    @Test
    void aRedeliveryReplays() throws Exception {
        String again = Json.with(EVENT, "1479499740", "1479499741.0");
        String other = Json.with(EVENT, "\"eventID\": \"1\"", "\"eventID\": \"2\"");
        EventDeliveries.<DynamoDbStreamRecord>of(
                        idempotency -> DynamoDbStreamSource.operationPerDelivery(idempotency, "handle", String.class))
                .replay(only(EVENT), only(again), only(other));
    }

    @Test
    void contentIsChangeKeysAndImages_whateverTheirOrder() {
        String content = only(EVENT).contentIdentity();
        String reordered = Json.with(
                EVENT,
                "{\"Message\": {\"S\": \"New item!\"}, \"Id\": {\"N\": \"101\"}}",
                "{\"Id\": {\"N\": \"101\"}, \"Message\": {\"S\": \"New item!\"}}");
        assertThat(only(reordered).contentIdentity()).isEqualTo(content);
        assertThat(only(Json.with(EVENT, "New item!", "x")).contentIdentity()).isNotEqualTo(content);
        assertThat(only(Json.with(EVENT, "Old item!", "x")).contentIdentity()).isNotEqualTo(content);
        assertThat(only(Json.with(EVENT, "MODIFY", "INSERT")).contentIdentity()).isNotEqualTo(content);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"eventID\"| \"other\"| Records[0].eventID is missing",
                "\"MODIFY\"| \"secret\"| Records[0].eventName is none of INSERT, MODIFY and REMOVE",
                "{\"Id\": {\"N\": \"101\"}}| 7| Records[0].dynamodb.Keys is not an object",
                "\"Keys\"| \"other\"| Records[0].dynamodb.Keys is missing",
                "New item!| \\uD800| Records[0].dynamodb.NewImage has no canonical form",
                "aws:dynamodb\"| aws:sqs\"| Records[0].eventSource is not aws:dynamodb",
            })
    void aChangeThatCannotBeReadIsPoisonAlone(String piece, String replacement, String problem) {
        List<DeliveredItem<DynamoDbStreamRecord>> batch =
                parse(Notifications.joined(Json.with(EVENT, piece, replacement), EVENT));
        assertThat(batch.get(0).itemId()).isEqualTo("111");
        assertThat(batch.get(0).group()).isEqualTo(TABLE);
        assertThat(EventDeliveries.poison(batch.get(0)))
                .hasMessageContaining(problem)
                .hasMessageNotContaining("secret")
                .hasNoCause();
        assertThat(EventDeliveries.readable(batch.get(1)).eventId()).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({"SequenceNumber, Records[0].dynamodb.SequenceNumber", "eventSourceARN, Records[0].eventSourceARN"})
    void whatCouldNotBeReportedIsRefused(String name, String path) {
        assertThatThrownBy(() -> parse(Json.with(EVENT, "\"" + name + "\"", "\"other\"")))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining(path + " is missing");
    }

    @Test
    void hostileEventsAreRefusedAsDocumented() {
        HostileJson.neverThrowsAnythingElse(EXPIRED, document -> {
            for (DeliveredItem<DynamoDbStreamRecord> item : parse(document)) {
                if (item instanceof DeliveredItem.Readable<DynamoDbStreamRecord> readable) {
                    assertThat(readable.record().deliveryIdentity()).isNotEmpty();
                    assertThat(readable.record().contentIdentity()).isNotEmpty();
                }
            }
        });
    }

    @Test
    void showsNoContent() {
        assertThat(parse(EVENT).toString()).doesNotContain("item!", "101");
    }

    @Test
    void theDefaultWindowCoversTheHorizon() {
        assertThat(DynamoDbStreamSource.retryHorizon().isCoveredBy(Duration.ofHours(24)))
                .isTrue();
    }

    private static DynamoDbStreamRecord only(String document) {
        return EventDeliveries.only(parse(document));
    }

    private static List<DeliveredItem<DynamoDbStreamRecord>> parse(String document) {
        return DynamoDbStreamSource.parse(Notifications.stream(document));
    }
}
