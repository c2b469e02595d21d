// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.util.JedisClusterCRC16;

/** A cluster of three primaries, each with a third of the slots, and a client of each library. */
final class LocalCluster implements AutoCloseable {

    private static final int NODES = 3;
    private static final int SLOTS = Protocol.CLUSTER_HASHSLOTS;

    private final List<LocalRedis> nodes = new ArrayList<>();
    private final redis.clients.jedis.RedisClusterClient jedis;
    private final RedisClusterClient lettuce;
    private final StatefulRedisClusterConnection<byte[], byte[]> lettuceConnection;

    private LocalCluster() {
        for (int i = 0; i < NODES; i++) {
            nodes.add(LocalRedis.startNode());
        }
        for (int i = 0; i < NODES; i++) {
            try (Jedis admin = nodes.get(i).admin()) {
                admin.clusterAddSlots(IntStream.range(SLOTS * i / NODES, SLOTS * (i + 1) / NODES)
                        .toArray());
                admin.clusterMeet("127.0.0.1", nodes.get(0).port());
            }
        }
        nodes.forEach(node -> node.await(() -> isWhole(node)));
        int port = nodes.get(0).port();
        jedis = redis.clients.jedis.RedisClusterClient.create(Set.of(new HostAndPort("127.0.0.1", port)));
        lettuce = RedisClusterClient.create(RedisURI.create("127.0.0.1", port));
        lettuceConnection = lettuce.connect(ByteArrayCodec.INSTANCE);
    }

    /** Starts the cluster, and waits until each node knows the whole of it. */
    static LocalCluster start() {
        return new LocalCluster();
    }

    private static boolean isWhole(LocalRedis node) {
        try (Jedis admin = node.admin()) {
            String info = admin.clusterInfo();
            return info.contains("cluster_state:ok")
                    && info.contains("cluster_known_nodes:" + NODES)
                    && info.contains("cluster_slots_ok:" + SLOTS)
                    && admin.clusterNodes()
                                    .lines()
                                    .filter(line -> line.contains("-"))
                                    .count()
                            == NODES;
        }
    }

    /** {@return the nodes} */
    List<LocalRedis> nodes() {
        return nodes;
    }

    /** {@return the Jedis client, which learned the slots when it was made} */
    redis.clients.jedis.RedisClusterClient jedis() {
        return jedis;
    }

    /** {@return the Lettuce connection, which learned the slots when it was made} */
    StatefulRedisClusterConnection<byte[], byte[]> lettuce() {
        return lettuceConnection;
    }

    /** {@return whether a key was a node's when the cluster started} */
    boolean isOwnedBy(LocalRedis node, byte[] key) {
        int slot = JedisClusterCRC16.getSlot(key);
        int i = nodes.indexOf(node);
        return SLOTS * i / NODES <= slot && slot < SLOTS * (i + 1) / NODES;
    }

    private LocalRedis owner(int slot) {
        return nodes.stream().filter(node -> owns(node, slot)).findFirst().orElseThrow();
    }

    private static boolean owns(LocalRedis node, int slot) {
        try (Jedis admin = node.admin()) {
            String own = admin.clusterNodes()
                    .lines()
                    .filter(line -> line.contains("myself"))
                    .findFirst()
                    .orElseThrow();
            return List.of(own.split(" ", -1)).stream().skip(8).anyMatch(range -> has(range, slot));
        }
    }

    private static boolean has(String range, int slot) {
        if (range.startsWith("[")) {
            return false; // a slot on its way
        }
        String[] ends = range.split("-", -1);
        return Integer.parseInt(ends[0]) <= slot && slot <= Integer.parseInt(ends[ends.length - 1]);
    }

    /** A slot on its way from one node to another: the old one answers {@code ASK} for keys that it no longer has. */
    final class Move {
        private final int slot;
        private final LocalRedis from;
        private final LocalRedis to;

        private Move(int slot, LocalRedis from, LocalRedis to) {
            this.slot = slot;
            this.from = from;
            this.to = to;
        }

        /** {@return the node that has the slot until the end} */
        LocalRedis from() {
            return from;
        }

        /** Moves the keys that the old node has, and makes the new one the owner: the old one answers {@code MOVED}. */
        void finish() {
            try (Jedis old = from.admin();
                    Jedis other = to.admin()) {
                moveKeys();
                other.clusterSetSlotNode(slot, id(to));
                old.clusterSetSlotNode(slot, id(to));
            }
            nodes.forEach(node -> node.await(() -> owner(slot) == to));
        }

        /** Moves the keys that the old node has; the slot stays on its way. */
        void moveKeys() {
            try (Jedis old = from.admin()) {
                for (byte[] key : old.clusterGetKeysInSlotBinary(slot, 1000)) {
                    old.migrate("127.0.0.1", to.port(), key, 0, 10_000);
                }
            }
        }
    }

    /** Begins to move the slot of a key to the next node. */
    Move move(byte[] key) {
        int slot = JedisClusterCRC16.getSlot(key);
        LocalRedis from = owner(slot);
        LocalRedis to = nodes.get((nodes.indexOf(from) + 1) % NODES);
        try (Jedis old = from.admin();
                Jedis other = to.admin()) {
            other.clusterSetSlotImporting(slot, id(from));
            old.clusterSetSlotMigrating(slot, id(to));
        }
        return new Move(slot, from, to);
    }

    private static String id(LocalRedis node) {
        try (Jedis admin = node.admin()) {
            return admin.clusterMyId();
        }
    }

    @Override
    public void close() {
        jedis.close();
        lettuceConnection.close();
        lettuce.shutdown();
        nodes.forEach(LocalRedis::close);
    }
}
