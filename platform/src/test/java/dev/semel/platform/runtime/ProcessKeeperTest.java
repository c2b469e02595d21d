// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** No process outlives its keeper, and frozen processes are frozen. */
class ProcessKeeperTest {

    @Test
    void keptProcessesEndWithTheKeeper_alsoThoseThatAreFrozen() throws Exception {
        Process running = new ProcessBuilder("sleep", "600").start();
        Process frozen = new ProcessBuilder("sleep", "600").start();
        Process other = new ProcessBuilder("sleep", "600").start();
        try (ProcessKeeper keeper = ProcessKeeper.start()) {
            keeper.keep(running.pid());
            keeper.keep(frozen.pid());
            keeper.keep(other.pid());
            keeper.end(other.pid());
            keeper.end(other.pid());
            keeper.freeze(frozen.pid());
            assertThat(comesTo(frozen, true)).isTrue();
            keeper.thaw(frozen.pid());
            assertThat(comesTo(frozen, false)).isTrue();
            keeper.freeze(frozen.pid());
        }
        assertThat(running.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(frozen.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(other.isAlive()).isTrue();
        other.destroyForcibly();
    }

    @Test
    void whatAKeptProcessStartedEndsToo() throws Exception {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 600 & echo $!; wait").start();
        ProcessHandle child;
        try (ProcessKeeper keeper = ProcessKeeper.start();
                BufferedReader lines = parent.inputReader()) {
            keeper.keep(parent.pid());
            child = ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow();
            assertThat(child.isAlive()).isTrue();
        }
        assertThat(parent.waitFor(30, TimeUnit.SECONDS)).isTrue();
        child.onExit().get(30, TimeUnit.SECONDS);
    }

    /**
     * {@return whether a process comes to be stopped, or to go on, in a bounded time} A signal is acted on after it was
     * sent.
     */
    private static boolean comesTo(Process process, boolean stopped) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while ((state(process) == 'T') != stopped) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    /** The state in Linux's table of processes, which follows the name in parentheses. */
    private static char state(Process process) throws IOException {
        String line = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        return line.charAt(line.lastIndexOf(')') + 2);
    }
}
