// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.BeanDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.CreatorProperty;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializer;
import com.fasterxml.jackson.databind.ser.impl.UnknownSerializer;
import com.fasterxml.jackson.databind.ser.std.NullSerializer;
import dev.semel.json.type.ClassForms.Form;
import dev.semel.json.type.ClassForms.Part;
import dev.semel.json.type.ClassForms.Parts;
import dev.semel.json.type.ClassForms.Refused;
import dev.semel.json.type.CoveredFields;
import dev.semel.json.type.PlainType;
import dev.semel.json.type.StateFields;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The members that a mapper writes and reads of one final class. Each field has to be one of them, written and read
 * under one name and as one type. Not thread-safe; made for one class.
 */
final class MapperMembers {

    /** The kinds of members that are read by nothing but a constructor, a setter or a field. */
    private static final Set<String> PLAIN = Set.of(
            "com.fasterxml.jackson.databind.deser.CreatorProperty",
            "com.fasterxml.jackson.databind.deser.impl.MethodProperty",
            "com.fasterxml.jackson.databind.deser.impl.FieldProperty");

    private final ObjectMapper mapper;
    private final DeserializationContext context;
    private final JavaType type;
    private final Class<?> raw;
    private final BeanDescription writing;
    private final BeanDescription reading;
    private final Map<String, SettableBeanProperty> read = new HashMap<>();
    private final Set<String> written = new HashSet<>();
    private final Set<String> covered = new HashSet<>();
    private final List<Part> parts = new ArrayList<>();

    MapperMembers(ObjectMapper mapper, DeserializationContext context, JavaType type) {
        this.mapper = mapper;
        this.context = context;
        this.type = type;
        this.raw = type.getRawClass();
        this.writing = mapper.getSerializationConfig().introspect(type);
        this.reading = context.getConfig().introspect(type);
    }

    /** {@return the members as parts, or the reason against the class} */
    Form form() throws JsonMappingException {
        String problem = StateFields.problem(raw);
        if (problem != null) {
            return new Refused(problem);
        }
        SerializerProvider provider = mapper.getSerializerProviderInstance();
        JsonSerializer<?> writer = SerializerAround.inside(provider.findValueSerializer(type, null));
        JsonDeserializer<?> reader = context.findContextualValueDeserializer(type, null);
        if (reader.getClass() != BeanDeserializer.class) {
            return otherForm();
        }
        SeenReader seen = new SeenReader((BeanDeserializerBase) reader);
        AnnotatedMember value = writing.findJsonValueAccessor();
        if (value != null) {
            return ofValue(value, seen);
        }
        if (writer instanceof UnknownSerializer && StateFields.of(raw).isEmpty()) {
            return new Parts(List.of());
        }
        if (writer.getClass() != BeanSerializer.class || !seen.isPlain()) {
            return otherForm();
        }
        ValueInstantiator creator = seen.getValueInstantiator();
        if (!creator.canCreateUsingDefault() && !creator.canCreateFromObjectWith()) {
            return new Refused(TypeSupport.withoutConstructor(raw));
        }
        problem = ofMembers(new SeenWriter((BeanSerializer) writer), seen);
        problem = problem == null ? lostField() : problem;
        problem = problem == null ? ofName() : problem;
        return problem == null ? new Parts(parts) : new Refused(problem);
    }

    private Refused otherForm() {
        return new Refused(
                "the mapper has a form of its own for " + raw.getName() + ", which is not known to come back equal");
    }

    // ---- a value with members ----

    private @Nullable String ofMembers(SeenWriter writer, SeenReader reader) {
        if (!writer.isPlain()) {
            return otherForm().reason();
        }
        reader.properties().forEachRemaining(property -> read.put(property.getName(), property));
        reader.creatorProperties().forEachRemaining(property -> read.put(property.getName(), property));
        for (BeanPropertyWriter each : writer.members()) {
            String problem = ofMember(each, reader);
            if (problem != null) {
                return problem;
            }
        }
        for (SettableBeanProperty each : read.values()) {
            if (each instanceof CreatorProperty && !written.contains(each.getName())) {
                return StateFields.lost(raw, each.getName()); // the constructor gets none
            }
        }
        return null;
    }

