// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.WriteVerdict;
import dev.semel.redis.LocalCluster.Move;
import dev.semel.store.BatchAnswer;
import dev.semel.store.StoreException.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.FlushMode;

/** A cluster whose slots move while records of theirs are in work: redirections are followed, and no write is lost. */
@ExtendWith(RedisServers.class)
class MovingSlotsTest {

    private final LocalCluster cluster;

    MovingSlotsTest(LocalCluster cluster) {
        this.cluster = cluster;
    }

    enum Client {
        JEDIS,
        LETTUCE;

        RedisConnector of(LocalCluster cluster) {
            return switch (this) {
                case JEDIS -> JedisClusterConnector.of(cluster.jedis());
                case LETTUCE -> LettuceConnector.ofCluster(cluster.lettuce());
            };
        }
    }

    private RedisScene scene(Client client, LocalCluster of) {
        return new RedisScene(
                RedisStore.builder(client.of(of)).clock(StoreClock.CALLER).build());
    }

    private static byte[] redisKey(IdempotencyKey key) {
        return RedisTexts.bytes(RedisListing.key("semel:", key.recordId()));
    }

    @ParameterizedTest
    @EnumSource
    void aRecordOfASlotOnItsWayIsClaimedAndCompletedOnceByTheNodeThatWillHaveIt(Client client) {
        RedisScene scene = scene(client, cluster);
        Move move = cluster.move(redisKey(scene.key));
        forgetScripts();
        ClaimId id = scene.claimed().claim().id();
        assertThat(scene.claim(scene.newId())).isInstanceOf(ClaimVerdict.InProgress.class);
        RedisScene.applied(scene.complete(id, RedisScene.small()));
        assertThat(scene.found()).isInstanceOf(Completed.class);
        move.finish();
        assertThat(scene.found()).isInstanceOf(Completed.class);
        assertThat(scene.claim(scene.newId())).isInstanceOf(ClaimVerdict.Completed.class);
    }

    @ParameterizedTest
    @EnumSource
    void aClaimThatMovesWithItsSlotIsCompletedByItsOwnIdOnly(Client client) {
        RedisScene scene = scene(client, cluster);
        ClaimId id = scene.claimed().claim().id();
        Move move = cluster.move(redisKey(scene.key));
        assertThat(scene.claim(scene.newId()))
                .as("the old node still has it")
                .isInstanceOf(ClaimVerdict.InProgress.class);
        move.moveKeys();
        assertThat(scene.claim(scene.newId())).as("the new node has it").isInstanceOf(ClaimVerdict.InProgress.class);
        forgetScripts();
        RedisScene.applied(scene.release(id, Certainty.NOT_EXECUTED));
        move.finish();
        ClaimId second = scene.claimed().claim().id();
        assertThat(scene.complete(id, RedisScene.small())).isInstanceOf(WriteVerdict.Fenced.class);
        RedisScene.applied(scene.complete(second, RedisScene.small()));
        assertThat(scene.found()).isInstanceOf(Completed.class);
    }

    @ParameterizedTest
    @EnumSource
    void aBatchOverAllNodesIsClaimedWhereOneSlotHasMoved(Client client) {
        RedisScene scene = scene(client, cluster);
        var requests = scene.requests(30);
        cluster.move(redisKey(requests.get(7).key())).finish();
        Move half = cluster.move(redisKey(requests.get(8).key()));
        assertThat(scene.store.claimAll(requests, scene.call()))
                .allSatisfy(answer -> assertThat(answer.toString()).contains("Claimed"));
        assertThat(scene.store.claimAll(requests, scene.call()))
                .as("the same requests once more are recognised as their own")
                .allSatisfy(answer -> assertThat(answer.toString()).contains("Claimed"));
        half.finish();
    }

    /** A node that a move reaches first knows no script: the text follows the redirection too. */
    private void forgetScripts() {
        for (LocalRedis node : cluster.nodes()) {
            try (Jedis admin = node.admin()) {
                admin.scriptFlush(FlushMode.SYNC);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNodeThatIsKilledMakesItsOwnKeysUnavailableAndNoOthers(Client client) {
        try (LocalCluster mortal = LocalCluster.start()) {
            RedisScene scene = scene(client, mortal);
            assertThat(scene.store.claimAll(scene.requests(30), scene.call()))
                    .as("every node knows the script, and none evicts")
                    .allMatch(BatchAnswer.Decided.class::isInstance);
            LocalRedis killed = mortal.nodes().get(2);
            killed.kill();
            scene.timeout = Duration.ofSeconds(2);
            List<ClaimRequest> requests = scene.requests(12);
            List<BatchAnswer<ClaimVerdict>> answers = scene.store.claimAll(requests, scene.call());
            for (int i = 0; i < requests.size(); i++) {
                if (mortal.isOwnedBy(killed, redisKey(requests.get(i).key()))) {
                    assertThat(answers.get(i))
                            .isInstanceOfSatisfying(
                                    BatchAnswer.Failed.class,
                                    failed -> assertThat(failed.exception().reason())
                                            .isEqualTo(Reason.UNAVAILABLE));
                } else {
                    assertThat(answers.get(i)).isInstanceOf(BatchAnswer.Decided.class);
                }
            }
            assertThat(answers).hasAtLeastOneElementOfType(BatchAnswer.Failed.class);
            assertThat(answers).hasAtLeastOneElementOfType(BatchAnswer.Decided.class);
        }
    }
}
