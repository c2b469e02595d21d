// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Dead-letter settings that name no queue: they would have no effect, and failed events would be lost. */
final class DeadLetters {

    private static final String SETTING = "DeadLetterConfig";

    private DeadLetters() {}

    /**
     * Looks at a function, a rule or a schedule.
     *
     * @param resource the resource
     * @param properties its properties, without functions of the template
     * @return a line for each setting without an ARN
     */
    static List<String> problems(Resource resource, JsonNode properties) {
        List<String> problems = new ArrayList<>();
        if (resource.type() == ResourceType.FUNCTION) {
            check(resource, properties, "TargetArn", problems);
        } else if (resource.type() == ResourceType.SCHEDULE) {
            check(resource, properties.path("Target"), "Arn", problems);
        } else if (resource.type() == ResourceType.RULE) {
            properties.path("Targets").forEach(target -> check(resource, target, "Arn", problems));
        }
        return problems;
    }

    private static void check(Resource resource, JsonNode owner, String member, List<String> problems) {
        JsonNode setting = owner.path(SETTING);
        boolean isAbsent = setting.isMissingNode() || setting.isNull();
        if (!isAbsent && setting.path(member).asText("").isEmpty()) {
            problems.add("the " + SETTING + " of " + resource.id() + " ("
                    + resource.type().type() + ") has no " + member
                    + ": name a queue of the template by its ARN; queues that SAM would make are not served");
        }
    }
}
