// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.model.PrintableText;
import org.jspecify.annotations.Nullable;

/**
 * Values that parts of the user's give, such as codecs, reconcilers and stores. A null against the contract of a part
 * is a failure of that part, as if it had thrown, and never reaches the code behind it.
 */
public final class Given {

    private Given() {}

    /**
     * {@return {@code value}, which a part of the engine gave}
     *
     * @param part the name of the part in messages, such as {@code clock}
     * @throws ContractException if it is null
     */
    public static <T> T by(String part, @Nullable T value) {
        if (value == null) {
            throw new ContractException("The " + part + " returned null, against its contract: let it return a value");
        }
        return value;
    }

    /**
     * {@return {@code value}, which a part of an operation gave}
     *
     * @param part the name of the part in messages, such as {@code reconciler}
     * @param operation the name of the operation
     * @throws ContractException if it is null
     */
    static <T> T by(String part, String operation, @Nullable T value) {
        return value != null ? value : by(part + " of operation '" + PrintableText.name(operation) + "'", null);
    }
}
