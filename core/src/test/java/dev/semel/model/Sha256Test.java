// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Computations begin with copies of one digest, and share nothing. */
class Sha256Test {

    /** The digests of "abc" and of no byte, from FIPS 180-2. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final String NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void computationsInTurnAreApart() {
        Sha256 one = new Sha256().plain(bytes("ab"), 0, 2);
        Sha256 other = new Sha256();
        one.plain(bytes("xc"), 1, 1);
        assertThat(other.hex()).isEqualTo(NOTHING);
        assertThat(one.hex()).isEqualTo(ABC);
        assertThat(new Sha256().plain(Blob.utf8("abc")).hex()).isEqualTo(ABC);
    }

    @Test
    void computationsOnManyThreadsAreApart() throws Exception {
        Callable<List<String>> many = () -> {
            List<String> digests = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                digests.add(new Sha256()
                        .plain(bytes("a"), 0, 1)
                        .plain(bytes("bc"), 0, 2)
                        .hex());
            }
            return digests;
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<List<String>> digests :
                    threads.invokeAll(List.of(many, many, many, many, many, many, many, many))) {
                assertThat(digests.get()).hasSize(2_000).containsOnly(ABC);
            }
        }
    }
}
