// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.Jedis;
import redis.embedded.core.ExecutableProvider;

/**
 * A Redis server of the version that the Maven package brings, as a process on loopback in a directory of its own.
 * Public for the tests of other modules.
 */
public final class LocalRedis implements AutoCloseable {

    private static final int BUS = 10_000;
    private static final int LARGEST_PORT = 65_535;
    private static final long READY_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Path directory;
    private final int port;
    private final List<String> settings;
    private @Nullable Process process;
    private redis.clients.jedis.@Nullable RedisClient jedis;
    private @Nullable RedisClient lettuce;
    private @Nullable StatefulRedisConnection<byte[], byte[]> lettuceConnection;
    private final Thread atExit = new Thread(this::kill);

    private LocalRedis(Path directory, int port, List<String> settings) {
        this.directory = directory;
        this.port = port;
        this.settings = settings;
    }

    /** Starts a server that keeps nothing on disk. */
    public static LocalRedis start() {
        return startWith("--save", "", "--appendonly", "no");
    }

    /** Starts a node of a cluster, without slots. */
    static LocalRedis startNode() {
        return startWith("--save", "", "--cluster-enabled", "yes", "--cluster-node-timeout", "60000");
    }

    /** Starts a server with settings of {@code redis.conf}, as on its command line. */
    static LocalRedis startWith(String... settings) {
        try {
            LocalRedis server = new LocalRedis(Files.createTempDirectory("semel-redis"), freePort(), List.of(settings));
            Runtime.getRuntime().addShutdownHook(server.atExit);
            server.launch();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("Redis did not start", e);
        }
    }

    /** Starts the process, on the data that an earlier one left in the directory. */
    void launch() {
        try {
            Path binary = directory.resolve("redis-server");
            if (Files.notExists(binary)) {
                ExecutableProvider.newJarResourceProvider(directory.toFile())
                        .get()
                        .renameTo(binary.toFile());
                binary.toFile().setExecutable(true);
            }
            List<String> command = new ArrayList<>(List.of(binary.toString(), "--port", Integer.toString(port)));
            command.addAll(List.of("--bind", "127.0.0.1", "--dir", directory.toString()));
            command.addAll(settings);
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("Redis did not start", e);
        }
        await(this::isReady);
    }

    private boolean isReady() {
        try (Jedis jedis = admin()) {
            return jedis.ping().equals("PONG");
        } catch (RuntimeException notYet) {
            return false;
        }
    }

    void await(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + READY_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Redis is not ready after 30 s; its log: " + log());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("log"));
        } catch (IOException e) {
            return "unreadable: " + e;
        }
    }

    /** Kills the process at once ({@code SIGKILL}). */
    void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    int port() {
        return port;
    }

    /** {@return a client for a test's own commands; the caller closes it} */
    Jedis admin() {
        return new Jedis("127.0.0.1", port);
    }

    /** {@return the one Jedis client of the server} */
    synchronized redis.clients.jedis.RedisClient jedis() {
        if (jedis == null) {
            jedis = jedis(port);
        }
        return jedis;
    }

    /** {@return a Jedis client of a port; the caller closes it} */
    static redis.clients.jedis.RedisClient jedis(int port) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(40);
        pool.setMaxWait(java.time.Duration.ofSeconds(10));
        return redis.clients.jedis.RedisClient.builder()
                .hostAndPort("127.0.0.1", port)
                .poolConfig(pool)
                .build();
    }

    /** {@return the one Lettuce client of the server} */
    synchronized RedisClient lettuce() {
        if (lettuce == null) {
            lettuce = RedisClient.create(RedisURI.create("127.0.0.1", port));
        }
        return lettuce;
    }

    /** {@return the one Lettuce connection of the server} */
    synchronized StatefulRedisConnection<byte[], byte[]> lettuceConnection() {
        if (lettuceConnection == null) {
            lettuceConnection = lettuce().connect(ByteArrayCodec.INSTANCE);
        }
        return lettuceConnection;
    }

    @Override
    public void close() {
        if (jedis != null) {
            jedis.close();
        }
        if (lettuce != null) {
            lettuce.shutdown();
        }
        kill();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException("The directory of Redis cannot be deleted", e);
        }
    }

    /** {@return a free port whose bus port of a cluster (10,000 more) exists and is free too} */
    static int freePort() {
        for (int tries = 0; tries < 1000; tries++) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                int port = socket.getLocalPort();
                if (port + BUS > LARGEST_PORT) {
                    continue;
                }
                try (ServerSocket bus = new ServerSocket(port + BUS, 1, InetAddress.getLoopbackAddress())) {
                    return bus.getLocalPort() - BUS;
                }
            } catch (IOException taken) {
                // Another port.
            }
        }
        throw new IllegalStateException("No free port");
    }
}
