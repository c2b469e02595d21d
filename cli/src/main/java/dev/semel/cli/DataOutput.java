// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;

/**
 * Standard output whose failure ends the command at its next line. A {@code PrintWriter} only notes a failure, so a
 * command would go on for a reader that is gone: list a whole table, follow a log for ever, hand over keys unseen.
 */
final class DataOutput extends OutputStream {

    private final OutputStream stream;

    DataOutput(OutputStream stream) {
        this.stream = stream;
    }

    /** {@return a writer of standard output, which flushes at the end of a line} */
    static PrintWriter standard(Charset charset) {
        return writer(new FileOutputStream(FileDescriptor.out), charset);
    }

    /** {@return a writer of a stream, which flushes at the end of a line} */
    static PrintWriter writer(OutputStream stream, Charset charset) {
        return new PrintWriter(new OutputStreamWriter(new DataOutput(stream), charset), true);
    }

    /** The failure to write standard output: a full disk, or a reader that is gone. */
    static final class FailedException extends UncheckedIOException {
        private static final long serialVersionUID = 1;

        private FailedException(IOException cause) {
            super("the output could not be written", cause);
        }
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            stream.write(bytes, offset, length);
        } catch (IOException e) {
            throw new FailedException(e);
        }
    }

    @Override
    public void flush() {
        try {
            stream.flush();
        } catch (IOException e) {
            throw new FailedException(e);
        }
    }
}
