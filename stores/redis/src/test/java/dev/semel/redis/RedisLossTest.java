// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.testkit.AtOnce;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import redis.clients.jedis.Jedis;

/**
 * A server that is killed in the middle of a load of 1,000 keys with 4 copies each, and started again on what it has on
 * disk. {@code docs/stores.md} has the counts.
 */
class RedisLossTest {

    private static final int KEYS = 1000;
    private static final int SNAPSHOT = 500;
    private static final int KILLED_AT = 800;
    private static final int THREADS = 8;

    @Test
    void snapshotsLoseWhatCameAfterTheLastOneAndNothingElse(TestReporter report) {
        // no setting: snapshots after 3600 s and 1 change, 300 s and 100, 60 s and 10,000
        Loss loss = loss();
        report.publishEntry("snapshots", loss.toString());
        assertThat(loss.twice).isSubsetOf(loss.unsavedOrUncertain()).isNotEmpty();
    }

    @Test
    void anAppendOnlyFileThatIsSyncedEverySecondLosesWhatWasWaitingForTheDisk(TestReporter report) {
        // Redis answers before it has handed the file what is written while the disk syncs, for up to two seconds
        Loss loss = loss("--save", "", "--appendonly", "yes");
        report.publishEntry("append-only file, everysec", loss.toString());
        assertThat(loss.twice).isSubsetOf(loss.unsavedOrUncertain());
    }

    @Test
    void anAppendOnlyFileThatIsAlwaysSyncedLosesNothingThatWasAnswered(TestReporter report) {
        Loss loss = loss("--save", "", "--appendonly", "yes", "--appendfsync", "always");
        report.publishEntry("append-only file, always", loss.toString());
        assertThat(loss.twice).isSubsetOf(loss.uncertain).hasSizeLessThanOrEqualTo(THREADS);
    }

    /**
     * The counts of one run.
     *
     * @param unsaved the keys that were executed before the kill and after the snapshot
     * @param uncertain the keys that were being executed at the kill
     * @param twice the keys that were executed twice
     */
    private record Loss(Set<String> unsaved, Set<String> uncertain, Set<String> twice) {

        Set<String> unsavedOrUncertain() {
            Set<String> both = new TreeSet<>(unsaved);
            both.addAll(uncertain);
            return both;
        }

        @Override
        public String toString() {
            return KEYS + " keys, " + SNAPSHOT + " before the snapshot, " + unsaved.size()
                    + " after it and before the kill, " + uncertain.size() + " in flight at it; executed twice: "
                    + twice.size();
        }
    }

    private static Loss loss(String... settings) {
        try (LocalRedis server = LocalRedis.startWith(settings)) {
            CopiesUnderLoad load = new CopiesUnderLoad(RedisStore.of(JedisConnector.of(server.jedis())));
            load.run(CopiesUnderLoad.copies(0, SNAPSHOT, 1, 1), THREADS);
            try (Jedis admin = server.admin()) {
                admin.save();
            }
            Set<String> saved = load.keys();
            Set<String> unsaved = new TreeSet<>();
            List<Runnable> parts = new ArrayList<>();
            parts.add(() -> load.run(CopiesUnderLoad.copies(0, KEYS, 4, 2), THREADS));
            parts.add(() -> {
                server.await(() -> load.executed() >= KILLED_AT);
                server.kill();
                unsaved.addAll(load.keys());
                unsaved.removeAll(saved);
                server.launch();
            });
            AtOnce.map(parts, part -> {
                part.run();
                return true;
            });
            assertThat(load.keys()).as("no key is lost").hasSize(KEYS);
            assertThat(load.moreThan(2)).isEmpty();
            return new Loss(unsaved, load.uncertain(), load.moreThan(1));
        }
    }
}
