// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.deploy;

import java.util.List;

/** Refusal of a template, before anything was created. Its message is one line for the user. */
public final class TemplateException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private TemplateException(String message) {
        super(message, null, false, false);
    }

    static TemplateException of(String message) {
        return new TemplateException(message);
    }

    static TemplateException of(List<String> problems) {
        return new TemplateException(String.join("; ", problems));
    }
}
