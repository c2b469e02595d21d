// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.text;

import dev.semel.json.JsonException;

/**
 * The canonical form of a decimal number. It is exact: it works on the digits, never on a double, and never expands an
 * exponent, so time and memory are linear in the text whatever the size of the number.
 *
 * <p>The layout is that of ECMAScript and RFC 8785: with the value {@code 0.d1d2…dk × 10^point}, plain digits for
 * {@code -6 < point <= 21}, otherwise {@code d1.d2…dk}, {@code e}, sign and exponent. It equals RFC 8785's output for
 * every number that is the shortest text of a double, and stays distinct for numbers that a double would fold.
 */
final class CanonicalNumber {

    /**
     * The longest text of one number, in characters: Jackson's limit, also applied to numbers that come from objects.
     */
    static final int MAX_LENGTH = 1000;

    /** The largest absolute exponent. No quantity needs a larger one, and the arithmetic must not overflow. */
    static final long MAX_EXPONENT = 999_999_999_999L;

    private final char[] text;
    private final int end;
    private int at;
    private int wholeStart;
    private int wholeLength;
    private int fractionStart;
    private int fractionLength;
    private long exponent;

    private CanonicalNumber(char[] text, int start, int end) {
        this.text = text;
        this.at = start;
        this.end = end;
    }

    /** Writes the number spelled by the {@code length} characters at {@code start}, in JSON's grammar. */
    static void write(char[] text, int start, int length, CanonicalWriter out) {
        if (length > MAX_LENGTH) {
            throw JsonException.refused("A number has " + length + " characters; at most " + MAX_LENGTH + " are read");
        }
        new CanonicalNumber(text, start, start + length).write(out);
    }

    private void write(CanonicalWriter out) {
        boolean negative = skip('-');
        scan();
        int digits = wholeLength + fractionLength;
        int first = 0;
        while (first < digits && digit(first) == '0') {
            first++;
        }
        if (first == digits) {
            out.ascii('0'); // -0 and 0e9 too
            return;
        }
        int last = digits - 1;
        while (digit(last) == '0') {
            last--;
        }
        long point = wholeLength - first + exponent;
        if (Math.abs(point) > MAX_EXPONENT) {
            throw JsonException.refused("A number's exponent is beyond " + MAX_EXPONENT);
        }
        if (negative) {
            out.ascii('-');
        }
        layOut(out, first, last + 1, point);
    }

    private void layOut(CanonicalWriter out, int from, int to, long point) {
        int count = to - from;
        if (point > 21 || point <= -6) {
            digits(out, from, from + 1);
            if (count > 1) {
                out.ascii('.');
                digits(out, from + 1, to);
            }
            out.ascii(point > 0 ? "e+" : "e-");
            out.ascii(Long.toString(Math.abs(point - 1)));
        } else if (point <= 0) {
            out.ascii("0.");
            zeros(out, -point);
            digits(out, from, to);
        } else if (count <= point) {
            digits(out, from, to);
            zeros(out, point - count);
        } else {
            digits(out, from, from + (int) point);
            out.ascii('.');
            digits(out, from + (int) point, to);
        }
    }

    private void digits(CanonicalWriter out, int from, int to) {
        for (int i = from; i < to; i++) {
            out.ascii(digit(i));
        }
    }

    private static void zeros(CanonicalWriter out, long count) {
        for (long i = 0; i < count; i++) {
            out.ascii('0');
        }
    }

    private char digit(int index) {
        return text[index < wholeLength ? wholeStart + index : fractionStart + index - wholeLength];
    }

    /**
     * Finds the parts of the number. Parsers have checked the grammar of a text, but nothing has checked the argument
     * of a serializer's {@code writeNumber(String)}.
     */
    private void scan() {
        wholeStart = at;
        wholeLength = digitsHere();
        boolean leadingZero = wholeLength > 1 && text[wholeStart] == '0';
        if (skip('.')) {
            fractionStart = at;
            fractionLength = digitsHere();
        }
        boolean emptyFraction = fractionStart > 0 && fractionLength == 0;
        if (skip('e') || skip('E')) {
            scanExponent();
        }
        if (wholeLength == 0 || leadingZero || emptyFraction || at != end) {
            throw notANumber();
        }
    }

    private void scanExponent() {
        boolean negative = skip('-');
        if (!negative) {
            skip('+');
        }
        int start = at;
        if (digitsHere() == 0) {
            throw notANumber();
        }
        for (int i = start; i < at && exponent <= 100 * MAX_EXPONENT; i++) { // saturates far beyond the limit
            exponent = exponent * 10 + (text[i] - '0');
        }
        exponent = negative ? -exponent : exponent;
    }

    private int digitsHere() {
        int start = at;
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return at - start;
    }

    private boolean skip(char expected) {
        boolean found = at < end && text[at] == expected;
        if (found) {
            at++;
        }
        return found;
    }

    private static JsonException notANumber() {
        return JsonException.refused("A number is not a decimal number as JSON has them (NaN and Infinity are not)");
    }
}
