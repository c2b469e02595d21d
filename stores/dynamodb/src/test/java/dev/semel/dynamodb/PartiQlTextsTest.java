// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A statement contains whole numbers and the store's own texts; nothing of a caller or of a stored item. */
class PartiQlTextsTest {

    private final Attributes attributes = new Attributes(Map.of(), null);
    private final PartiQlTexts texts = new PartiQlTexts("records", attributes);

    private static Map<String, AttributeValue> item(String id, String status, String fence) {
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        item.put("id", Values.text(id));
        item.put("status", Values.text(status));
        item.put("fence", AttributeValue.fromN(fence));
        return item;
    }

    private UnchangedCondition seen(String claim, String fence) {
        Map<String, AttributeValue> seen = item("a", "INPROGRESS", fence);
        seen.put("claim", Values.text(claim));
        seen.put("revision", Values.number(1));
        seen.put("format", Values.number(1));
        return UnchangedCondition.of(attributes, seen);
    }

    @Test
    void anInsertContainsItsLiterals() {
        PartiQl insert = texts.insert(item("a", "INPROGRESS", "7"));
        assertThat(insert.text()).isEqualTo("INSERT INTO \"records\" VALUE {'id':?,'status':'INPROGRESS','fence':7}");
        assertThat(insert.parameters()).containsExactly(Values.text("a"));
    }

    @Test
    void theNextInsertHasItsOwnLiteralsAndParameters() {
        texts.insert(item("a", "INPROGRESS", "7"));
        assertThat(texts.insert(item("b", "INPROGRESS", "8")))
                .isEqualTo(new PartiQl(
                        "INSERT INTO \"records\" VALUE {'id':?,'status':'INPROGRESS','fence':8}",
                        List.of(Values.text("b"))));
        assertThat(texts.insert(item("c", "COMPLETED", "8")).text()).contains("'COMPLETED'");
        assertThat(texts.insert(item("d", "other", "8")))
                .isEqualTo(new PartiQl(
                        "INSERT INTO \"records\" VALUE {'id':?,'status':?,'fence':8}",
                        List.of(Values.text("d"), Values.text("other"))));
        Map<String, AttributeValue> longer = item("e", "INPROGRESS", "8");
        longer.put("source", Values.text("f"));
        assertThat(texts.insert(longer).parameters()).containsExactly(Values.text("e"), Values.text("f"));
    }

    @Test
    void theNextSwapHasItsOwnLiteralsAndParameters() {
        Map<String, AttributeValue> set = Map.of("revision", Values.number(2));
        String text = "UPDATE \"records\" SET \"revision\"=%s%s WHERE \"id\"=?"
                + " AND \"claim\"=? AND \"fence\"=%s AND \"revision\"=1 AND \"format\"=1";
        List<AttributeValue> parameters = List.of(Values.text("a"), Values.text("one"));
        assertThat(texts.swap("a", set, List.of(), seen("one", "7")))
                .isEqualTo(new PartiQl(text.formatted("2", "", "7"), parameters));
        assertThat(texts.swap("b", set, List.of(), seen("two", "8")))
                .isEqualTo(new PartiQl(text.formatted("2", "", "8"), List.of(Values.text("b"), Values.text("two"))));
        assertThat(texts.swap("a", Map.of("revision", Values.number(3)), List.of(), seen("one", "8")))
                .isEqualTo(new PartiQl(text.formatted("3", "", "8"), parameters));
        assertThat(texts.swap("a", Map.of("revision", Values.number(3)), List.of("earlier"), seen("one", "8")))
                .isEqualTo(new PartiQl(text.formatted("3", " REMOVE \"earlier\"", "8"), parameters));
    }

    /** Conditions on items of another library have one text and names of their own. */
    @Test
    void theNextSwapHasItsOwnNames() {
        Map<String, AttributeValue> set = Map.of("revision", Values.number(2));
        for (String name : List.of("zone", "region", "zone")) {
            UnchangedCondition foreign = new UnchangedCondition(
                    "#seen_0 = :seen_0", Map.of("#seen_0", name), Map.of(":seen_0", Values.text(name)));
            assertThat(texts.swap("a", set, List.of(), foreign))
                    .isEqualTo(new PartiQl(
                            "UPDATE \"records\" SET \"revision\"=2 WHERE \"id\"=? AND \"" + name + "\"=?",
                            List.of(Values.text("a"), Values.text(name))));
        }
    }

    /** Also an answer that somebody tampered with may only be a parameter. */
    @ParameterizedTest
    @ValueSource(strings = {"1 OR 1=1", "-1", "1.5", "1e3", "", "1234567890123456789", "\u0661"})
    void aNumberThatIsNotWholeIsAParameter(String number) {
        assertThat(texts.insert(item("a", "INPROGRESS", number)))
                .isEqualTo(new PartiQl(
                        "INSERT INTO \"records\" VALUE {'id':?,'status':'INPROGRESS','fence':?}",
                        List.of(Values.text("a"), AttributeValue.fromN(number))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"inprogress", "INPROGRESS'", "' OR 'a'='a", "7", "?", ""})
    void aTextOfSomebodyElseIsAParameter(String status) {
        assertThat(texts.insert(item("a", status, "7")))
                .isEqualTo(new PartiQl(
                        "INSERT INTO \"records\" VALUE {'id':?,'status':?,'fence':7}",
                        List.of(Values.text("a"), Values.text(status))));
    }
}
