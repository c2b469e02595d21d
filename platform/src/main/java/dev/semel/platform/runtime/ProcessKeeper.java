// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Shell beside this JVM that signals processes: it stops and continues them, and kills those that it keeps, with what
 * they started, as soon as this JVM has ended, however it ended. A signal costs one line to the shell instead of a
 * process.
 *
 * <p>Needs {@code /bin/sh}. Thread-safe.
 */
public final class ProcessKeeper implements AutoCloseable {

    private static final String SCRIPT = """
            trap '' INT TERM HUP
            kept=' '
            tree() {
              kill -STOP "$1" 2>/dev/null
              for file in /proc/$1/task/*/children; do
                kids=
                [ -r "$file" ] && read -r kids <"$file"
                for kid in $kids; do tree "$kid"; done
              done
              kill -KILL "$1" 2>/dev/null
            }
            while read -r what pid; do
              case $what in
                keep) kept="$kept$pid " ;;
                end) case $kept in *" $pid "*) kept="${kept%% $pid *} ${kept#* $pid }" ;; esac ;;
                *) kill "-$what" "$pid" 2>/dev/null ;;
              esac
              echo done
            done
            for pid in $kept; do tree "$pid"; done
            """;

    private final Process shell;
    private final Writer commands;
    private final BufferedReader answers;

    private ProcessKeeper(Process shell) {
        this.shell = shell;
        this.commands = new OutputStreamWriter(shell.getOutputStream(), StandardCharsets.US_ASCII);
        this.answers = new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.US_ASCII));
    }

    /**
     * Starts the shell.
     *
     * @return the keeper, which the caller closes
     * @throws IOException if there is no shell
     */
    public static ProcessKeeper start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", SCRIPT);
        builder.environment().clear();
        return new ProcessKeeper(
                builder.redirectError(ProcessBuilder.Redirect.DISCARD).start());
    }

    /**
     * Has a process killed when this JVM ends.
     *
     * @param pid the process id
     */
    public void keep(long pid) {
        send("keep", pid);
    }

    /**
     * Forgets a process that has ended: its id may be used again.
     *
     * @param pid the process id
     */
    public void end(long pid) {
        send("end", pid);
    }

    /**
     * Stops a process (SIGSTOP), as Lambda freezes an environment between invocations.
     *
     * @param pid the process id
     */
    public void freeze(long pid) {
        send("STOP", pid);
    }

    /**
     * Continues a process (SIGCONT).
     *
     * @param pid the process id
     */
    public void thaw(long pid) {
        send("CONT", pid);
    }

    private synchronized void send(String what, long pid) {
        try {
            commands.write(what + " " + pid + "\n");
            commands.flush();
            if (answers.readLine() == null) {
                throw new IOException("the shell has ended");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the shell that signals processes does not answer", e);
        }
    }

    /** Kills the processes that are kept, and ends the shell. */
    @Override
    public synchronized void close() {
        try {
            commands.close();
            shell.waitFor();
        } catch (IOException e) {
            shell.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
