// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** Handler of HTTP requests through API Gateway, function URLs and load balancers, once per Idempotency-Key. */
@NullMarked
package dev.semel.lambda.http;

import org.jspecify.annotations.NullMarked;
