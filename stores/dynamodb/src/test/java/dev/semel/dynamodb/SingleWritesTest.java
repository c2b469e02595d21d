// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.semel.dynamodb.PutOnceAnswer.Duplicate;
import dev.semel.dynamodb.PutOnceAnswer.Inserted;
import dev.semel.dynamodb.VersionedAnswer.Stale;
import dev.semel.dynamodb.VersionedAnswer.Updated;
import dev.semel.store.StoreException;
import dev.semel.store.StoreException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The business item as its own record: one request each, and a lost reply is not mistaken for a rival. */
@ExtendWith(LocalServer.class)
class SingleWritesTest {

    private static final String TABLE = "single-writes";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final LossyHttpClient http = new LossyHttpClient();
    private final RequestCounter counter = new RequestCounter();
    private final LocalDynamoDb server;
    private final DynamoDbClient retrying;
    private final DynamoDbClient plain;
    private final SingleWrites writes;
    private final SingleWrites once;
    private final String id = UUID.randomUUID().toString();

    SingleWritesTest(LocalDynamoDb server) {
        this.server = server;
        LocalDynamoDb.ready(DynamoDbStore.of(server.client(), TABLE)); // any table with the key "id"
        retrying = server.clientBuilder()
                .httpClientBuilder(null)
                .httpClient(http)
                .overrideConfiguration(config -> config.addExecutionInterceptor(counter))
                .build();
        plain = server.clientBuilder()
                .httpClientBuilder(null)
                .httpClient(http)
                .overrideConfiguration(config -> config.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
        writes = SingleWrites.builder(retrying, TABLE, "id").build();
        once = SingleWrites.builder(plain, TABLE, "id").build();
    }

    @AfterEach
    void close() {
        retrying.close();
        plain.close();
        http.close();
    }

    // ---- putOnce ----

    @Test
    void theFirstPutIsOneRequestAndItsDuplicateBringsTheItemInOne() {
        PutOnceAnswer first = writes.putOnce(put("first"), TIMEOUT);
        assertThat(first).isEqualTo(new Inserted(item()));
        assertThat(counter.drain()).containsExactly("PutItem");
        assertThat(writes.putOnce(put("second"), TIMEOUT)).isEqualTo(new Duplicate(first.item()));
        assertThat(counter.drain()).containsExactly("PutItem");
        assertThat(item()).isEqualTo(first.item()).containsEntry("note", AttributeValue.fromS("first"));
    }

    @Test
    void S6_aPutWhoseReplyWasLostIsNotADuplicate() {
        http.loseNext(1);
        assertThat(writes.putOnce(put("mine"), TIMEOUT)).isEqualTo(new Inserted(item()));
        assertThat(http.lost()).isEqualTo(1);
    }

    @Test
    void S6_whoRepeatsUnderTheSameNonceIsRecognised() {
        PutOnce put = put("mine").nonce("attempt-1");
        http.loseNext(1);
        StoreException e = catchThrowableOfType(StoreException.class, () -> once.putOnce(put, TIMEOUT));
        assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(once.putOnce(put, TIMEOUT)).isEqualTo(new Inserted(item()));
        assertThat(once.putOnce(put.nonce("attempt-2"), TIMEOUT)).isEqualTo(new Duplicate(item()));
    }

    @Test
    void S1_ofSixteenPutsOneInsertsAndTheOthersSeeItsItem() throws Exception {
        List<PutOnceAnswer> answers = Together.run(16, thread -> writes.putOnce(put("from " + thread), TIMEOUT));
        Map<String, AttributeValue> item = item();
        assertThat(answers)
                .containsOnly(new Inserted(item), new Duplicate(item))
                .containsOnlyOnce(new Inserted(item));
    }

    @Test
    void anItemThatMeetsTheConditionIsReplacedByOneOnly() {
        ItemCondition expired = new ItemCondition("expires <= :now", Map.of(), Map.of(":now", number(20)));
        writes.putOnce(expiring(10), TIMEOUT);
        http.loseNext(1);
        PutOnceAnswer replaced = writes.putOnce(expiring(15).replacing(expired), TIMEOUT);
        assertThat(replaced).isEqualTo(new Inserted(item()));
        assertThat(item()).containsEntry("expires", number(15));
        writes.putOnce(expiring(30).replacing(expired), TIMEOUT);
        assertThat(writes.putOnce(expiring(40).replacing(expired), TIMEOUT)).isEqualTo(new Duplicate(item()));
        assertThat(item()).containsEntry("expires", number(30));
    }

    @Test
    void S6_aReplacementIsNotRepeatedOverWhatOthersAddedToIt() {
        ItemCondition any = new ItemCondition("attribute_exists(id)", Map.of(), Map.of());
        PutOnce put = put("mine").nonce("attempt-1").replacing(any);
        writes.putOnce(put, TIMEOUT);
        server.client()
                .updateItem(request -> request.tableName(TABLE)
                        .key(key())
                        .updateExpression("SET added = :by")
                        .expressionAttributeValues(Map.of(":by", AttributeValue.fromS("others"))));
        assertThat(writes.putOnce(put, TIMEOUT)).isEqualTo(new Inserted(item()));
        assertThat(item()).containsEntry("added", AttributeValue.fromS("others"));
    }

    @Test
    void aPutSentBeforeAFreezeIsInsertedAndTheOthersSeeItsItem() {
        List<PutOnceAnswer> others = new ArrayList<>();
        http.onceSent(() -> {
            others.add(writes.putOnce(put("of the redelivery"), TIMEOUT));
            http.loseNext(1); // the connection is dead when the process wakes up
        });
        PutOnceAnswer frozen = writes.putOnce(put("of the frozen"), TIMEOUT);
        assertThat(item()).containsEntry("note", AttributeValue.fromS("of the frozen"));
        assertThat(frozen).isEqualTo(new Inserted(item()));
        assertThat(others).containsExactly(new Duplicate(item()));
        assertThat(http.lost()).isEqualTo(1);
    }

    @Test
    void anItemThatWasDeletedIsInsertedAgain() {
        PutOnceAnswer first = writes.putOnce(put("first"), TIMEOUT);
        assertThat(writes.putOnce(put("second"), TIMEOUT)).isEqualTo(new Duplicate(first.item()));
        server.client().deleteItem(request -> request.tableName(TABLE).key(key()));
        assertThat(writes.putOnce(put("third"), TIMEOUT)).isEqualTo(new Inserted(item()));
        assertThat(item()).containsEntry("note", AttributeValue.fromS("third"));
    }

    // ---- updateVersioned ----

    @Test
    void anUpdateCountsTheVersionOnAndItsDuplicateIsStale() {
        writes.putOnce(versioned(3), TIMEOUT);
        counter.drain();
        assertThat(writes.updateVersioned(plusFive(3), TIMEOUT)).isEqualTo(new Updated(item()));
        assertThat(item()).containsEntry("version", number(4)).containsEntry("total", number(5));
        counter.drain();
        assertThat(writes.updateVersioned(plusFive(3), TIMEOUT)).isEqualTo(new Stale(item()));
        assertThat(counter.drain()).containsExactly("UpdateItem");
        assertThat(item()).containsEntry("total", number(5));
    }

    @Test
    void anUpdateOfNothingIsStaleAndMakesNothing() {
        assertThat(writes.updateVersioned(plusFive(0), TIMEOUT)).isEqualTo(new Stale(Map.of()));
        assertThat(item()).isEmpty();
    }

    @Test
    void S6_anUpdateWhoseReplyWasLostIsRecognisedAndMadeOnce() {
        writes.putOnce(versioned(1), TIMEOUT);
        http.loseNext(1);
        assertThat(writes.updateVersioned(plusFive(1), TIMEOUT)).isEqualTo(new Updated(item()));
        assertThat(http.lost()).isEqualTo(1);
        assertThat(item()).containsEntry("total", number(5));
        VersionedUpdate next = plusFive(2).nonce("attempt-1");
        http.loseNext(1);
        assertThatThrownBy(() -> once.updateVersioned(next, TIMEOUT)).isInstanceOf(StoreException.class);
        assertThat(once.updateVersioned(next, TIMEOUT)).isEqualTo(new Updated(item()));
        assertThat(item()).containsEntry("total", number(10));
    }

    @Test
    void aNonceGivenToTwoUpdatesRecognisesOnlyTheOneThatItemShows() {
        writes.putOnce(versioned(1), TIMEOUT);
        writes.updateVersioned(plusFive(1).nonce("careless"), TIMEOUT);
        writes.updateVersioned(plusFive(2).nonce("careless"), TIMEOUT);
        assertThat(writes.updateVersioned(plusFive(1).nonce("careless"), TIMEOUT))
                .isInstanceOf(Stale.class);
    }

    @Test
    void S1_ofSixteenUpdatesOfOneVersionOneIsMade() throws Exception {
        writes.putOnce(versioned(1), TIMEOUT);
        List<VersionedAnswer> answers = Together.run(16, thread -> writes.updateVersioned(plusFive(1), TIMEOUT));
        assertThat(answers).containsOnly(new Updated(item()), new Stale(item())).containsOnlyOnce(new Updated(item()));
        assertThat(item()).containsEntry("total", number(5));
    }

    // ---- refused, failed ----

    @Test
    void whatDoesNotFitTheTableIsRefusedBeforeAnythingIsSent() {
        assertRefused(() -> writes.putOnce(PutOnce.of(Map.of("note", number(1))), TIMEOUT), "'id'");
        Map<String, AttributeValue> withNonce = new HashMap<>(key());
        withNonce.put("semel_nonce", AttributeValue.fromS("x"));
        assertRefused(() -> writes.putOnce(PutOnce.of(withNonce), TIMEOUT), "'semel_nonce'");
        VersionedUpdate twoParts = VersionedUpdate.of(versionedItem(1), 1, "SET a = b", Map.of(), Map.of());
        assertRefused(() -> writes.updateVersioned(twoParts, TIMEOUT), "exactly the attributes 'id'");
        assertRefused(() -> put("x").nonce(""), "1 to 256");
        assertRefused(() -> new ItemCondition("x", Map.of("#semel_x", "y"), Map.of()), "#semel_x");
        assertRefused(
                () -> VersionedUpdate.of(key(), 1, "SET a = :semel_b", Map.of(), Map.of(":semel_b", number(1))),
                ":semel_b");
        assertRefused(() -> VersionedUpdate.of(key(), -1, "SET a = b", Map.of(), Map.of()), "expectedVersion");
        assertRefused(
                () -> SingleWrites.builder(retrying, TABLE, "id")
                        .nonceAttribute("version")
                        .build(),
                "'version'");
        assertThat(counter.drain()).isEmpty();
    }

    @Test
    void aMissingTableOrABadExpressionIsRefusedWithTheRemedy() {
        SingleWrites nowhere = SingleWrites.builder(retrying, "nowhere", "id").build();
        StoreException missing =
                catchThrowableOfType(StoreException.class, () -> nowhere.putOnce(put("secret"), TIMEOUT));
        assertThat(missing.reason()).isEqualTo(Reason.REFUSED);
        assertThat(missing).hasMessageContaining("the table does not exist").hasMessageNotContaining("secret");
        VersionedUpdate bad = VersionedUpdate.of(key(), 1, "SET version = other", Map.of(), Map.of());
        StoreException invalid = catchThrowableOfType(StoreException.class, () -> writes.updateVersioned(bad, TIMEOUT));
        assertThat(invalid.reason()).isEqualTo(Reason.REFUSED);
        assertThat(invalid).hasMessageContaining("an expression does not fit");
    }

    @Test
    void aPutThatNobodyListensToIsUnavailableAndPutsNothing() throws IOException {
        URI nobody;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + closed.getLocalPort());
        }
        try (DynamoDbClient alone = LocalDynamoDb.clientBuilder(nobody).build()) {
            SingleWrites away = SingleWrites.builder(alone, TABLE, "id").build();
            expectNothingPut(away, "secret");
        }
    }

    @Test
    void aPutThatConflictsWithATransactionIsUnavailableAndPutsNothing() {
        try (RefusingHttpClient refusing = new RefusingHttpClient();
                DynamoDbClient conflicting = server.clientBuilder()
                        .httpClientBuilder(null)
                        .httpClient(refusing)
                        .build()) {
            refusing.refuse("PutItem", "TransactionConflictException");
            expectNothingPut(SingleWrites.builder(conflicting, TABLE, "id").build(), "secret");
        }
    }

    private void expectNothingPut(SingleWrites failing, String note) {
        StoreException e = catchThrowableOfType(StoreException.class, () -> failing.putOnce(put(note), TIMEOUT));
        assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(e).hasMessageContaining("'" + TABLE + "'").hasMessageNotContaining(note);
        assertThat(item()).isEmpty();
        assertThat(writes.putOnce(put("later"), TIMEOUT)).isEqualTo(new Inserted(item()));
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    private Map<String, AttributeValue> key() {
        return Map.of("id", AttributeValue.fromS(id));
    }

    private PutOnce put(String note) {
        return PutOnce.of(Map.of("id", AttributeValue.fromS(id), "note", AttributeValue.fromS(note)));
    }

    private PutOnce expiring(long expires) {
        return PutOnce.of(Map.of("id", AttributeValue.fromS(id), "expires", number(expires)));
    }

    private PutOnce versioned(long version) {
        return PutOnce.of(versionedItem(version));
    }

    private Map<String, AttributeValue> versionedItem(long version) {
        return Map.of("id", AttributeValue.fromS(id), "version", number(version), "total", number(0));
    }

    private VersionedUpdate plusFive(long version) {
        return VersionedUpdate.of(
                key(), version, "SET #t = #t + :five", Map.of("#t", "total"), Map.of(":five", number(5)));
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    private Map<String, AttributeValue> item() {
        return server.client()
                .getItem(request -> request.tableName(TABLE).key(key()).consistentRead(true))
                .item();
    }
}
