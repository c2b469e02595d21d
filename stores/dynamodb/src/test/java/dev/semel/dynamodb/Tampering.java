// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Random changes of stored items that DynamoDB accepts. The same seed makes the same changes. */
final class Tampering {

    private static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "1",
            "2",
            "1.5",
            "2147483647",
            "2147483648",
            "253402300800",
            "253402300799999",
            "31556889864403199",
            "9223372036854775806",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "99999999999999999999999999999999999999",
            "1E-130");
    private static final List<String> TEXTS = List.of(
            "",
            "/",
            ":",
            "COMPLETED",
            "INPROGRESS",
            "UNKNOWN",
            "success",
            "missing",
            "side",
            "overflow",
            "inline",
            "none",
            "\0",
            "AAAAAAAAAAEAAAAAAAAAAg/",
            "AAAAAAAAAAEAAAAAAAAAAg/x",
            "../..",
            "1");

    private final Random random;

    Tampering(long seed) {
        this.random = new Random(seed);
    }

    /** {@return the item with one to three changes, its key unchanged} */
    Map<String, AttributeValue> change(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> changed = new HashMap<>(item);
        for (int i = random.nextInt(3); i >= 0; i--) {
            List<String> names = new ArrayList<>(new TreeSet<>(changed.keySet()));
            names.remove("id");
            changeOne(changed, names);
        }
        return changed;
    }

    private void changeOne(Map<String, AttributeValue> map, List<String> names) {
        String name = names.isEmpty() ? "new" : names.get(random.nextInt(names.size()));
        switch (random.nextInt(8)) {
            case 0 -> map.remove(name);
            case 1 -> map.put(anyName(), anyValue(2));
            default -> map.put(name, change(map.getOrDefault(name, anyValue(2))));
        }
    }

    private String anyName() {
        Attribute[] all = Attribute.values();
        Attribute attribute = all[1 + random.nextInt(all.length - 1)];
        return random.nextInt(4) == 0 ? List.of("v", "p", "a", "t").get(random.nextInt(4)) : attribute.defaultName();
    }

    private AttributeValue change(AttributeValue value) {
        if (random.nextInt(3) == 0) {
            return anyValue(2);
        }
        return switch (value.type()) {
            case S -> AttributeValue.fromS(changeText(value.s()));
            case N -> AttributeValue.fromN(NUMBERS.get(random.nextInt(NUMBERS.size())));
            case L -> AttributeValue.fromL(changeList(value.l()));
            case M -> {
                Map<String, AttributeValue> map = new HashMap<>(value.m());
                changeOne(map, new ArrayList<>(new TreeSet<>(map.keySet())));
                yield AttributeValue.fromM(map);
            }
            case B, SS, NS, BS, BOOL, NUL, UNKNOWN_TO_SDK_VERSION -> anyValue(2);
        };
    }

    private String changeText(String text) {
        int at = text.isEmpty() ? 0 : random.nextInt(text.length());
        return switch (random.nextInt(4)) {
            case 0 -> TEXTS.get(random.nextInt(TEXTS.size()));
            case 1 -> text.substring(0, at);
            case 2 -> text + TEXTS.get(random.nextInt(TEXTS.size()));
            default -> text.substring(0, at) + "A" + text.substring(Math.min(text.length(), at + 1));
        };
    }

    private List<AttributeValue> changeList(List<AttributeValue> list) {
        List<AttributeValue> changed = new ArrayList<>(list);
        if (changed.isEmpty() || random.nextInt(4) == 0) {
            changed.add(anyValue(2));
        } else if (random.nextInt(4) == 0) {
            changed.remove(random.nextInt(changed.size()));
        } else {
            int at = random.nextInt(changed.size());
            changed.set(at, change(changed.get(at)));
        }
        return changed;
    }

    private AttributeValue anyValue(int depth) {
        return switch (random.nextInt(depth == 0 ? 7 : 9)) {
            case 0 -> AttributeValue.fromS(TEXTS.get(random.nextInt(TEXTS.size())));
            case 1 -> AttributeValue.fromN(NUMBERS.get(random.nextInt(NUMBERS.size())));
            case 2 -> AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {1, (byte) random.nextInt(256)}));
            case 3 -> AttributeValue.fromBool(random.nextBoolean());
            case 4 -> AttributeValue.fromNul(true);
            case 5 -> AttributeValue.fromSs(List.of("a", "b"));
            case 6 -> AttributeValue.fromNs(List.of("1", "2"));
            case 7 -> AttributeValue.fromL(List.of(anyValue(depth - 1)));
            default -> AttributeValue.fromM(Map.of(anyName(), anyValue(depth - 1)));
        };
    }
}
