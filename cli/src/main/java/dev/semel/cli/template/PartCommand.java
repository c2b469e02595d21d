// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.template;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Commands that print one part of a deployment, or the whole stack: {@code semel template table} and its siblings. */
@Command(
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:the template was printed", "2:the command line is wrong"})
final class PartCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private TemplateOptions options = new TemplateOptions();

    private final List<TemplatePart> parts;

    PartCommand(TemplatePart... parts) {
        this.parts = List.of(parts);
    }

    /** {@return the command that prints everything together} */
    static PartCommand stack() {
        return new PartCommand(TemplatePart.ofStack().toArray(new TemplatePart[0]));
    }

    @Override
    public void run() {
        try {
            spec.commandLine().getOut().print(text(options.settings()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    private String text(TemplateSettings settings) {
        return switch (options.format()) {
            case CLOUDFORMATION -> new CloudFormationText(settings, parts).text();
            case TERRAFORM -> new TerraformText(settings, parts).text();
            case JSON -> {
                if (parts.contains(TemplatePart.FUNCTION)) {
                    yield new ParameterText(settings).text(TemplatePart.FUNCTION);
                }
                yield new ParameterText(settings).text(parts.get(0));
            }
        };
    }
}
