// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.fasterxml.jackson.databind.node.TextNode;

/** Edits samples as texts. */
final class Json {

    private Json() {}

    /** Returns a text as a JSON string. */
    static String quoted(String text) {
        return new TextNode(text).toString();
    }

    /** Returns a document with one piece of its text replaced. */
    static String with(String document, String piece, String replacement) {
        if (!document.contains(piece)) {
            throw new IllegalArgumentException("no such piece: " + piece);
        }
        return document.replace(piece, replacement);
    }
}
