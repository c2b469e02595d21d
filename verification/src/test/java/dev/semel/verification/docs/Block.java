// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.docs;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fenced block of code in a page. Comments above it, which no reader sees, say how it is checked:
 *
 * <ul>
 *   <li>{@code <!-- from: FILE -->} names the file, below the root of the repository, that the next block is cut from;
 *   <li>{@code <!-- compiled in: NAME -->} names the class in {@code src/test/resources/docs} whose middle the following
 *       Java blocks of the page are;
 *   <li>{@code <!-- output -->} marks the next block as output of a program, which a test compares.
 * </ul>
 *
 * @param page the page
 * @param line the line of the opening fence, from 1
 * @param language the word behind the opening fence; may be empty
 * @param source the file that the block is cut from; null for none
 * @param context the class that a Java block is compiled in; null for none
 * @param text the lines between the fences
 */
record Block(
        Path page,
        int line,
        String language,
        @Nullable String source,
        @Nullable String context,
        String text) {

    Optional<String> from() {
        return Optional.ofNullable(source);
    }

    /** {@return whether the block is a whole file of Java} */
    boolean isWholeFile() {
        return text.startsWith("package ") || text.startsWith("import ");
    }

    @Override
    public String toString() {
        return page + ":" + line;
    }
}
