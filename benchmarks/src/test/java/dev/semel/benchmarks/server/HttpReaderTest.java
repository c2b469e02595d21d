// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HttpReaderTest {

    private static HttpReader reader(String text) {
        InputStream oneByOne = new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)) {
            @Override
            public synchronized int read(byte[] to, int at, int length) {
                return super.read(to, at, Math.min(length, 1));
            }
        };
        return new HttpReader(oneByOne);
    }

    private static String next(HttpReader reader) throws IOException {
        byte[] bytes = Objects.requireNonNull(reader.next()).bytes();
        return HttpMessage.text(bytes, 0, bytes.length);
    }

    @Test
    void messagesAreCutByLengthAndByChunks() throws IOException {
        String byLength = "POST / HTTP/1.1\r\ncontent-length: 3\r\nX-Amz-Target: D.PutItem\r\n\r\nabc";
        String byChunks =
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\na\r\n0123456789\r\n0\r\n\r\n";
        String empty = "HTTP/1.1 200 OK\r\n\r\n";
        HttpReader reader = reader(byLength + byChunks + empty);
        assertThat(next(reader)).isEqualTo(byLength);
        assertThat(next(reader)).isEqualTo(byChunks);
        assertThat(next(reader)).isEqualTo(empty);
        assertThat(reader.next()).isNull();
    }

    @Test
    void aMessageThatEndsTooEarlyIsNoMessage() {
        assertThatThrownBy(() ->
                        reader("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab").next())
                .isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> reader("HTTP/1.1 200").next()).isInstanceOf(EOFException.class);
    }

    @Test
    void headersAreFoundInAnyCase() {
        HttpMessage message = new HttpMessage("POST / HTTP/1.1\r\nx-amz-target: D.PutItem\r\n\r\n", new byte[0]);
        assertThat(message.header("X-Amz-Target")).contains("D.PutItem");
        assertThat(message.header("Host")).isEmpty();
    }
}
