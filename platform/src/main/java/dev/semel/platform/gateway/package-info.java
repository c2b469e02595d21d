// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/**
 * HTTP in front of functions: API Gateway's HTTP APIs and REST APIs, and function URLs, with their event documents, the
 * handlers' answers as HTTP, and their errors.
 */
@NullMarked
package dev.semel.platform.gateway;

import org.jspecify.annotations.NullMarked;
