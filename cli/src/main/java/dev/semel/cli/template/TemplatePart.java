// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.template;

import java.util.List;

/** Parts of a template. */
enum TemplatePart {
    TABLE,
    POLICY,
    FUNCTION,
    ALARMS,
    DASHBOARD;

    /** {@return the parts of a whole stack, whose function has its policy in it} */
    static List<TemplatePart> ofStack() {
        return List.of(TABLE, FUNCTION, ALARMS, DASHBOARD);
    }
}
