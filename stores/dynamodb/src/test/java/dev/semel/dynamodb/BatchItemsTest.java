// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteRequest.Resolution;
import dev.semel.model.WriteVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item written by a batch is, attribute by attribute, the one that single calls write. */
@ExtendWith(LocalServer.class)
class BatchItemsTest {

    private static final String BATCH = "batch-items";
    private static final String SINGLE = "batch-items-single";

    private final LocalDynamoDb server;
    private final BatchScene batch;
    private final BatchScene single;

    BatchItemsTest(LocalDynamoDb server) {
        this.server = server;
        batch = new BatchScene(server.store(BATCH));
        single = batch.sharing(server.store(SINGLE));
    }

    @Test
    void firstClaimsAreTheSame() {
        claim(3);
        expectTheSame(3);
    }

    @Test
    void writesOfEveryKindAreTheSame() {
        List<ClaimRequest> claims = claim(9);
        write(claims, (key, i) -> switch (i) {
            case 0, 1 ->
                complete(
                        claims.get(i),
                        List.of(Scene.small(), Scene.success(Blob.of(new byte[] {-1})))
                                .get(i));
            case 2 -> complete(claims.get(i), new StoredResult.Success(null));
            case 3 -> complete(claims.get(i), new StoredResult.FinalFailure("declined", Scene.noise(5000)));
            case 4 ->
                new WriteRequest.Release(claims.get(i).key(), claims.get(i).claimId(), Certainty.UNKNOWN);
            case 5 ->
                new WriteRequest.Renew(
                        claims.get(i).key(), claims.get(i).claimId(), Duration.ofMinutes(5), Duration.ofDays(3));
            default ->
                new WriteRequest.Quarantine(claims.get(i).key(), claims.get(i).claimId(), "no answer");
        });
        expectTheSame(9);
        List<ClaimRequest> parked = claims.subList(6, 9);
        write(
                parked,
                (key, i) -> new WriteRequest.Resolve(
                        parked.get(i).key(),
                        parked.get(i).claimId(),
                        i == 0
                                ? new Resolution.ReExecute(Scene.RETENTION)
                                : new Resolution.WithResult(i == 1 ? Scene.small() : large(), Scene.WINDOW)));
        expectTheSame(9);
    }

    @Test
    void whatIsTakenOverIsTheSame() {
        List<ClaimRequest> claims = claim(4);
        write(claims.subList(1, 2), (key, i) -> complete(claims.get(1), Scene.small()));
        write(
                claims.subList(2, 4),
                (key, i) -> new WriteRequest.Checkpoint(
                        claims.get(2 + i).key(),
                        claims.get(2 + i).claimId(),
                        new RecoveryPoint("step", i == 0 ? Scene.noise(20) : Scene.noise(5000), 1, batch.now)));
        write(
                claims.subList(3, 4),
                (key, i) -> new WriteRequest.Release(
                        claims.get(3).key(), claims.get(3).claimId(), Certainty.NOT_EXECUTED));
        at(batch.now.plus(Scene.WINDOW).plusSeconds(1));
        claim(4);
        expectTheSame(4);
        at(batch.now.plus(Duration.ofDays(2))); // past retention
        claim(4);
        expectTheSame(4);
    }

    @Test
    void foreignItemsAreTakenOverTheSame() {
        List<String> names = List.of(
                "powertools-completed.json",
                "powertools-in-progress.json",
                "powertools-in-progress-without-deadline.json");
        for (int i = 0; i < names.size(); i++) {
            Map<String, AttributeValue> item = new HashMap<>(GoldenItem.read(names.get(i)));
            item.put("id", AttributeValue.fromS(batch.key(i).recordId()));
            item.put("odd", AttributeValue.fromNul(true));
            server.client().putItem(put -> put.tableName(BATCH).item(item));
            server.client().putItem(put -> put.tableName(SINGLE).item(item));
        }
        at(Instant.ofEpochMilli(4_102_444_830_250L));
        batchAndSingle(3);
        expectTheSame(3);
        at(Instant.ofEpochSecond(4_102_448_400L));
        batchAndSingle(3);
        expectTheSame(3);
    }

    private List<ClaimRequest> claim(int count) {
        List<ClaimRequest> requests = batch.requests(count);
        assertThat(batch.claimAll(requests)).allMatch(ClaimVerdict.Claimed.class::isInstance);
        requests.forEach(request -> single.store.claim(request, single.call()));
        return requests;
    }

    private void batchAndSingle(int count) {
        List<ClaimRequest> requests = batch.requests(count);
        List<Object> expected = new ArrayList<>();
        requests.forEach(request -> expected.add(single.store.claim(request, single.call())));
        assertThat(batch.claimAll(requests)).isEqualTo(expected);
    }

    private void write(List<ClaimRequest> claims, BiFunction<ClaimRequest, Integer, WriteRequest> write) {
        List<WriteRequest> writes = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            writes.add(write.apply(claims.get(i), i));
        }
        assertThat(batch.writeAll(writes)).allMatch(WriteVerdict.Applied.class::isInstance);
        writes.forEach(this::writeSingle);
    }

    private void writeSingle(WriteRequest write) {
        switch (write) {
            case WriteRequest.Complete complete -> Scene.applied(single.store.complete(complete, single.call()));
            case WriteRequest.Release release -> Scene.applied(single.store.release(release, single.call()));
            case WriteRequest.Renew renew -> Scene.applied(single.store.renew(renew, single.call()));
            case WriteRequest.Checkpoint point -> Scene.applied(single.store.checkpoint(point, single.call()));
            case WriteRequest.Quarantine park -> Scene.applied(single.store.quarantine(park, single.call()));
            case WriteRequest.Resolve resolve -> Scene.applied(single.store.resolve(resolve, single.call()));
        }
    }

    private static WriteRequest complete(ClaimRequest claim, StoredResult result) {
        return BatchScene.completion(claim.key(), claim.claimId(), result);
    }

    private static StoredResult large() {
        return Scene.success(Blob.utf8("large ".repeat(2000)));
    }

    private void at(Instant moment) {
        batch.now = moment;
        single.now = moment;
    }

    private void expectTheSame(int count) {
        for (int i = 0; i < count; i++) {
            Map<String, AttributeValue> item = item(BATCH, i);
            assertThat(item).isNotEmpty().isEqualTo(item(SINGLE, i));
        }
    }

    private Map<String, AttributeValue> item(String table, int number) {
        Map<String, AttributeValue> id =
                Map.of("id", AttributeValue.fromS(batch.key(number).recordId()));
        return server.client()
                .getItem(get -> get.tableName(table).key(id).consistentRead(true))
                .item();
    }
}
