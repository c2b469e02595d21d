// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import dev.semel.model.Blob;
import dev.semel.operate.Explanation;
import java.util.Optional;

/**
 * The results of records as the console shows and takes them. The program that starts the console implements it,
 * because codecs, encryption and the permission to show are its own. Thread-safe.
 */
public interface ResultForms {

    /**
     * {@return the result of a record as a text; empty if results are not to be shown}
     *
     * @param explanation the explanation of the record
     * @throws IllegalArgumentException if it cannot be read; its message is shown
     */
    Optional<String> shown(Explanation explanation);

    /**
     * {@return a result that a person typed, encoded and wrapped as those of the operation are}
     *
     * @param json the text
     * @param seen the explanation of the record that it is for
     * @throws IllegalArgumentException if it is no result; its message is shown and holds no part of the text
     */
    Blob encoded(String json, Explanation seen);

    /** {@return forms that show no result and take none but that of an operation without a value} */
    static ResultForms none() {
        return new ResultForms() {
            @Override
            public Optional<String> shown(Explanation explanation) {
                return Optional.empty();
            }

            @Override
            public Blob encoded(String json, Explanation seen) {
                throw new IllegalArgumentException("this console was started without a codec for results");
            }
        };
    }
}
