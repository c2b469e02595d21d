// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** The codec of annotated types, key paths and canonical JSON, by Jackson's mapper. */
@NullMarked
package dev.semel.jackson;

import org.jspecify.annotations.NullMarked;
