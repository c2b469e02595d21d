// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * A generator of random JSON trees (of Map, List, String, BigDecimal without trailing zeros, Boolean and null, so that
 * {@code equals} is equality of meaning) that writes one tree in many ways.
 */
@NullMarked
final class JsonTrees {

    private static final String[] PIECES = {
        "a", "b", "ab", "\"", "\\", "/", "\n", "\u0001", "\u007f", "é", "€", "\uFB33", "\uD83D\uDE00", "1", "null", " "
    };

    private final Random random;

    JsonTrees(long seed) {
        this.random = new Random(seed);
    }

    @Nullable
    Object tree(int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 8)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> string();
            case 3, 4 -> number();
            case 5 -> list(depth);
            default -> map(depth);
        };
    }

    private List<@Nullable Object> list(int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(tree(depth - 1));
        }
        return list;
    }

    private Map<String, @Nullable Object> map(int depth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            map.put(string(), tree(depth - 1));
        }
        return map;
    }

    private String string() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private BigDecimal number() {
        BigInteger digits = random.nextInt(3) == 0
                ? new BigInteger(random.nextInt(200), random)
                : BigInteger.valueOf(random.nextInt(20));
        int scale = random.nextInt(4) == 0 ? random.nextInt(60) - 30 : random.nextInt(3);
        BigDecimal number = new BigDecimal(random.nextBoolean() ? digits : digits.negate(), scale);
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    /** {@return a spelling of {@code tree}: order, white space, number layout and escapes at random} */
    String spell(@Nullable Object tree) {
        String text = switch (tree) {
            case null -> "null";
            case String string -> spellString(string);
            case BigDecimal number -> spellNumber(number);
            case List<?> list ->
                "[" + space() + String.join(",", list.stream().map(this::spell).toList()) + "]";
            case Map<?, ?> map -> spellMap(map);
            default -> tree.toString();
        };
        return space() + text + space();
    }

    private String spellMap(Map<?, ?> map) {
        List<String> members = new ArrayList<>();
        map.forEach((name, value) -> members.add(space() + spellString((String) name) + space() + ":" + spell(value)));
        Collections.shuffle(members, random);
        return "{" + space() + String.join(",", members) + "}";
    }

    private String spellString(String string) {
        StringBuilder text = new StringBuilder("\"");
        string.codePoints().forEach(point -> {
            if (point < 0x20 || point == '"' || point == '\\' || random.nextInt(4) == 0) {
                String format = random.nextBoolean() ? "\\u%04x" : "\\u%04X";
                Character.toString(point).chars().forEach(c -> text.append(format.formatted(c)));
            } else {
                text.appendCodePoint(point);
            }
        });
        return text.append('"').toString();
    }

    private String spellNumber(BigDecimal number) {
        BigDecimal padded = number.setScale(number.scale() + random.nextInt(3));
        return switch (random.nextInt(4)) {
            case 0 -> padded.toString();
            case 1 -> padded.toPlainString();
            case 2 -> padded.unscaledValue() + "E" + -padded.scale();
            default -> {
                int shift = random.nextInt(9) - 4;
                yield padded.scaleByPowerOfTen(shift).toPlainString() + "e" + -shift;
            }
        };
    }

    private String space() {
        return random.nextInt(3) == 0 ? " \n\t\r".substring(random.nextInt(4)) : "";
    }
}
