// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads the output of a process, which therefore never blocks, and keeps the last part of it. Thread-safe. */
final class OutputTail implements ProcessOutput {

    private static final Duration END_LIMIT = Duration.ofSeconds(5);

    private final byte[] kept;
    private long read;
    private final Thread reader;

    private OutputTail(InputStream input, int limit) {
        this.kept = new byte[limit];
        this.reader = Thread.ofPlatform().daemon().name("runtime-output").unstarted(() -> drain(input));
    }

    static OutputTail of(InputStream input, int limit) {
        OutputTail output = new OutputTail(input, limit);
        output.reader.start();
        return output;
    }

    private void drain(InputStream input) {
        byte[] buffer = new byte[8192];
        try (input) {
            for (int length = input.read(buffer); length >= 0; length = input.read(buffer)) {
                keep(buffer, length);
            }
        } catch (IOException e) {
            // the process was killed while it wrote; the part that was read is kept
        }
    }

    private synchronized void keep(byte[] buffer, int length) {
        for (int i = 0; i < length; i++) {
            kept[(int) (read++ % kept.length)] = buffer[i];
        }
    }

    @Override
    public void awaitEnd() throws InterruptedException {
        reader.join(END_LIMIT);
    }

    @Override
    public synchronized String text() {
        int length = (int) Math.min(read, kept.length);
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = kept[(int) ((read - length + i) % kept.length)];
        }
        return new String(text, StandardCharsets.UTF_8);
    }
}
