// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.escape;

import java.util.Objects;

/**
 * A place in a handler's code that uses something outside of the world.
 *
 * @param kind the kind of thing
 * @param type the name of the class
 * @param method the name of the method
 * @param line the line in its source; 0 if the class was compiled without lines
 * @param what the thing, such as {@code Instant.now}
 */
public record EscapeFinding(EscapeKind kind, String type, String method, int line, String what)
        implements Comparable<EscapeFinding> {

    /** Refuses null. */
    public EscapeFinding {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(what, "what");
    }

    /** {@return the word by which a proof accepts this finding: as {@code com.acme.Orders.place:Instant.now}} */
    public String word() {
        return type + "." + method + ":" + what;
    }

    @Override
    public int compareTo(EscapeFinding other) {
        int words = word().compareTo(other.word());
        return words != 0 ? words : Integer.compare(line, other.line);
    }

    /** {@return the finding in one line, with its remedy} */
    @Override
    public String toString() {
        return type + "." + method + (line > 0 ? " (line " + line + ")" : "") + " " + kind.words() + ": " + what + "; "
                + kind.remedy();
    }
}
