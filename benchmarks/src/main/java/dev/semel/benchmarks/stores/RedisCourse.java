// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.stores;

import dev.semel.Operation;
import dev.semel.benchmarks.server.CountedSockets;
import dev.semel.benchmarks.server.DelayingLink;
import dev.semel.benchmarks.stores.StorePath.StoreContestant;
import dev.semel.redis.JedisConnector;
import dev.semel.redis.RedisStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.providers.PooledConnectionProvider;
import redis.embedded.RedisServer;

/**
 * Redis, with Jedis. The floor is two commands, {@code SET NX} and {@code SET XX}, which no one should use: the second
 * does not see whether the claim is still its own. No rival of this version of the client is in the registry.
 */
final class RedisCourse implements StoreCourse {

    private static final long LEASE_SECONDS = 60;
    private static final Duration NEVER = Duration.ofMillis(-1);

    private final RedisServer server;
    private final DelayingLink link;
    private final CountedSockets sockets;
    private final RedisClient floor;
    private final RedisClient ours;
    private final Charges charges = new Charges();

    private RedisCourse(RedisServer server, DelayingLink link) {
        this.server = server;
        this.link = link;
        sockets = new CountedSockets(link.port());
        floor = client(sockets);
        ours = client(sockets);
    }

    private static RedisClient client(CountedSockets sockets) {
        JedisSocketFactory factory = () -> {
            try {
                return sockets.connect();
            } catch (IOException e) {
                throw new JedisConnectionException(e);
            }
        };
        ConnectionPoolConfig silent = new ConnectionPoolConfig();
        silent.setTimeBetweenEvictionRuns(NEVER); // a look at idle connections would count as a round trip
        return RedisClient.builder()
                .connectionProvider(new PooledConnectionProvider(
                        new ConnectionFactory(
                                factory, DefaultJedisClientConfig.builder().build()),
                        silent))
                .build();
    }

    static RedisCourse start(int port) throws IOException {
        RedisServer server = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .build();
        server.start();
        return new RedisCourse(server, DelayingLink.to(port));
    }

    @Override
    public String title() {
        String info = ours.info("server");
        return "Redis "
                + info.lines()
                        .filter(line -> line.startsWith("redis_version:"))
                        .map(line -> line.substring(line.indexOf(':') + 1))
                        .findFirst()
                        .orElse("of an unknown version")
                + ", Jedis";
    }

    @Override
    public DelayingLink link() {
        return link;
    }

    @Override
    public long roundTrips() {
        return sockets.roundTrips();
    }

    @Override
    public long bodies() {
        return charges.runs();
    }

    @Override
    public List<StorePath> paths() {
        Operation<String, String> semel = charges.protectedBy(RedisStore.of(JedisConnector.of(ours)));
        return List.of(
                new StorePath(
                        "first execution",
                        1,
                        List.of(
                                new StoreContestant("floor", this::first),
                                new StoreContestant("semel", round -> semel.run(round, Charges.soon())))),
                new StorePath(
                        "duplicate",
                        0,
                        List.of(
                                new StoreContestant("floor", round -> {
                                    if (floor.get("duplicate") == null) {
                                        first("duplicate");
                                    }
                                }),
                                new StoreContestant("semel", round -> semel.run("duplicate", Charges.soon())))),
                new StorePath(
                        "batch of 10, fresh",
                        Charges.BATCH,
                        List.of(
                                new StoreContestant("floor", round -> batch(Charges.batch(round))),
                                Charges.recordedMeanwhile(semel),
                                Charges.recordedAtTheEnd(semel))));
    }

    private void first(String order) {
        floor.set(order, "claim", SetParams.setParams().nx().ex(LEASE_SECONDS));
        floor.set(order, charges.charge(order), SetParams.setParams().xx().ex(LEASE_SECONDS));
    }

    private void batch(List<String> orders) {
        try (AbstractPipeline claims = floor.pipelined()) {
            orders.forEach(order ->
                    claims.set(order, "claim", SetParams.setParams().nx().ex(LEASE_SECONDS)));
            claims.sync();
        }
        try (AbstractPipeline results = floor.pipelined()) {
            orders.forEach(order -> results.set(
                    order, charges.charge(order), SetParams.setParams().xx().ex(LEASE_SECONDS)));
            results.sync();
        }
    }

    @Override
    public void close() throws IOException {
        floor.close();
        ours.close();
        link.close();
        server.stop();
    }
}
