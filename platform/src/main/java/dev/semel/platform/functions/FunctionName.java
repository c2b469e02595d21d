// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.functions;

import java.util.Optional;

/**
 * Name of a function in a request: plain, with a qualifier, or as an ARN.
 *
 * @param name the function's name
 * @param qualifier the version or alias; empty is the latest
 */
record FunctionName(String name, Optional<String> qualifier) {

    /** Reads a name; a qualifier of the query counts where the name has none. */
    static FunctionName parse(String text, Optional<String> query) {
        int function = text.lastIndexOf("function:");
        String rest = function < 0 ? text : text.substring(function + "function:".length());
        int colon = rest.indexOf(':');
        return colon < 0
                ? new FunctionName(rest, query)
                : new FunctionName(rest.substring(0, colon), Optional.of(rest.substring(colon + 1)));
    }
}
