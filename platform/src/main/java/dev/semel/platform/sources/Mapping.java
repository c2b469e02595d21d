// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.http.Arn;

/** Event source mapping: a source, and the function that gets its records. */
sealed interface Mapping permits QueueMapping, StreamMapping {

    String id();

    String sourceArn();

    /** {@return the function, by name or ARN} */
    String function();

    boolean isEnabled();

    /** {@return this mapping with what a request names} */
    Mapping withChanges(JsonNode request);

    /** {@return the service's document} */
    ObjectNode toJson();

    /**
     * {@return a function's ARN, with its qualifier if it has one}
     *
     * @param function a name, a part of an ARN or an ARN
     */
    static String functionArn(String function) {
        int name = function.lastIndexOf("function:");
        return Arn.ofFunction(name < 0 ? function : function.substring(name + "function:".length()));
    }

    /**
     * {@return whether this maps to a function}
     *
     * @param name the function's name or ARN; without a qualifier it stands for every qualifier, and empty for all
     */
    default boolean isOf(String name) {
        String mine = functionArn(function());
        String asked = functionArn(name);
        return name.isEmpty() || mine.equals(asked) || mine.startsWith(asked + ":");
    }
}
