// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.codec.FailureCodec;
import dev.semel.dynamodb.EffectsRefusedException.Refusal;
import dev.semel.model.Blob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The codec of refusals: a line with index and code for each write, then the message. */
final class EffectsRefusedCodec implements FailureCodec<EffectsRefusedException> {

    @Override
    public Blob encode(EffectsRefusedException failure) {
        StringBuilder text = new StringBuilder();
        for (Refusal refusal : failure.refusals()) {
            text.append(refusal.index()).append(' ').append(refusal.code()).append('\n');
        }
        return Blob.utf8(text.append('\n').append(failure.getMessage()).toString());
    }

    @Override
    public EffectsRefusedException decode(@Nullable Blob stored) {
        if (stored == null) {
            throw new IllegalArgumentException("A stored refusal is never empty");
        }
        String[] parts = stored.toUtf8().split("\n\n", 2);
        List<Refusal> refusals = new ArrayList<>();
        for (String line : parts[0].split("\n", -1)) {
            String[] refusal = line.split(" ", 2);
            refusals.add(new Refusal(Integer.parseInt(refusal[0]), refusal[1], Map.of()));
        }
        return EffectsRefusedException.restored(parts[1], refusals);
    }
}
