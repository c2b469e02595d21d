// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.model.Blob;
import dev.semel.model.LengthPrefixed;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdentityPartsTest {

    @Test
    void absentEmptyAndPresentPartsDiffer() {
        assertThat(LengthPrefixed.joinOptional("a", null, "")).isEqualTo("2:=a|1:-|1:=");
        assertThat(LengthPrefixed.joinOptional("-")).isNotEqualTo(LengthPrefixed.joinOptional((Object) null));
        assertThat(LengthPrefixed.joinOptional("a", "b")).isNotEqualTo(LengthPrefixed.joinOptional("a|2:=b"));
    }

    @Test
    void attributesAreComparedWhateverTheirOrder() {
        MessageAttribute text = new MessageAttribute("String", "c2VtZWw=", null);
        MessageAttribute binary = new MessageAttribute("String", null, Blob.utf8("semel"));
        assertThat(MessageAttribute.contentOf(Map.of("a", text, "b", binary)))
                .isEqualTo("2:=a|7:=String|9:=c2VtZWw=|1:-|2:=b|7:=String|1:-|9:=c2VtZWw=");
        assertThat(MessageAttribute.contentOf(Map.of("a", text)))
                .isNotEqualTo(MessageAttribute.contentOf(Map.of("a", binary)));
    }

    @Test
    void valuesValidateTheirParts() {
        assertThatThrownBy(() -> new MessageAttribute("String", null, null)).hasMessageContaining("text or binary");
        assertThatThrownBy(() -> new MessageAttribute("", "x", null)).hasMessage("type is empty");
        assertThatThrownBy(() -> new DeliveredItem.Readable<>("", null, "x")).hasMessage("itemId is empty");
        assertThatThrownBy(() -> new DeliveredItem.Readable<>("1", "", "x")).hasMessage("group is empty");
    }
}
