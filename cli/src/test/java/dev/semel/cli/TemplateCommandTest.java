// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TemplateCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), args);
    }

    @Test
    void theSchemaOfADialectIsPrintedForTheTable() {
        assertThat(run("template", "schema", "--dialect", "postgresql", "--table", "once"))
                .isZero();
        assertThat(out.toString())
                .contains("schema version 1, PostgreSQL", "CREATE TABLE IF NOT EXISTS once (", "once_outbox")
                .doesNotContain("${");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void anUnknownDialectIsRefusedWithTheKnownOnes() {
        assertThat(run("template", "schema", "--dialect", "mysql")).isEqualTo(2);
        assertThat(err.toString()).contains("postgresql, mariadb, sqlite and h2");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aTemplateMustBeNamed() {
        assertThat(run("template")).isEqualTo(2);
        assertThat(err.toString()).contains("schema");
    }
}
