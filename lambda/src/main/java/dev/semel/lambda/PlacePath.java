// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import org.jspecify.annotations.Nullable;

/**
 * The way from the root of a document to a place in it. Its text is made only for a message: every field of every
 * message of a batch has a path, and hardly any has a problem.
 *
 * @param above the way to the place that this one is in; null for the root
 * @param step the last step, as messages show it
 * @param isMember whether the step is the name of a member, which a dot separates from the step before
 */
record PlacePath(@Nullable PlacePath above, String step, boolean isMember) {

    static final PlacePath ROOT = new PlacePath(null, "", false);

    /** {@return the way that a text shows; the root for an empty one} */
    static PlacePath of(String text) {
        return text.isEmpty() ? ROOT : ROOT.member(text);
    }

    PlacePath member(String name) {
        return new PlacePath(this, name, true);
    }

    PlacePath element(int index) {
        return new PlacePath(this, "[" + index + "]", false);
    }

    /** A member by its number, for names that may be content. */
    PlacePath numbered(int index) {
        return new PlacePath(this, "{" + index + "}", false);
    }

    /** {@return the steps as messages show them; empty for the root} */
    String text() {
        if (above == null) {
            return step;
        }
        String before = above.text();
        return before + (isMember && !before.isEmpty() ? "." : "") + step;
    }
}
