// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.Pool;

/** Requests on one connection of a pool, and their replies. The connection goes back to the pool at the end. */
final class JedisExchange implements AutoCloseable {

    private final Pool<Connection> pool;
    private final JedisDeadline deadline;
    private final Connection connection;
    private int unanswered;
    private boolean foreign;

    JedisExchange(Pool<Connection> pool, JedisDeadline deadline) {
        this.pool = pool;
        this.deadline = deadline;
        this.connection = pool.getResource();
    }

    List<RedisReply> evaluate(List<ScriptCall> calls, ReplicaWait wait) {
        for (ScriptCall call : calls) {
            send(call.whole() ? Command.EVAL : Command.EVALSHA, call.parts());
        }
        List<Class<?>> forms = new ArrayList<>(Collections.nCopies(calls.size(), List.class));
        if (!wait.isNone()) {
            byte[] replicas = RedisTexts.bytes(wait.replicas());
            send(Command.WAIT, List.of(replicas, RedisTexts.bytes(wait.timeout().toMillis())));
            forms.add(Long.class);
        }
        return replies(forms);
    }

    RedisReply memoryInfo() {
        send(Command.INFO, List.of(RedisTexts.bytes("memory")));
        return replies(List.of(byte[].class)).get(0);
    }

    /** Announces that the next request follows a redirection ({@code ASK}). */
    void asking() {
        send(Command.ASKING, List.of());
        replies(List.of(byte[].class));
    }

    KeyScan scan(String cursor, byte[] pattern, int count) {
        send(
                Command.SCAN,
                List.of(
                        RedisTexts.bytes(cursor),
                        RedisTexts.bytes("MATCH"),
                        pattern,
                        RedisTexts.bytes("COUNT"),
                        RedisTexts.bytes(count)));
        return switch (replies(List.of(List.class)).get(0)) {
            case RedisReply.Value value -> keys(value.value());
            case RedisReply.Refusal refusal -> throw new RefusedScanException(refusal);
            case RedisReply.Silence silence -> throw silence.cause();
        };
    }

    private static KeyScan keys(@Nullable Object value) {
        if (value instanceof List<?> parts && parts.size() == 2 && parts.get(1) instanceof List<?> found) {
            List<byte[]> keys = new ArrayList<>();
            found.stream().filter(byte[].class::isInstance).forEach(key -> keys.add((byte[]) key));
            if (parts.get(0) instanceof byte[] cursor && keys.size() == found.size()) {
                return new KeyScan(RedisTexts.text(cursor), keys);
            }
        }
        throw new JedisException("SCAN was answered in another form");
    }

    private void send(Command command, List<byte[]> parts) {
        CommandArguments arguments = new CommandArguments(command);
        parts.forEach(arguments::add);
        connection.setSoTimeout(deadline.leftMillis());
        unanswered++;
        connection.sendCommand(arguments);
    }

    /**
     * {@return the replies in order; those after the one that did not arrive are silent too} A value of another form
     * may be the reply to another request: the connection is then not used again.
     */
    private List<RedisReply> replies(List<? extends Class<?>> forms) {
        List<RedisReply> replies = new ArrayList<>(forms.size());
        RuntimeException lost = null;
        for (Class<?> form : forms) {
            if (lost == null) {
                try {
                    connection.setSoTimeout(deadline.leftMillis());
                    Object value = connection.getOne();
                    unanswered--;
                    foreign |= !form.isInstance(value);
                    replies.add(new RedisReply.Value(value));
                    continue;
                } catch (JedisDataException error) {
                    unanswered--;
                    replies.add(new RedisReply.Refusal(String.valueOf(error.getMessage())));
                    continue;
                } catch (RuntimeException e) {
                    lost = e;
                }
            }
            replies.add(new RedisReply.Silence(lost));
        }
        return replies;
    }

    /** Gives the connection back, unless requests are without a reply: theirs must not answer the next caller. */
    @Override
    public void close() {
        if (unanswered > 0 || foreign) {
            connection.setBroken();
        }
        if (connection.isBroken()) {
            try {
                pool.returnBrokenResource(connection);
            } catch (JedisException replacementFailed) {
                // The pool connects anew at once, which fails while the server is away. The replies that came still
                // count.
            }
        } else {
            connection.rollbackTimeout();
            pool.returnResource(connection);
        }
    }
}
