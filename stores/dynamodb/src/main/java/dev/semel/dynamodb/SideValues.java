// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.Blob;

/** A source of the bytes that are kept beside a record. */
interface SideValues {

    /**
     * {@return the bytes of a result or recovery point}
     *
     * @param pointer the pointer in the record
     * @param placement the place of the bytes
     * @throws MissingSideItemException if the bytes are not there or are damaged
     */
    Blob read(SidePointer pointer, Placement placement) throws MissingSideItemException;
}
