// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3ObjectTest {

    @Test
    void deliveryIdentityIsPinned() {
        assertThat(object("orders", "2026/a b.json", null, "0055AE").deliveryIdentity())
                .isEqualTo("6:orders|13:2026/a b.json|1:-|6:0055AE");
        assertThat(object("orders", "2026/a b.json", "v1", "0055AE").deliveryIdentity())
                .isEqualTo("6:orders|13:2026/a b.json|3:=v1|6:0055AE");
    }

    @Test
    void deliveryIdentityIsInjective() {
        assertThat(object("a", "b|1:c", null, "1").deliveryIdentity())
                .isNotEqualTo(object("a", "b", null, "1:c|1").deliveryIdentity());
        assertThat(object("a", "b", "-", "1").deliveryIdentity())
                .isNotEqualTo(object("a", "b", null, "1").deliveryIdentity());
    }

    @Test
    void deliveryIdentityIgnoresTheTime() {
        S3Object first = at(Instant.EPOCH);
        S3Object second = at(Instant.EPOCH.plusMillis(1));
        assertThat(first.deliveryIdentity()).isEqualTo(second.deliveryIdentity());
        assertThat(first.contentIdentity()).isEqualTo(second.contentIdentity());
    }

    @Test
    void equalContentUnderAnotherKeyIsOtherWork() {
        assertThat(object("orders", "42/paid", null, "1").contentIdentity())
                .isNotEqualTo(object("orders", "42/shipped", null, "1").contentIdentity());
    }

    @Test
    void contentIdentityIsPinned() {
        assertThat(at(Instant.EPOCH).contentIdentity()).isEqualTo("1:b|1:k|17:ObjectCreated:Put|4:=tag|2:=7");
    }

    @Test
    void validatesItsParts() {
        assertThatThrownBy(() -> object("", "k", null, "1")).hasMessage("bucket is empty");
        assertThatThrownBy(() -> object("b", "", null, "1")).hasMessage("key is empty");
        assertThatThrownBy(() -> object("b", "k", "", "1")).hasMessage("versionId is empty");
        assertThatThrownBy(() -> object("b", "k", null, "")).hasMessage("sequencer is empty");
    }

    private static S3Object object(String bucket, String key, @Nullable String versionId, String sequencer) {
        return new S3Object("ObjectCreated:Put", Instant.EPOCH, bucket, key, versionId, sequencer, null, null);
    }

    private static S3Object at(Instant time) {
        return new S3Object("ObjectCreated:Put", time, "b", "k", null, "1", "tag", 7L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0055AED6DCD90281E5", "0055aed6dcd90281e5", " 0055AED6DCD90281E5 ", "0", "0000000000000000"})
    void anEmulatorsConstantSequencerIsNoIdentity(String sequencer) {
        S3Object object = new S3Object("ObjectCreated:Put", null, "b", "k", null, sequencer, "e", 1L);
        assertThatThrownBy(object::deliveryIdentity)
                .isInstanceOf(MissingSequencerException.class)
                .hasMessageContaining("emulator")
                .hasMessageContaining("versionIdentity");
        S3Object again = new S3Object("ObjectCreated:Put", null, "b", "k", null, "0055aed6dcd90281e5", "f", 1L);
        assertThatThrownBy(again::deliveryIdentity).hasMessageContaining("emulator");
        assertThat(object.versionIdentity()).isNotEqualTo(again.versionIdentity());
    }
}
