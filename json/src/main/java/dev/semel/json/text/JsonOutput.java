// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.text;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The place to which one value is written, part by part. Calls are balanced, and each member's value follows its name.
 * It has no type of Jackson's: a first execution only writes, and so loads none of Jackson's classes.
 */
public sealed interface JsonOutput permits CanonicalWriter, StoredWriter {

    /**
     * Starts an object.
     *
     * @param sorted whether its members will come in the order of their names
     */
    void startObject(boolean sorted);

    /** Starts a member; its value follows. */
    void name(String name);

    void endObject();

    /**
     * Starts an array.
     *
     * @param unordered whether its elements have no order, as those of a set
     */
    void startArray(boolean unordered);

    void endArray();

    void string(String value);

    void string(char[] value, int start, int count);

    void number(long value);

    /** Writes the decimal number that {@link Double#toString} shows. */
    void number(double value);

    /** Writes the decimal number that {@link Float#toString} shows. */
    void number(float value);

    void number(BigInteger value);

    void number(BigDecimal value);

    /** Writes {@code true}, {@code false} or {@code null}. */
    void literal(String literal);

    /** Writes a value that is JSON already, in canonical form. */
    void canonical(String json);
}
