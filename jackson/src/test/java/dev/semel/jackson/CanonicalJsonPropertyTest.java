// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.Blob;
import java.util.Objects;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullMarked
class CanonicalJsonPropertyTest {

    private static final int TREES = 4000;

    private final JacksonCanonicalJson canonical = JacksonCanonicalJson.create();

    @Test
    void everySpellingOfATreeHasOneCanonicalForm() {
        for (long seed = 0; seed < TREES; seed++) {
            JsonTrees trees = new JsonTrees(seed);
            Object tree = trees.tree(4);
            String one = trees.spell(tree);
            String other = trees.spell(tree);
            Blob expected = canonical.ofText(one);
            assertThat(canonical.ofText(other))
                    .as("seed %d: %s and %s", seed, one, other)
                    .isEqualTo(expected);
            assertThat(canonical.ofValue(tree)).as("seed %d: as objects", seed).isEqualTo(expected);
        }
    }

    @Test
    void canonicalFormIsIdempotent() {
        for (long seed = 0; seed < TREES; seed++) {
            JsonTrees trees = new JsonTrees(seed);
            Blob once = canonical.ofText(trees.spell(trees.tree(4)));
            assertThat(canonical.ofText(once.toUtf8())).as("seed %d", seed).isEqualTo(once);
        }
    }

    @Test
    void differentTreesHaveDifferentCanonicalForms() {
        int equal = 0;
        JsonTrees trees = new JsonTrees(42);
        @Nullable Object[] all = new @Nullable Object[1500];
        Blob[] forms = new Blob[all.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = trees.tree(2);
            forms[i] = canonical.ofText(trees.spell(all[i]));
            for (int j = 0; j < i; j++) {
                boolean same = Objects.equals(all[i], all[j]);
                equal += same ? 1 : 0;
                if (same != forms[i].equals(forms[j])) {
                    assertThat(forms[i].toUtf8())
                            .as("seed 42: %s and %s", all[i], all[j])
                            .isEqualTo(forms[j].toUtf8());
                    throw new AssertionError("seed 42: one form of " + all[i] + " and " + all[j]);
                }
            }
        }
        assertThat(equal)
                .as("pairs of equal trees, so that both sides were tried")
                .isPositive();
    }
}
