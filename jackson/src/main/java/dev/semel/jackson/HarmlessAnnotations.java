// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonMerge;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRootName;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.JsonView;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import dev.semel.json.type.JacksonMarks;
import java.lang.annotation.Annotation;
import java.util.Set;

/**
 * The annotations whose whole effect shows in the members that a mapper writes and reads, which {@link MapperForms}
 * compares. All others are refused.
 */
final class HarmlessAnnotations {

    /** Names of annotations: their module is large, and only they are of use here. */
    private static final Set<String> OF_BEANS = Set.of("java.beans.ConstructorProperties", "java.beans.Transient");

    private HarmlessAnnotations() {}

    static JacksonMarks others() {
        return JacksonMarks.except(HarmlessAnnotations::isOnClass, HarmlessAnnotations::isOnMember);
    }

    /** {@return a search for annotations that may hide state when a class is written} */
    static JacksonMarks othersOfInputs() {
        return JacksonMarks.except(
                each -> isOnClass(each) || isOfReading(each), each -> isOnMember(each) || isOfReading(each));
    }

    /** {@return whether an annotation has no effect on what is written, or only on names} */
    private static boolean isOfReading(Annotation annotation) {
        return annotation instanceof JsonAnySetter
                || annotation instanceof JsonMerge
                || annotation instanceof JacksonInject
                || annotation instanceof JsonView // no view is active
                || annotation instanceof JsonNaming
                || annotation instanceof JsonDeserialize
                || annotation instanceof JsonPOJOBuilder
                || annotation instanceof JsonSetter;
    }

    private static boolean isOnClass(Annotation annotation) {
        return annotation instanceof JsonTypeInfo
                || annotation instanceof JsonSubTypes
                || annotation instanceof JsonTypeName
                || annotation instanceof JsonPropertyOrder
                || annotation instanceof JsonIgnoreProperties
                || annotation instanceof JsonAutoDetect
                || annotation instanceof JsonRootName
                || annotation instanceof JsonClassDescription
                || isInclusion(annotation);
    }

    private static boolean isOnMember(Annotation annotation) {
        return annotation instanceof JsonProperty
                || annotation instanceof JsonCreator
                || annotation instanceof JsonValue
                || annotation instanceof JsonIgnore
                || annotation instanceof JsonGetter
                || annotation instanceof JsonAlias
                || annotation instanceof JsonPropertyDescription
                || annotation instanceof JsonEnumDefaultValue
                || OF_BEANS.contains(annotation.annotationType().getName())
                || (annotation instanceof JsonSetter setter
                        && setter.nulls() == Nulls.DEFAULT
                        && setter.contentNulls() == Nulls.DEFAULT)
                || isInclusion(annotation);
    }

    /** {@return whether the members that are left out show, and are not those of a map} */
    private static boolean isInclusion(Annotation annotation) {
        return annotation instanceof JsonInclude include
                && (include.content() == JsonInclude.Include.ALWAYS
                        || include.content() == JsonInclude.Include.USE_DEFAULTS)
                && include.contentFilter() == Void.class;
    }
}
