// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.semel.contract.LosingProxy;
import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.store.BatchAnswer;
import dev.semel.store.StoreException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.ByteArrayCodec;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Replies that are lost: a repetition is recognised, by the store's caller or by the client itself (S6). */
@ExtendWith(RedisServers.class)
class RedisLostReplyTest {

    private final LosingProxy proxy;
    private final redis.clients.jedis.RedisClient client;
    private final RedisScene scene;

    RedisLostReplyTest(LocalRedis server) {
        proxy = LosingProxy.before(server.port(), new Random(1));
        client = LocalRedis.jedis(proxy.port());
        scene = new RedisScene(RedisStore.builder(JedisConnector.of(client))
                .clock(StoreClock.CALLER)
                .build());
        ClaimId other = scene.newId();
        scene.store.find(scene.key, scene.call()); // each script once: the server knows them
        scene.complete(other, RedisScene.small());
        scene.checkpoint(other, "step", null);
        scene.release(other, Certainty.UNKNOWN);
        scene.store.claimAll(scene.requests(1), scene.call());
    }

    @AfterEach
    void close() {
        client.close();
        proxy.close();
    }

    @Test
    void S6_aClaimWhoseReplyIsLostIsUnavailableAndThenRecognised() {
        ClaimId id = scene.newId();
        unanswered(() -> scene.claim(id));
        InProgress standing = (InProgress) scene.found();
        assertThat(scene.claim(id)).isEqualTo(new ClaimVerdict.Claimed(standing));
        assertThat(scene.claim(scene.newId())).isEqualTo(new ClaimVerdict.InProgress(standing));
    }

    @Test
    void S6_aCompletionWhoseReplyIsLostIsRecognised() {
        ClaimId id = scene.claimed().claim().id();
        unanswered(() -> scene.complete(id, RedisScene.small()));
        Completed standing = (Completed) scene.found();
        assertThat(RedisScene.applied(scene.complete(id, RedisScene.small()))).isEqualTo(standing);
    }

    @Test
    void S6_aRecoveryPointAndAReleaseWhoseRepliesAreLostAreRecognised() {
        ClaimId id = scene.claimed().claim().id();
        unanswered(() -> scene.checkpoint(id, "charge", Blob.utf8("payment 7")));
        assertThat(RedisScene.applied(scene.checkpoint(id, "charge", Blob.utf8("payment 7"))))
                .isEqualTo(scene.found());
        unanswered(() -> scene.release(id, Certainty.UNKNOWN));
        assertThat(RedisScene.applied(scene.release(id, Certainty.UNKNOWN))).isEqualTo(scene.found());
    }

    @Test
    void S6_aBatchWhoseReplyIsLostFailsRequestByRequestAndIsRecognised() {
        List<ClaimRequest> requests = scene.requests(10);
        proxy.loseReplies(1);
        assertThat(scene.store.claimAll(requests, scene.call()))
                .allSatisfy(answer -> assertThat(answer)
                        .isInstanceOfSatisfying(
                                BatchAnswer.Failed.class,
                                failed -> assertThat(failed.exception().reason())
                                        .isEqualTo(StoreException.Reason.UNAVAILABLE)));
        assertThat(scene.store.claimAll(requests, scene.call()))
                .allSatisfy(answer -> assertThat(answer)
                        .isInstanceOfSatisfying(
                                BatchAnswer.Decided.class,
                                decided -> assertThat(decided.verdict()).isInstanceOf(ClaimVerdict.Claimed.class)));
    }

    @Test
    void S6_aRequestThatLettuceSendsAgainByItselfIsItsOwn() {
        io.lettuce.core.RedisClient lettuce =
                io.lettuce.core.RedisClient.create(RedisURI.create("127.0.0.1", proxy.port()));
        try (var connection = lettuce.connect(ByteArrayCodec.INSTANCE)) {
            RedisScene sending = new RedisScene(RedisStore.builder(LettuceConnector.of(connection))
                    .clock(StoreClock.CALLER)
                    .build());
            assertThat(sending.store.find(sending.key, sending.call())).isEmpty();
            int lost = proxy.lost();
            proxy.loseReplies(1);
            InProgress mine = sending.claimed();
            assertThat(proxy.lost()).isEqualTo(lost + 1);
            proxy.loseReplies(1);
            assertThat(RedisScene.applied(sending.complete(mine.claim().id(), RedisScene.small())))
                    .isEqualTo(sending.found());
            assertThat(sending.found().toString()).contains("revision=2");
        } finally {
            lettuce.shutdown();
        }
    }

    private void unanswered(Runnable call) {
        scene.store.find(scene.key, scene.call());
        int lost = proxy.lost();
        proxy.loseReplies(1);
        StoreException e = catchThrowableOfType(StoreException.class, call::run);
        assertThat(e.reason()).isEqualTo(StoreException.Reason.UNAVAILABLE);
        assertThat(proxy.lost()).isEqualTo(lost + 1);
    }
}
