// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.semel.model.IdempotencyKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The encoding of a record's context, to which stored bytes are bound. */
final class RecordContextTest {

    private static final IdempotencyKey KEY = new IdempotencyKey("shop", "charge", "order-42");

    @Test
    void S13_encodingIsPinned() {
        String start = "15:semel-context-1|4:shop|6:charge|43:OEAVty5CrNrQ3Q5zrsBTyIk56EakY6E9RnKwWau8g7w|";

        assertThat(encoded(KEY, new RecordPart.Result())).isEqualTo(start + "6:result|0:|");
        assertThat(encoded(KEY, new RecordPart.Failure("refused"))).isEqualTo(start + "7:failure|7:refused|");
        assertThat(encoded(KEY, new RecordPart.StepResult("reserve"))).isEqualTo(start + "4:step|7:reserve|");
    }

    @Test
    void S13_noTwoPlacesHaveOneEncoding() {
        List<String> texts = List.of("a", "b", "ab", "a|b", "1:a|", "result", "4:step");
        Set<String> encodings = new HashSet<>();
        int places = 0;
        for (String tenant : texts) {
            for (String scope : texts) {
                for (String value : texts) {
                    IdempotencyKey key = new IdempotencyKey(tenant, scope, value);
                    for (String name : texts) {
                        encodings.add(encoded(key, new RecordPart.Failure(name)));
                        encodings.add(encoded(key, new RecordPart.StepResult(name)));
                        places += 2;
                    }
                    encodings.add(encoded(key, new RecordPart.Result()));
                    places++;
                }
            }
        }
        assertThat(encodings).hasSize(places);
    }

    @Test
    void theKeyItselfIsNotPartOfIt() {
        assertThat(RecordContext.of(KEY, new RecordPart.Result()).toString()).doesNotContain("order-42");
    }

    @Test
    void incompletePlacesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RecordPart.Failure(""));
        assertThatIllegalArgumentException().isThrownBy(() -> new RecordPart.StepResult(""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RecordContext("", "charge", "short", new RecordPart.Result()))
                .withMessage("keyDigest must have 43 characters, has 5");
    }

    private static String encoded(IdempotencyKey key, RecordPart part) {
        return RecordContext.of(key, part).encoded().toUtf8();
    }
}
