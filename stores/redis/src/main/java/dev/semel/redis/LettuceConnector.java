// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.models.role.RedisInstance;
import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Connector for Lettuce, over one connection for byte arrays: of one primary, or of a cluster.
 *
 * <p>Lettuce keeps requests while a connection is away and sends them, and those without an answer again, when it is
 * back. Each request here ends with the time of its call: it is then cancelled, and is not sent any more if it was not.
 * A repetition is recognised (S6). Thread-safe.
 */
public final class LettuceConnector implements RedisConnector {

    private static final String PRIMARY = "primary";

    private final StatefulConnection<byte[], byte[]> connection;

    private LettuceConnector(StatefulConnection<byte[], byte[]> connection) {
        this.connection = connection;
    }

    /**
     * {@return a connector over a connection of one primary} A {@link ReplicaWait} blocks all requests of the
     * connection while it waits: give the store a connection of its own then.
     *
     * @param connection the connection, from {@code client.connect(ByteArrayCodec.INSTANCE)}; the caller keeps and
     *     closes it
     */
    public static LettuceConnector of(StatefulRedisConnection<byte[], byte[]> connection) {
        return new LettuceConnector(connection);
    }

    /**
     * {@return a connector over a connection of a cluster}
     *
     * @param connection the connection, from {@code client.connect(ByteArrayCodec.INSTANCE)}; the caller keeps and
     *     closes it
     */
    public static LettuceConnector ofCluster(StatefulRedisClusterConnection<byte[], byte[]> connection) {
        return new LettuceConnector(connection);
    }

    @Override
    public List<RedisReply> evaluate(List<ScriptCall> calls, ReplicaWait wait, TimeLeft time) {
        List<AsyncCommand<byte[], byte[], ?>> commands = new ArrayList<>(calls.size() + 1);
        for (ScriptCall call : calls) {
            commands.add(command(call));
        }
        if (!wait.isNone()) {
            CommandArgs<byte[], byte[]> arguments = new CommandArgs<>(ByteArrayCodec.INSTANCE);
            arguments.add(wait.replicas()).add(wait.timeout().toMillis());
            commands.add(asynchronous(CommandType.WAIT, new IntegerOutput<>(ByteArrayCodec.INSTANCE), arguments));
        }
        return exchange(commands, time).stream().map(LettuceConnector::whole).toList();
    }

    /**
     * {@return silence for a reply that was lost in the middle, else the reply} Lettuce asks again then, and reads the
     * second reply into what it has of the first: a list comes where a script has none.
     */
    private static RedisReply whole(RedisReply reply) {
        if (!(reply instanceof RedisReply.Value value) || !(value.value() instanceof List<?> parts)) {
            return reply;
        }
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof List<?> part && (i != 1 || part.stream().anyMatch(List.class::isInstance))) {
                return new RedisReply.Silence(
                        new RedisException("The connection was lost in the middle of the answer"));
            }
        }
        return reply;
    }

    private List<RedisReply> exchange(List<AsyncCommand<byte[], byte[], ?>> commands, TimeLeft time) {
        connection.dispatch(commands);
        List<RedisReply> replies = new ArrayList<>(commands.size());
        commands.forEach(command -> replies.add(reply(command, time)));
        return replies;
    }

    private static AsyncCommand<byte[], byte[], ?> command(ScriptCall call) {
        CommandArgs<byte[], byte[]> arguments = new CommandArgs<>(ByteArrayCodec.INSTANCE);
        arguments.add(call.whole() ? call.script() : call.sha1()).add(1).addKey(call.key());
        call.arguments().forEach(arguments::add);
        return asynchronous(
                call.whole() ? CommandType.EVAL : CommandType.EVALSHA,
                new ArrayOutput<>(ByteArrayCodec.INSTANCE),
                arguments);
    }

    private static <T> AsyncCommand<byte[], byte[], T> asynchronous(
            CommandType type, CommandOutput<byte[], byte[], T> output, CommandArgs<byte[], byte[]> arguments) {
        return new AsyncCommand<>(new Command<>(type, output, arguments));
    }

    private static RedisReply reply(Future<?> command, TimeLeft time) {
        try {
            return new RedisReply.Value(awaited(command, time));
        } catch (RedisCommandExecutionException error) {
            return new RedisReply.Refusal(String.valueOf(error.getMessage()));
        } catch (RuntimeException lost) {
            return new RedisReply.Silence(lost);
        }
    }

    private static <T> @Nullable T awaited(Future<T> command, TimeLeft time) {
        try {
            return command.get(time.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            command.cancel(false); // what was not sent yet never will be
            throw new RedisException("The time for the answer is over", e);
        } catch (InterruptedException e) {
            command.cancel(false);
            Thread.currentThread().interrupt();
            throw new RedisException("The caller was interrupted", e);
        } catch (CancellationException e) {
            throw new RedisException("The client cancelled the request", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new RedisException(e.getCause());
        }
    }

    @Override
    public List<RedisReply> memoryInfo(TimeLeft time) {
        List<Future<String>> answers = new ArrayList<>();
        primaries().forEach(primary -> answers.add(node(primary).async().info("memory")));
        List<RedisReply> replies = new ArrayList<>();
        for (Future<String> answer : answers) {
            RedisReply reply = reply(answer, time);
            replies.add(
                    reply instanceof RedisReply.Value value && value.value() instanceof String text
                            ? new RedisReply.Value(RedisTexts.bytes(text))
                            : reply);
        }
        return replies;
    }

    @Override
    public List<String> primaries() {
        if (!(connection instanceof StatefulRedisClusterConnection<byte[], byte[]> cluster)) {
            return List.of(PRIMARY);
        }
        return cluster.getPartitions().stream()
                .filter(node -> node.getRole() == RedisInstance.Role.UPSTREAM && !node.hasNoSlots())
                .map(RedisClusterNode::getNodeId)
                .sorted()
                .toList();
    }

    private StatefulRedisConnection<byte[], byte[]> node(String primary) {
        return switch (connection) {
            case StatefulRedisClusterConnection<byte[], byte[]> cluster -> cluster.getConnection(primary);
            case StatefulRedisConnection<byte[], byte[]> single -> single;
            default -> throw new IllegalStateException("made by of(...) and ofCluster(...) only");
        };
    }

    @Override
    public KeyScan scan(String primary, String cursor, byte[] pattern, int count, TimeLeft time) {
        ScanArgs arguments = ScanArgs.Builder.limit(count).match(pattern);
        return switch (reply(node(primary).async().scan(ScanCursor.of(cursor), arguments), time)) {
            case RedisReply.Value value
            when value.value() instanceof KeyScanCursor<?> step -> new KeyScan(step.getCursor(), keys(step.getKeys()));
            case RedisReply.Value value -> throw new RedisException("SCAN was answered in another form");
            case RedisReply.Refusal refusal -> throw new RefusedScanException(refusal);
            case RedisReply.Silence silence -> throw silence.cause();
        };
    }

    private static List<byte[]> keys(List<?> found) {
        return found.stream()
                .filter(byte[].class::isInstance)
                .map(byte[].class::cast)
                .toList();
    }

    @Override
    public boolean canWait() {
        return connection instanceof StatefulRedisConnection;
    }
}
