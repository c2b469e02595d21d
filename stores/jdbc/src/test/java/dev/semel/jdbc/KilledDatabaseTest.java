// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.testkit.AtOnce;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Databases that are killed by SIGKILL in the middle of a load, and opened again on what they have on disk. The
 * property {@code semel.killed.keys} sets the number of keys; {@code docs/stores.md} has the counts of 1,000.
 */
class KilledDatabaseTest {

    private static final int KEYS = Integer.getInteger("semel.killed.keys", 200);
    private static final int THREADS = 8;

    enum Servers {
        POSTGRESQL,
        MARIADB;

        KillableServer start(Path directory) throws Exception {
            return switch (this) {
                case POSTGRESQL -> new KillableServer.Postgres(directory);
                case MARIADB -> new KillableServer.MariaDb(directory);
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void S7_aServerCommitsNoEffectTwiceAndLosesNone(Servers kind, @TempDir Path directory, TestReporter report)
            throws Exception {
        try (KillableServer server = kind.start(directory);
                CountingPool pool = new CountingPool(server.source())) {
            KilledLoad load = new KilledLoad(pool, server.dialect());
            List<String> orders = KilledLoad.orders(KEYS);
            CountDownLatch half = new CountDownLatch(orders.size() / 2);
            AtOnce.map(IntStream.rangeClosed(0, THREADS).boxed().toList(), thread -> {
                if (thread == THREADS) {
                    return isRestarted(server, load, half);
                }
                for (int i = thread; i < orders.size(); i += THREADS) {
                    load.take(orders.get(i));
                    half.countDown();
                }
                return true;
            });
            load.expectEachEffectOnce(KEYS);
            report.publishEntry(kind + ", " + KEYS + " keys", load.toString());
            assertThat(load.failed()).as("the server was away for some calls").isPositive();
            assertThat(load.lost()).isEmpty();
        }
    }

    private static boolean isRestarted(KillableServer server, KilledLoad load, CountDownLatch half) {
        try {
            half.await();
            Set<String> answered = load.answered();
            server.kill();
            load.killed(answered);
            server.start();
            return true;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** The process that has opened the file dies. */
    @ParameterizedTest
    @EnumSource
    void S7_aFileCommitsNoEffectTwiceAndLosesNone(KilledFile kind, @TempDir Path directory, TestReporter report)
            throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledFile.class.getName(),
                        kind.name(),
                        directory.toString(),
                        Integer.toString(KEYS))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Set<String> answered = new TreeSet<>();
        try (BufferedReader lines = child.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answered.add(line);
                if (answered.size() == KEYS / 2) {
                    child.toHandle().destroyForcibly(); // what it has printed stays readable
                }
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(answered).as("the process was killed in the middle").hasSizeBetween(KEYS / 2, KEYS - 1);
        try (CountingPool pool = kind.open(directory)) {
            KilledLoad load = new KilledLoad(pool, kind.dialect());
            load.killed(answered);
            for (String order : KilledLoad.orders(KEYS)) {
                assertThat(load.take(order)).isTrue();
            }
            load.expectEachEffectOnce(KEYS);
            report.publishEntry(kind + ", " + KEYS + " keys", load.toString());
            assertThat(load.lost()).isEmpty();
        }
    }
}
