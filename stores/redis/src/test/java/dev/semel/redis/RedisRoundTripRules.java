// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.contract.LosingProxy;
import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.store.ListingStore;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.Jedis;

/** The round trips of each path, as a proxy counts them; {@code docs/how-to/redis.md} states them. */
@ExtendWith(RedisServers.class)
abstract class RedisRoundTripRules {

    final LocalRedis server;
    final LosingProxy proxy;

    RedisRoundTripRules(LocalRedis server) {
        this.server = server;
        proxy = LosingProxy.before(server.port(), new Random(1));
    }

    abstract RedisConnector connector();

    @AfterEach
    void closeProxy() {
        proxy.close();
    }

    private RedisScene warm() {
        RedisScene scene = cold();
        RedisScene other = new RedisScene(scene.store);
        ClaimId id = other.claimed().claim().id();
        other.checkpoint(id, "step", null);
        other.complete(id, RedisScene.small());
        other.release(id, Certainty.UNKNOWN);
        other.found();
        return scene;
    }

    private RedisScene cold() {
        return new RedisScene(
                RedisStore.builder(connector()).clock(StoreClock.CALLER).build());
    }

    @Test
    void aFirstExecutionTakesTwo() {
        RedisScene scene = warm();
        InProgress[] mine = new InProgress[1];
        assertThat(proxy.roundTripsOf(() -> mine[0] = scene.claimed())).isEqualTo(1);
        assertThat(proxy.roundTripsOf(() -> scene.complete(mine[0].claim().id(), RedisScene.small())))
                .isEqualTo(1);
    }

    @Test
    void aDuplicateAtRestTakesOneWhateverItsResult() {
        RedisScene scene = warm();
        scene.complete(scene.claimed().claim().id(), new StoredResult.Success(Blob.of(new byte[300_000])));
        assertThat(proxy.roundTripsOf(() -> scene.claim(scene.newId()))).isEqualTo(1);
    }

    @Test
    void aTakeOverTakesOne() {
        RedisScene scene = warm();
        scene.release(scene.claimed().claim().id(), Certainty.NOT_EXECUTED);
        assertThat(proxy.roundTripsOf(scene::claimed)).isEqualTo(1);
    }

    @Test
    void aRecoveryPointTakesOne() {
        RedisScene scene = warm();
        ClaimId id = scene.claimed().claim().id();
        assertThat(proxy.roundTripsOf(() -> scene.checkpoint(id, "charge", Blob.utf8("payment 7"))))
                .isEqualTo(1);
    }

    @Test
    void aBatchOfTenFreshTakesTwo() {
        RedisScene scene = warm();
        List<ClaimRequest> claims = scene.requests(10);
        List<WriteRequest> results = claims.stream()
                .map(claim -> (WriteRequest)
                        new WriteRequest.Complete(claim.key(), claim.claimId(), RedisScene.small(), RedisScene.WINDOW))
                .toList();
        assertThat(proxy.roundTripsOf(() -> scene.store.claimAll(claims, scene.call())))
                .isEqualTo(1);
        assertThat(proxy.roundTripsOf(() -> scene.store.writeAll(results, scene.call())))
                .isEqualTo(1);
        assertThat(proxy.roundTripsOf(() -> scene.store.claimAll(claims, scene.call())))
                .isEqualTo(1);
    }

    @Test
    void theFirstCallOfAStoreAsksForTheEvictionPolicy() {
        RedisConnector connector = connector();
        RedisScene first = new RedisScene(
                RedisStore.builder(connector).clock(StoreClock.CALLER).build());
        first.claimed(); // connects
        RedisScene scene = new RedisScene(
                RedisStore.builder(connector).clock(StoreClock.CALLER).build());
        assertThat(proxy.roundTripsOf(scene::claimed)).isEqualTo(2);
    }

    @Test
    void aScriptThatTheServerDoesNotKnowIsSentAgainWithItsText() {
        RedisScene scene = warm();
        try (Jedis admin = server.admin()) {
            admin.scriptFlush();
        }
        assertThat(proxy.roundTripsOf(scene::claimed)).isEqualTo(2);
        assertThat(proxy.roundTripsOf(() -> scene.claim(scene.newId()))).isEqualTo(1);
    }

    @Test
    void aPageTakesOneForEachStepAndOneForItsRecords() {
        RedisScene scene = warm();
        scene.claimed();
        ListingStore.Query query = new ListingStore.Query(scene.key.recordId(), 1000, "");
        int steps = Math.ceilDiv(keys(), 250);
        assertThat(proxy.roundTripsOf(() -> scene.store.list(query, scene.call())))
                .isBetween(2, steps * 2 + 2);
    }

    private int keys() {
        try (Jedis admin = server.admin()) {
            return (int) admin.dbSize();
        }
    }
}
