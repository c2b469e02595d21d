// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.Waiting;
import dev.semel.platform.jars.JarCache;
import java.io.File;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The shop holds when its events come twice, at once, and when its functions are killed. */
@Tag("slow")
class ReferenceTest {

    private static final Path TEMPLATE = Path.of("template.json");

    @Test
    void everyEffectTakesPlaceOnce() throws Exception {
        List<Path> classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .toList();
        JarCache cache = JarCache.of(System.getenv(), Path.of(System.getProperty("user.home")));
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        try (LocalShop shop = LocalShop.start(TEMPLATE, classPath, cache, told::add);
                ShopStory story = new ShopStory(shop, told::add, InstantSource.system(), Waiting.sleeping())) {
            story.tell();

            assertThat(new ShopReport(shop, story.orders()).broken()).isEmpty();
            assertThat(ShopAlarms.read(shop))
                    .hasSize(37)
                    .filteredOn(ShopAlarms.State::isOn)
                    .extracting(alarm -> alarm.subject() + " " + alarm.metric())
                    .contains("charge Quarantines")
                    .isSubsetOf("charge Quarantines", "charge TakeOvers");
        }
        assertThat(told).anyMatch(line -> line.contains("QUARANTINED: it is unknown what happened"));
    }
}
