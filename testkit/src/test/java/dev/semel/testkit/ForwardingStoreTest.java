// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.store.BatchStore;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.InMemoryStore;
import dev.semel.store.StoreCall;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A store in front of another one passes every call on, and has none of its further abilities. */
class ForwardingStoreTest {

    private final RecordingStore recording = RecordingStore.over(new InMemoryStore());
    private final ForwardingStore front = new ForwardingStore(recording.store());

    @Test
    void passesACallOnAndItsAnswerBack() {
        StoreCall call = new StoreCall(Instant.EPOCH, Duration.ofSeconds(1));
        Optional<IdempotencyRecord> found = front.find(IdempotencyKey.of("charge", "42"), call);
        assertThat(found).isEmpty();
        assertThat(recording.methods()).containsExactly("find");
        assertThat(front.name()).isEqualTo(recording.store().name());
    }

    @Test
    void passesEveryMethodOfAStoreOn() {
        List<String> methods = Arrays.stream(IdempotencyStore.class.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .map(Method::getName)
                .toList();
        assertThat(Arrays.stream(ForwardingStore.class.getDeclaredMethods()).map(Method::getName))
                .containsAll(methods);
    }

    @Test
    void hasNoFurtherAbility() {
        assertThat(front).isNotInstanceOf(BatchStore.class);
    }
}
