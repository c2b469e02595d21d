// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import dev.semel.cli.local.InputFile;
import dev.semel.json.JsonException;
import dev.semel.json.JsonTextFingerprinter;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyKey;
import dev.semel.operate.Explainer;
import dev.semel.operate.Explanation;
import dev.semel.operate.ExplanationText;
import dev.semel.operate.RecordName;
import dev.semel.operate.Situation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code semel explain}: one key in words. It changes nothing. */
@Command(
        name = "explain",
        description = "Explains one key: what happened, what the next duplicate is told and why, and what to do. "
                + "Changes nothing.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:the key was explained",
            "1:the store holds no record of the key",
            "2:the command line is wrong",
            "3:the store gave no answer"
        })
final class ExplainCommand extends OperatorCommand {

    @Mixin
    private KeyOptions keyOptions = new KeyOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private ResultOptions results = new ResultOptions();

    @Option(
            names = "--payload",
            paramLabel = "FILE",
            description =
                    "A JSON payload, to tell what a call with it gets. Its fingerprint is that of the JSON codec.")
    private Optional<Path> payload = Optional.empty();

    @Option(
            names = "--fingerprint",
            paramLabel = "ALGORITHM:VALUE",
            description = "The fingerprint of a payload, as the operation makes it, to tell what a call with it gets.")
    private String fingerprint = "";

    @Option(
            names = "--effect",
            paramLabel = "NAME",
            description = "An effect whose key is shown too. Those of recovery points are shown in any case.")
    private List<String> effects = new ArrayList<>();

    ExplainCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run(StoreOptions.OpenedStore opened) {
        Explainer explainer = Explainer.of(opened.store(), context.clock(), storeOptions.timeout());
        List<RecordName> names = keyOptions.names(context);
        Optional<Fingerprint> asked = asked();
        Explanation explanation = explained(explainer, names, 0, asked);
        for (int i = 1; i < names.size() && explanation.situation() == Situation.ABSENT; i++) {
            Explanation older = explained(explainer, names, i, asked);
            explanation = older.situation() == Situation.ABSENT ? explanation : older;
        }
        print(explanation);
        return explanation.situation() == Situation.ABSENT ? REFUSED : DONE;
    }

    private Explanation explained(Explainer explainer, List<RecordName> names, int index, Optional<Fingerprint> asked) {
        RecordName name = names.get(index);
        IdempotencyKey typed = name.intent().orElse(null);
        return explainer.explain(
                name,
                typed == null
                        ? asked
                        : asked.map(
                                plain -> keyOptions.identityOf(index, context).keyed(plain, typed)));
    }

    private void print(Explanation explanation) {
        Optional<String> result = results.text(explanation, context);
        if (output.isJson()) {
            out().println(ExplanationJson.of(explanation, effects, result));
            return;
        }
        List<String> lines = ExplanationText.of(explanation, effects).lines();
        out().println(lines.get(0));
        OutputOptions.headline(out(), lines.get(1));
        lines.subList(2, lines.size()).forEach(out()::println);
        result.ifPresent(text -> out().println("  result            " + text));
    }

    private Optional<Fingerprint> asked() {
        try {
            if (payload.isPresent()) {
                return Optional.of(JsonTextFingerprinter.create().fingerprint(InputFile.bytes(payload.get())));
            }
            int colon = fingerprint.indexOf(':');
            return fingerprint.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Fingerprint(
                            fingerprint.substring(0, Math.max(colon, 0)), fingerprint.substring(colon + 1)));
        } catch (IOException e) {
            throw new RefusedException(
                    "--payload: the file cannot be read, or has more than " + InputFile.MOST_BYTES + " bytes");
        } catch (JsonException e) {
            throw new RefusedException("--payload: the file is no JSON document with a canonical form");
        } catch (IllegalArgumentException e) {
            throw new RefusedException("--fingerprint: " + e.getMessage());
        }
    }
}
