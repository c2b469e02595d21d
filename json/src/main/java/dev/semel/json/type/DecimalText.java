// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.type;

import java.math.BigDecimal;

/** The reading of each text that {@link BigDecimal#toString} writes. */
public final class DecimalText {

    private DecimalText() {}

    /**
     * {@return the number} The exponent may be beyond an {@code int}, as it counts from the first digit, and the scale
     * from the last one.
     *
     * @throws NumberFormatException if no number has this text
     */
    public static BigDecimal parse(String text) {
        int exponent = Math.max(text.indexOf('E'), text.indexOf('e'));
        if (exponent < 0) {
            return new BigDecimal(text);
        }
        BigDecimal digits = new BigDecimal(text.substring(0, exponent));
        long scale;
        try {
            scale = Math.subtractExact(digits.scale(), Long.parseLong(text.substring(exponent + 1)));
        } catch (ArithmeticException e) {
            throw new NumberFormatException("its exponent is too large");
        }
        if ((int) scale != scale) {
            throw new NumberFormatException("its exponent is too large");
        }
        return new BigDecimal(digits.unscaledValue(), (int) scale);
    }
}
