// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * Connector for Jedis and a cluster. Requests are grouped by the primary of their slot, one pipeline for each, one
 * after the other. A slot that has moved ({@code MOVED}, {@code ASK}: nothing was executed) is followed once. Timeouts
 * are as in {@link JedisConnector}. Thread-safe.
 */
public final class JedisClusterConnector implements RedisConnector {

    private final RedisClusterClient client;

    private JedisClusterConnector(RedisClusterClient client) {
        this.client = client;
    }

    /**
     * {@return a connector over a client of a cluster}
     *
     * @param client the client; the caller keeps and closes it
     */
    public static JedisClusterConnector of(RedisClusterClient client) {
        return new JedisClusterConnector(client);
    }

    @Override
    public List<RedisReply> evaluate(List<ScriptCall> calls, ReplicaWait wait, TimeLeft time) {
        if (!wait.isNone()) {
            throw new IllegalArgumentException("a cluster's connections are not the ones of the writes: no WAIT");
        }
        JedisDeadline deadline = new JedisDeadline(time);
        List<@Nullable RedisReply> replies = new ArrayList<>();
        Map<String, List<Integer>> byNode = new LinkedHashMap<>();
        for (int i = 0; i < calls.size(); i++) {
            replies.add(null);
            byNode.computeIfAbsent(node(calls.get(i)), node -> new ArrayList<>())
                    .add(i);
        }
        byNode.forEach((node, places) -> evaluate(node, places, calls, replies, deadline));
        List<RedisReply> followed = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            RedisReply reply = replies.get(i);
            if (reply == null) {
                throw new IllegalStateException("Every request belongs to a node");
            }
            followed.add(follow(calls.get(i), reply, deadline));
        }
        return followed;
    }

    private String node(ScriptCall call) {
        try (Connection connection = client.getConnectionFromSlot(JedisClusterCRC16.getSlot(call.key()))) {
            return connection.getHostAndPort().toString();
        }
    }

    private void evaluate(
            String node,
            List<Integer> places,
            List<ScriptCall> calls,
            List<@Nullable RedisReply> replies,
            JedisDeadline deadline) {
        List<RedisReply> answers;
        try (JedisExchange exchange = new JedisExchange(pool(node), deadline)) {
            answers = exchange.evaluate(places.stream().map(calls::get).toList(), ReplicaWait.NONE);
        } catch (RuntimeException e) {
            answers = places.stream()
                    .map(place -> (RedisReply) new RedisReply.Silence(e))
                    .toList();
        }
        for (int i = 0; i < places.size(); i++) {
            replies.set(places.get(i), answers.get(i));
        }
    }

    /** {@return the reply of the node that a redirection names; the reply itself if it is none} */
    private RedisReply follow(ScriptCall call, RedisReply reply, JedisDeadline deadline) {
        if (!(reply instanceof RedisReply.Refusal refusal)
                || !(refusal.code().equals("MOVED") || refusal.code().equals("ASK"))) {
            return reply;
        }
        String[] words = refusal.message().split(" ", -1);
        boolean asked = refusal.code().equals("ASK");
        try {
            if (!asked) {
                client.refreshClusterTopology();
            }
            try (JedisExchange exchange = new JedisExchange(pool(words[2]), deadline)) {
                if (asked) {
                    exchange.asking();
                }
                return exchange.evaluate(List.of(call), ReplicaWait.NONE).get(0);
            }
        } catch (RuntimeException e) {
            return new RedisReply.Silence(e);
        }
    }

    private ConnectionPool pool(String node) {
        ConnectionPool pool = client.getClusterNodes().get(node);
        if (pool == null) {
            throw new JedisException("The node is not of the cluster that the client knows");
        }
        return pool;
    }

    @Override
    public List<RedisReply> memoryInfo(TimeLeft time) {
        JedisDeadline deadline = new JedisDeadline(time);
        List<RedisReply> replies = new ArrayList<>();
        for (String primary : primaries()) {
            try (JedisExchange exchange = new JedisExchange(pool(primary), deadline)) {
                replies.add(exchange.memoryInfo());
            }
        }
        return replies;
    }

    @Override
    public List<String> primaries() {
        TreeSet<String> owners = new TreeSet<>();
        try (Connection connection = client.getConnectionFromSlot(0)) {
            Object slots = connection.executeCommand(new CommandArguments(Command.CLUSTER).add("SLOTS"));
            for (Object range : list(slots)) {
                owners.add(owner(list(range), connection.getHostAndPort()));
            }
        }
        return List.copyOf(owners);
    }

    /**
     * {@return the primary of a range of slots: its first node} A node that does not know its own host is the one
     * asked.
     */
    private static String owner(List<?> range, HostAndPort asked) {
        List<?> node = range.size() > 2 ? list(range.get(2)) : List.of();
        if (node.size() < 2) {
            throw foreign();
        }
        String host = node.get(0) instanceof byte[] name ? RedisTexts.text(name) : "";
        return (host.isEmpty() ? asked.getHost() : host) + ":" + node.get(1);
    }

    private static List<?> list(Object answer) {
        if (answer instanceof List<?> list) {
            return list;
        }
        throw foreign();
    }

    private static JedisException foreign() {
        return new JedisException("CLUSTER SLOTS was answered in another form");
    }

    @Override
    public KeyScan scan(String primary, String cursor, byte[] pattern, int count, TimeLeft time) {
        try (JedisExchange exchange = new JedisExchange(pool(primary), new JedisDeadline(time))) {
            return exchange.scan(cursor, pattern, count);
        }
    }

    @Override
    public boolean canWait() {
        return false;
    }
}
