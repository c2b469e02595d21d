// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import dev.semel.operate.Change;
import dev.semel.operate.Explainer;
import dev.semel.operate.Explanation;
import dev.semel.operate.ExplanationText;
import dev.semel.operate.Operator;
import dev.semel.operate.Plan;
import dev.semel.operate.Planner;
import dev.semel.operate.RecordName;
import dev.semel.operate.Situation;
import java.util.List;
import picocli.CommandLine.Mixin;

/** The shared course of a change of one record: explain, plan, ask, compare-and-swap. */
abstract class ChangeCommand extends OperatorCommand {

    @Mixin
    private KeyOptions keyOptions = new KeyOptions();

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    ChangeCommand(CommandContext context) {
        super(context);
    }

    /** {@return the change of a record that was seen} Called once, before anything is asked or written. */
    abstract Change change(Explanation seen);

    /** {@return what the change means for the next duplicate, in one or two sentences} */
    abstract String consequence(Explanation seen);

    @Override
    final int run(StoreOptions.OpenedStore opened) {
        Explanation seen = seen(opened);
        Change wanted = change(seen);
        Plan plan = Planner.of(ChangeOptions.CLOCK_SKEW)
                .plan(seen, wanted, context.clock().instant());
        if (plan instanceof Plan.Refused refused) {
            return refused(refused.why());
        }
        change.requireSeen(seen);
        OutputOptions.headline(err(), ExplanationText.of(seen, List.of()).headline());
        err().println(consequence(seen));
        if (change.isDryRun()) {
            out().println("1 record would be changed by " + wanted.word() + "; nothing was changed");
            return DONE;
        }
        String reason = change.reason();
        Operator operator = change.operator(opened, storeOptions.timeout(), context);
        if (!change.agreed(context, err(), wanted.word() + " " + seen.name().shown() + "?")) {
            return refused("not confirmed");
        }
        return switch (operator.apply(seen, wanted, reason)) {
            case Operator.Answer.Made made -> {
                out().println("done: " + wanted.word());
                yield DONE;
            }
            case Operator.Answer.Outdated outdated -> refused("the record was changed meanwhile; explain it again");
            case Operator.Answer.Refused late -> refused(late.why());
        };
    }

    private Explanation seen(StoreOptions.OpenedStore opened) {
        Explainer explainer = Explainer.of(opened.store(), context.clock(), storeOptions.timeout());
        List<RecordName> names = keyOptions.names(context);
        for (RecordName name : names) {
            Explanation found = explainer.explain(name);
            if (found.situation() != Situation.ABSENT) {
                return found;
            }
        }
        return explainer.explain(names.get(0));
    }

    private int refused(String why) {
        out().flush();
        err().println(spec.qualifiedName() + ": refused, nothing was changed: " + why);
        return REFUSED;
    }
}
