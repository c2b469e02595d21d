// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.semel.model.Blob;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deflating: everything comes back, repetitions are used, and damaged data is recognised. */
class CompressionTest {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /** Base64 of encrypted bytes: six bits in each letter, and no repetition. */
    private static byte[] noise(int size) {
        byte[] noise = new byte[size];
        Random random = new Random(1);
        for (int i = 0; i < size; i++) {
            noise[i] = (byte) LETTERS.charAt(random.nextInt(LETTERS.length()));
        }
        return noise;
    }

    private static byte[] orders(int count) {
        StringBuilder json = new StringBuilder();
        Random random = new Random(1);
        for (int i = 0; i < count; i++) {
            json.append("{\"order\":\"")
                    .append(Long.toHexString(random.nextLong()))
                    .append("\",\"cents\":")
                    .append(random.nextInt(100_000))
                    .append("},");
        }
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static int defaultSize(byte[] bytes) {
        Deflater deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        int size = deflater.deflate(new byte[bytes.length + 1024]);
        deflater.end();
        return size;
    }

    private static Blob roundTrip(byte[] bytes) throws DataFormatException {
        return Compression.inflate(Compression.deflate(Blob.of(bytes)), bytes.length);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 6, 7, 64, 4096, 300_000})
    void everyValueComesBack(int size) throws DataFormatException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        assertThat(roundTrip(bytes)).isEqualTo(Blob.of(bytes));
        assertThat(roundTrip(noise(size))).isEqualTo(Blob.of(noise(size)));
        assertThat(roundTrip(orders(size / 30))).isEqualTo(Blob.of(orders(size / 30)));
        assertThat(roundTrip(new byte[size])).isEqualTo(Blob.of(new byte[size]));
    }

    @Test
    void whatRepeatsItselfIsDeflatedAtTheDefaultLevel() {
        byte[] orders = orders(1000);
        assertThat(Compression.deflate(Blob.of(orders))).hasSize(defaultSize(orders));
    }

    /** Words of four letters out of a hundred, each after a different letter: no run of six bytes repeats often. */
    private static byte[] shortWords(int size) {
        Random random = new Random(1);
        byte[] letters = noise(400);
        byte[] text = new byte[size];
        for (int at = 0; at + 5 <= size; at += 5) {
            System.arraycopy(letters, 4 * random.nextInt(100), text, at, 4);
            text[at + 4] = (byte) LETTERS.charAt(random.nextInt(LETTERS.length()));
        }
        return text;
    }

    @ParameterizedTest
    @ValueSource(ints = {2_000, 10_000, 100_000})
    void whatRepeatsItselfShortlyIsDeflatedAtTheDefaultLevelToo(int size) throws DataFormatException {
        byte[] words = shortWords(size);
        assertThat(Compression.deflate(Blob.of(words))).hasSize(defaultSize(words));
        assertThat(roundTrip(words)).isEqualTo(Blob.of(words));
    }

    @Test
    void whatDoesNotGetsNoLargerThanAtTheDefaultLevel() {
        byte[] noise = noise(100_000);
        assertThat(Repetitions.isWorthwhile(noise)).isFalse();
        assertThat(Compression.deflate(Blob.of(noise))).hasSizeLessThanOrEqualTo(defaultSize(noise));
    }

    @Test
    void repetitionsAreFoundAsFarBackAsDeflateReaches() {
        byte[] once = noise(30_000);
        byte[] thrice = Arrays.copyOf(once, 90_000);
        System.arraycopy(once, 0, thrice, 30_000, 30_000);
        System.arraycopy(once, 0, thrice, 60_000, 30_000);
        assertThat(Compression.deflate(Blob.of(thrice))).hasSize(defaultSize(thrice));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 999, 1001, 100_000, Integer.MAX_VALUE})
    void anotherSizeThanDeclaredIsDamage(int declared) {
        byte[] deflated = Compression.deflate(Blob.of(noise(1000)));
        assertThatExceptionOfType(DataFormatException.class).isThrownBy(() -> Compression.inflate(deflated, declared));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 100, 500})
    void whatIsCutOffIsDamaged(int kept) {
        byte[] deflated = Compression.deflate(Blob.of(noise(1000)));
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> Compression.inflate(Arrays.copyOf(deflated, kept), 1000));
    }

    @Test
    void moreThanTheLimitIsNotInflatedThoughItWasDeflated() throws DataFormatException {
        byte[] most = new byte[Compression.LIMIT];
        assertThat(Compression.inflate(Compression.deflate(Blob.of(most)), most.length))
                .isEqualTo(Blob.of(most));
        byte[] bomb = Compression.deflate(Blob.of(new byte[Compression.LIMIT + 1]));
        assertThat(bomb).hasSizeLessThan(ResultPlacement.SIDE_LIMIT);
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> Compression.inflate(bomb, Compression.LIMIT + 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 5000})
    void bytesAfterTheEndAreDamage(int size) {
        byte[] deflated = Compression.deflate(Blob.of(noise(size)));
        byte[] oneMore = Arrays.copyOf(deflated, deflated.length + 1);
        byte[] twice = Arrays.copyOf(deflated, 2 * deflated.length);
        System.arraycopy(deflated, 0, twice, deflated.length, deflated.length);
        for (byte[] damaged : List.of(oneMore, twice)) {
            for (int declared : new int[] {size, 2 * size + 1}) {
                assertThatExceptionOfType(DataFormatException.class)
                        .isThrownBy(() -> Compression.inflate(damaged, declared));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1000})
    void aStreamThatNeedsADictionaryIsDamage(int size) {
        Deflater deflater = new Deflater();
        deflater.setDictionary(noise(500));
        deflater.setInput(noise(size));
        deflater.finish();
        byte[] out = new byte[2000];
        byte[] deflated = Arrays.copyOf(out, deflater.deflate(out));
        deflater.end();
        assertThatExceptionOfType(DataFormatException.class).isThrownBy(() -> Compression.inflate(deflated, size));
    }

    @Test
    void aMissingChecksumIsDamage() {
        byte[] deflated = Compression.deflate(Blob.of(noise(1000)));
        byte[] cut = Arrays.copyOf(deflated, deflated.length - 1);
        assertThatExceptionOfType(DataFormatException.class).isThrownBy(() -> Compression.inflate(cut, 1000));
    }

    @Test
    void aWrongChecksumIsDamage() {
        byte[] deflated = Compression.deflate(Blob.of(noise(1000)));
        deflated[deflated.length - 1] ^= 1;
        assertThatExceptionOfType(DataFormatException.class).isThrownBy(() -> Compression.inflate(deflated, 1000));
    }
}
