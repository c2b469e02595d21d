// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.server;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a connection's bytes into HTTP/1.1 messages whose end is told by a length or by chunks, as all are between an
 * SDK and DynamoDB. For one thread.
 */
final class HttpReader {

    private final InputStream in;
    private byte[] buffer = new byte[16 * 1024];
    private int end;

    HttpReader(InputStream in) {
        this.in = in;
    }

    /** {@return the next message, or null if the other side closed the connection between two} */
    @Nullable
    HttpMessage next() throws IOException {
        int head = find("\r\n\r\n", 0);
        if (head < 0) {
            return null;
        }
        int body = head + 4;
        String text = HttpMessage.text(buffer, 0, body);
        boolean isChunked = HttpMessage.header(text, "Transfer-Encoding")
                .filter("chunked"::equalsIgnoreCase)
                .isPresent();
        int length = isChunked
                ? chunksFrom(body)
                : body
                        + HttpMessage.header(text, "Content-Length")
                                .map(Integer::parseInt)
                                .orElse(0);
        while (end < length) {
            fill();
        }
        return new HttpMessage(text, take(length));
    }

    /** {@return where the chunks end that begin at {@code from}} */
    private int chunksFrom(int from) throws IOException {
        int at = from;
        while (true) {
            int line = required(find("\r\n", at));
            int size = Integer.parseInt(
                    HttpMessage.text(buffer, at, line).split(";", 2)[0].strip(), 16);
            at = line + 2 + size + 2;
            while (end < at) {
                fill();
            }
            if (size == 0) {
                return at;
            }
        }
    }

    /** {@return where {@code what} begins, from {@code from} on, or -1 if the connection ended before anything came} */
    private int find(String what, int from) throws IOException {
        int at = from;
        while (true) {
            for (; at + what.length() <= end; at++) {
                if (matches(what, at)) {
                    return at;
                }
            }
            if (!filled()) {
                if (end == 0) {
                    return -1;
                }
                throw new EOFException("the connection ended within a message");
            }
        }
    }

    private static int required(int found) throws EOFException {
        if (found < 0) {
            throw new EOFException("the connection ended within a message");
        }
        return found;
    }

    private boolean matches(String what, int at) {
        for (int i = 0; i < what.length(); i++) {
            if (buffer[at + i] != what.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void fill() throws IOException {
        if (!filled()) {
            throw new EOFException("the connection ended within a message");
        }
    }

    private boolean filled() throws IOException {
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = in.read(buffer, end, buffer.length - end);
        end += Math.max(read, 0);
        return read >= 0;
    }

    private byte[] take(int length) {
        byte[] message = Arrays.copyOf(buffer, length);
        System.arraycopy(buffer, length, buffer, 0, end - length);
        end -= length;
        return message;
    }
}
