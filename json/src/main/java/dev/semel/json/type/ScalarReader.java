// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.type;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.NumberInput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A reader of numbers, truth values and texts with the leniency of Jackson's default mapper: a number or a truth value
 * may be a text, an empty one is null, and a text may be any scalar. Thread-safe.
 */
enum ScalarReader implements PlainReader {
    BYTE {
        @Override
        Object number(JsonParser parser) throws IOException {
            return parser.getByteValue();
        }

        @Override
        Object parsed(String text, JsonParser parser) throws IOException {
            return (byte) between(NumberInput.parseInt(text), Byte.MIN_VALUE, 255, parser);
        }
    },
    SHORT {
        @Override
        Object number(JsonParser parser) throws IOException {
            return parser.getShortValue();
        }

        @Override
        Object parsed(String text, JsonParser parser) throws IOException {
            return (short) between(NumberInput.parseInt(text), Short.MIN_VALUE, Short.MAX_VALUE, parser);
        }
    },
    INTEGER {
        @Override
        Object number(JsonParser parser) throws IOException {
            return parser.currentToken() == JsonToken.VALUE_NUMBER_INT ? parser.getIntValue() : parser.getValueAsInt();
        }

        @Override
        Object parsed(String text, JsonParser parser) throws IOException {
            return text.length() > 9
                    ? (int) between(NumberInput.parseLong(text), Integer.MIN_VALUE, Integer.MAX_VALUE, parser)
                    : NumberInput.parseInt(text);
        }
    },
    LONG {
        @Override
        Object number(JsonParser parser) throws IOException {
            return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                    ? parser.getLongValue()
                    : parser.getValueAsLong();
        }

        @Override
        Object parsed(String text, JsonParser parser) {
            return NumberInput.parseLong(text);
        }
    },
    FLOAT {
        @Override
        Object number(JsonParser parser) throws IOException {
            return parser.getFloatValue();
        }

        @Override
        Object parsed(String text, JsonParser parser) throws IOException {
            return NumberInput.parseFloat(decimal(text, parser), false);
        }
    },
    DOUBLE {
        @Override
        Object number(JsonParser parser) throws IOException {
            return parser.getDoubleValue();
        }

        @Override
        Object parsed(String text, JsonParser parser) throws IOException {
            return NumberInput.parseDouble(decimal(text, parser), false);
        }
    },
    /** A primitive {@code double}, whose texts Jackson takes as Java's parser does. */
    PRIMITIVE_DOUBLE {
        @Override
        Object number(JsonParser parser) throws IOException {
            return parser.getDoubleValue();
        }

        @Override
        Object parsed(String text, JsonParser parser) {
            return NumberInput.parseDouble(text, false);
        }
    },
    BIG_INTEGER {
        @Override
        Object number(JsonParser parser) throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                return parser.getBigIntegerValue();
            }
            BigDecimal fraction = parser.getDecimalValue();
            parser.streamReadConstraints().validateBigIntegerScale(fraction.scale());
            return fraction.toBigInteger();
        }

        @Override
        Object parsed(String text, JsonParser parser) throws IOException {
            parser.streamReadConstraints().validateIntegerLength(text.length());
            return new BigInteger(text);
        }
    },
    BIG_DECIMAL {
        @Override
        Object number(JsonParser parser) throws IOException {
            try {
                return parser.getDecimalValue();
            } catch (NumberFormatException e) { // of an exponent that only this reading knows
                return DecimalText.parse(parser.getText());
            }
        }

        @Override
        Object parsed(String text, JsonParser parser) throws IOException {
            return DecimalText.parse(decimal(text, parser));
        }
    },
    BOOLEAN {
        @Override
        Object number(JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                throw PlainReader.unfit(parser);
            }
            return !parser.getText().equals("0") && !parser.getText().equals("-0");
        }

        @Override
        Object parsed(String text, JsonParser parser) throws IOException {
            return switch (text) {
                case "true", "True", "TRUE" -> true;
                case "false", "False", "FALSE" -> false;
                default -> throw PlainReader.unfit(parser);
            };
        }
    },
    CHARACTER {
        @Override
        Object number(JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                throw PlainReader.unfit(parser);
            }
            return (char) between(parser.getIntValue(), 0, Character.MAX_VALUE, parser);
        }

        @Override
        Object parsed(String text, JsonParser parser) throws IOException {
            throw PlainReader.unfit(parser); // a text of one character is taken as it is
        }
    };

    /** {@return the reader of a class; null if the class is none of these} */
    static @Nullable ScalarReader of(Class<?> type) {
        return switch (type.getName()) {
            case "byte", "java.lang.Byte" -> BYTE;
            case "short", "java.lang.Short" -> SHORT;
            case "int", "java.lang.Integer" -> INTEGER;
            case "long", "java.lang.Long" -> LONG;
            case "float", "java.lang.Float" -> FLOAT;
            case "double" -> PRIMITIVE_DOUBLE;
            case "java.lang.Double" -> DOUBLE;
            case "boolean", "java.lang.Boolean" -> BOOLEAN;
            case "char", "java.lang.Character" -> CHARACTER;
            case "java.math.BigInteger" -> BIG_INTEGER;
            case "java.math.BigDecimal" -> BIG_DECIMAL;
            default -> null;
        };
    }

    abstract Object number(JsonParser parser) throws IOException;

    /** {@return the value of a text that is not blank, without white space around it} */
    abstract Object parsed(String text, JsonParser parser) throws IOException;

    @Override
    public @Nullable Object read(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
            case VALUE_STRING -> ofText(parser.getText(), parser);
            case VALUE_TRUE, VALUE_FALSE -> {
                if (this != BOOLEAN) {
                    throw PlainReader.unfit(parser);
                }
                yield parser.currentToken() == JsonToken.VALUE_TRUE;
            }
            case VALUE_NULL -> null;
            case START_OBJECT, END_OBJECT, START_ARRAY, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw PlainReader.unfit(parser);
        };
    }

    private @Nullable Object ofText(String text, JsonParser parser) throws IOException {
        if (this == CHARACTER && text.length() == 1) {
            return text.charAt(0);
        }
        if (this == DOUBLE || this == PRIMITIVE_DOUBLE || this == FLOAT) {
            Double special = special(text);
            if (special != null) {
                return this == FLOAT ? (Object) special.floatValue() : special;
            }
        }
        String trimmed = text.trim();
        if (trimmed.isEmpty() || trimmed.equals("null")) {
            return null;
        }
        try {
            return parsed(trimmed, parser);
        } catch (NumberFormatException e) {
            throw PlainReader.unfit(parser);
        }
    }

    private static @Nullable Double special(String text) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity", "INF", "+Infinity", "+INF" -> Double.POSITIVE_INFINITY;
            case "-Infinity", "-INF" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
    }

    private static String decimal(String text, JsonParser parser) throws IOException {
        if (!NumberInput.looksLikeValidNumber(text)) {
            throw PlainReader.unfit(parser);
        }
        parser.streamReadConstraints().validateFPLength(text.length());
        return text;
    }

    private static long between(long value, long least, long most, JsonParser parser) throws IOException {
        if (value < least || value > most) {
            throw PlainReader.unfit(parser);
        }
        return value;
    }
}
