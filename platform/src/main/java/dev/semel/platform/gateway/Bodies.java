// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Bodies of requests as members of an event: texts, or base64. */
final class Bodies {

    private Bodies() {}

    /** Puts a body of the payload format 2.0: a type that is no text, such as that of a form, comes as base64. */
    static void put(ObjectNode event, byte[] body, String type) {
        boolean isText = isTextType(type) && isText(body);
        if (body.length > 0) {
            event.put("body", isText ? text(body) : base64(body));
        }
        event.put("isBase64Encoded", body.length > 0 && !isText);
    }

    /** Puts a body of a REST API: base64 where the API names its type as binary, else a text, whatever it is. */
    static void put(ObjectNode event, byte[] body, String type, List<String> binaryTypes) {
        String media = media(type);
        boolean isBinary = body.length > 0
                && binaryTypes.stream()
                        .anyMatch(one -> one.equals("*/*")
                                || one.equals(media)
                                || (one.endsWith("/*") && media.startsWith(one.substring(0, one.length() - 1))));
        if (body.length == 0) {
            event.putNull("body");
        } else {
            event.put("body", isBinary ? base64(body) : text(body));
        }
        event.put("isBase64Encoded", isBinary);
    }

    private static String media(String type) {
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isTextType(String type) {
        String media = media(type);
        return media.isEmpty()
                || media.startsWith("text/")
                || media.endsWith("+json")
                || media.endsWith("+xml")
                || List.of("application/json", "application/xml", "application/javascript")
                        .contains(media);
    }

    private static boolean isText(byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static String base64(byte[] body) {
        return Base64.getEncoder().encodeToString(body);
    }
}
