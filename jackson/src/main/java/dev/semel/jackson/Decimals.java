// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.NumberDeserializers.BigDecimalDeserializer;
import dev.semel.json.type.DecimalText;
import java.io.IOException;
import java.io.Serial;
import java.math.BigDecimal;

/**
 * A module that lets a mapper read each decimal number that it writes, also as the name of a map's member. Jackson's
 * own reading fails where the exponent is beyond an {@code int}, which {@link BigDecimal#toString} writes for scales
 * near the limits. Deserializers of the user stay as they are.
 */
final class Decimals extends Module {

    @Override
    public String getModuleName() {
        return "semel-decimals";
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    @Override
    public void setupModule(SetupContext context) {
        context.addBeanDeserializerModifier(new Modifier());
    }

    private static final class Modifier extends BeanDeserializerModifier {

        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> found) {
            return found.getClass() == BigDecimalDeserializer.class ? new Reader() : found;
        }

        @Override
        public KeyDeserializer modifyKeyDeserializer(
                DeserializationConfig config, JavaType type, KeyDeserializer found) {
            return type.getRawClass() == BigDecimal.class && MapperForms.isOfJackson(found) ? new Name() : found;
        }
    }

    private static final class Reader extends BigDecimalDeserializer {

        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public BigDecimal deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                return super.deserialize(parser, context);
            } catch (NumberFormatException e) {
                return DecimalText.parse(parser.getText());
            }
        }
    }

    private static final class Name extends KeyDeserializer {

        @Override
        public Object deserializeKey(String name, DeserializationContext context) throws IOException {
            try {
                return DecimalText.parse(name);
            } catch (NumberFormatException e) {
                return context.handleWeirdKey(BigDecimal.class, name, "not a decimal number");
            }
        }
    }
}