    private @Nullable String ofMember(BeanPropertyWriter member, SeenReader reader) {
        String name = member.getName();
        written.add(name);
        SeenMember seen = new SeenMember(member);
        SettableBeanProperty property = read.get(name);
        if (member.getClass() != BeanPropertyWriter.class || !seen.isPlain()) {
            return "member '" + name + "' of " + raw.getName() + " is not always written, or in a way of its own";
        }
        if (property == null) {
            return reader.skips(name) || !context.isEnabled(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    ? null // computed
                    : "member '" + name + "' of " + raw.getName() + " is written, and reading it fails; disable"
                            + " FAIL_ON_UNKNOWN_PROPERTIES in the mapper";
        }
        if (!PLAIN.contains(property.getClass().getName()) || property.isInjectionOnly() || isFinalField(property)) {
            return "member '" + name + "' of " + raw.getName() + " is read in a way of its own";
        }
        if (raw.isRecord() && !isOfComponent(member)) {
            return "member '" + name + "' of the record " + raw.getName() + " is written by '"
                    + member.getMember().getName() + "', not by the accessor of its component; rename this method, or"
                    + " annotate it with @JsonIgnore";
        }
        if (seen.leavesOutNull() && !member.getType().isPrimitive() && !isNullWithoutValue(property)) {
            return "member '" + name + "' of " + raw.getName() + " is not written when it is null, and may then come"
                    + " back with another value";
        }
        PlainType found = MapperForms.plain(member.getType());
        if (property.getType().equals(member.getType())
                && cover(name, found, member.getMember().getMember())) {
            parts.add(new Part("member '" + name + "'", found));
            return null;
        }
        return StateFields.of(raw).stream().map(Field::getName).anyMatch(namesOf(name)::contains)
                ? null // said of its field
                : "member '" + name + "' of " + raw.getName()
                        + " is written and read, and is no field: what it sets may"
                        + " not be what the fields had; annotate it with @JsonIgnore";
    }

    /** {@return whether a member of a record is written by a component's own accessor, or by its field} */
    private boolean isOfComponent(BeanPropertyWriter member) {
        Member written = member.getMember().getMember();
        return isOwn(written)
                && (written instanceof Field || namesOf(member.getName()).contains(written.getName()));
    }

    /** {@return whether a member of a record is a field, or the accessor of a component} */
    private boolean isOwn(Member member) {
        return member instanceof Field
                || Stream.of(raw.getRecordComponents()).anyMatch(each -> member.equals(each.getAccessor()));
    }

    /** {@return the names that the program has for a member, of its field if there is one} */
    private Set<String> namesOf(String name) {
        Set<String> names = new HashSet<>();
        Stream.of(writing, reading)
                .flatMap(bean -> bean.findProperties().stream())
                .filter(property -> property.getName().equals(name))
                .forEach(property -> names.addAll(inProgram(property)));
        return names;
    }

    private boolean isNullWithoutValue(SettableBeanProperty property) {
        return property instanceof CreatorProperty
                && raw.isRecord()
                && !property.getType().isReferenceType()
                && !property.getType().isPrimitive()
                && !context.isEnabled(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);
    }

    private static boolean isFinalField(SettableBeanProperty property) {
        return !(property instanceof CreatorProperty)
                && property.getMember() != null
                && property.getMember().getMember() instanceof Field field
                && Modifier.isFinal(field.getModifiers());
    }

    /** Notes the fields that a member stands for, if they have its type. {@return whether there is one} */
    private boolean cover(String name, PlainType found, Member accessor) {
        boolean covers = false;
        Set<String> names = namesOf(name);
        Map<TypeVariable<?>, PlainType> bindings = MapperForms.plain(type).bindings();
        for (Field field : StateFields.of(raw)) {
            if (names.contains(field.getName())
                    && CoveredFields.sees(accessor, field)
                    && PlainType.of(field.getGenericType(), bindings).equals(found)) {
                covered.add(field.getName());
                covers = true;
            }
        }
        return covers;
    }

    private static Set<String> inProgram(BeanPropertyDefinition property) {
        return property.getField() == null
                ? Set.of(property.getInternalName())
                : Set.of(property.getField().getName()); // the field decides, however it is called inside
    }

    private @Nullable String lostField() {
        for (Field field : StateFields.of(raw)) {
            if (!covered.contains(field.getName())) {
                return StateFields.lost(raw, field.getName());
            }
        }
        return null;
    }

    /**
     * {@return why the name that a class is given in JSON does not lead back to it; null if it has none, or it does}
     */
    private @Nullable String ofName() throws JsonMappingException {
        Subtypes names = new Subtypes(mapper, context);
        JsonTypeInfo.Value info = names.info(type);
        if (info == null) {
            return null;
        }
        String problem = names.problemOfNames(type);
        if (problem != null) {
            return problem;
        }
        return !names.isNamed(type, raw) || written.contains(info.getPropertyName())
                ? "the name of " + raw.getName() + " in JSON does not lead back to it, or is also a member"
                : null;
    }

    // ---- a value that is written as its only field ----

    private Form ofValue(AnnotatedMember accessor, SeenReader reader) {
        JavaType value = accessor.getType();
        List<Field> fields = StateFields.of(raw);
        PlainType content = MapperForms.plain(value);
        boolean only = fields.size() == 1
                && PlainType.of(
                                fields.get(0).getGenericType(),
                                MapperForms.plain(type).bindings())
                        .equals(content);
        boolean named = new Subtypes(mapper, context).info(type) != null;
        boolean own = !raw.isRecord() || isOwn(accessor.getMember());
        return only && own && !named && isMadeOf(value, reader.getValueInstantiator())
                ? new Parts(List.of(new Part("the value", content)))
                : new Refused(raw.getName() + " is written as its @JsonValue, and is not known to be read back from it;"
                        + " it needs one field, of the type of @JsonValue, and a @JsonCreator that takes this type");
    }

    private boolean isMadeOf(JavaType value, ValueInstantiator creator) {
        JavaType delegate = creator.getDelegateType(context.getConfig());
        if (delegate != null) {
            return delegate.equals(value);
        }
        return switch (value.getRawClass().getName()) {
            case "java.lang.String" -> creator.canCreateFromString();
            case "int", "java.lang.Integer" -> creator.canCreateFromInt();
            case "long", "java.lang.Long" -> creator.canCreateFromLong() && !creator.canCreateFromInt();
            case "boolean", "java.lang.Boolean" -> creator.canCreateFromBoolean();
            default -> false;
        };
    }

    // ---- what Jackson found, which only subclasses see ----

    @SuppressWarnings("serial") // never serialised
    private static final class SeenWriter extends BeanSerializer {

        SeenWriter(BeanSerializer seen) {
            super(seen);
        }

        boolean isPlain() {
            return _propertyFilterId == null && _objectIdWriter == null && _typeId == null;
        }

        List<BeanPropertyWriter> members() {
            return List.of(_props);
        }
    }

    @SuppressWarnings("serial") // never serialised
    private static final class SeenMember extends BeanPropertyWriter {

        SeenMember(BeanPropertyWriter seen) {
            super(seen);
        }

        boolean isPlain() {
            boolean nulls = _nullSerializer == null
                    || _nullSerializer.getClass() == NullSerializer.class
                    || _nullSerializer.getClass() == AbsentOptional.class;
            return nulls && _suppressableValue == null; // views count only if one is active
        }

        boolean leavesOutNull() {
            return _suppressNulls;
        }
    }

    @SuppressWarnings("serial") // never serialised
    private static final class SeenReader extends BeanDeserializer {

        SeenReader(BeanDeserializerBase seen) {
            super(seen);
        }

        boolean isPlain() {
            return Stream.of(
                                    _injectables,
                                    _anySetter,
                                    _includableProps,
                                    _unwrappedPropertyHandler,
                                    _externalTypeIdHandler,
                                    _objectIdReader)
                            .noneMatch(Objects::nonNull)
                    && !_valueInstantiator.canCreateUsingDelegate()
                    && !_valueInstantiator.canCreateUsingArrayDelegate();
        }

        boolean skips(String name) {
            return _ignoreAllUnknown || (_ignorableProps != null && _ignorableProps.contains(name));
        }
    }
}
