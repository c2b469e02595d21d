// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** Requests, answers and errors in the forms of the services' protocols. */
@NullMarked
package dev.semel.platform.http;

import org.jspecify.annotations.NullMarked;
