// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** The condition that a class is in a part of {@link Layers}. */
final class InPart extends ArchCondition<JavaClass> {

    private final Layers layers;

    InPart(Layers layers) {
        super("be in a part that has a row in Layers");
        this.layers = layers;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        boolean placed = layers.parts().contains(layers.partOf(type));
        events.add(
                new SimpleConditionEvent(type, placed, "Class <" + type.getName() + "> is in " + layers.partOf(type)));
    }
}
