// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.Blob;

/** Gives the bytes that are kept beside a record. */
interface SideValues {

    /**
     * Returns the bytes of a result or recovery point that were written under {@code pointer}.
     *
     * @param placement where they were put
     */
    Blob read(SidePointer pointer, Placement placement) throws MissingSideItemException;
}
