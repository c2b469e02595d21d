// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

/**
 * Sequencers of S3 events. They order the events of one object key, which come in no order (Amazon S3 User Guide,
 * "Event message structure").
 *
 * <p>To stop an older event from overwriting the effect of a newer one, compare its sequencer with the newest one
 * processed for the key, and store the newer one in the same write as the effect. That is a second record, by object
 * instead of by delivery; Semel does not keep it.
 */
public final class S3Sequencer {

    private S3Sequencer() {}

    /**
     * Compares the sequencers of two events of one key: negative if {@code first} happened earlier, zero if they are
     * the same event. The result is meaningless for events of different keys. Sequencers are hexadecimal, and of
     * different lengths; the shorter one is compared as if it had zeros on its right.
     *
     * @param first a sequencer
     * @param second a sequencer of the same key
     * @return a negative number, zero or a positive number
     * @throws IllegalArgumentException if one is empty or not hexadecimal
     */
    public static int compare(String first, String second) {
        requireHexadecimal(first, "first");
        requireHexadecimal(second, "second");
        for (int i = 0; i < Math.max(first.length(), second.length()); i++) { // a further digit would be 0 in both
            int difference = Integer.compare(digit(first, i), digit(second, i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private static int digit(String sequencer, int index) {
        return index < sequencer.length() ? Character.digit(sequencer.charAt(index), 16) : 0;
    }

    private static void requireHexadecimal(String sequencer, String argument) {
        Requirements.nonEmpty(sequencer, argument);
        for (int i = 0; i < sequencer.length(); i++) {
            char c = sequencer.charAt(i);
            if (c > 'f' || Character.digit(c, 16) < 0) {
                throw new IllegalArgumentException(argument + " is not hexadecimal at index " + i);
            }
        }
    }
}
