// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A proof as a JSON document. */
final class ProofDocument {

    private static final JsonMapper MAPPER = new JsonMapper();

    private ProofDocument() {}

    /** {@return the document, over several lines} */
    static String json(Proof proof) {
        ObjectNode document = MAPPER.createObjectNode();
        switch (proof) {
            case Proof.Held held -> {
                document.put("verdict", "held");
                steps(document.putArray("history"), held.history());
            }
            case Proof.Broken broken -> addBroken(document, broken);
            case Proof.Unfinished unfinished ->
                document.put("verdict", "unfinished").put("missing", unfinished.missing());
        }
        addCoverage(document.putObject("coverage"), proof.coverage());
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The report cannot be written as JSON", e);
        }
    }

    private static void addBroken(ObjectNode document, Proof.Broken broken) {
        Counterexample found = broken.counterexample();
        document.put("verdict", "broken")
                .put("rule", found.violation().rule())
                .put("seen", found.violation().what())
                .put("hint", found.violation().hint())
                .put("repeat", found.repetition());
        steps(document.putArray("history"), found.history());
        steps(document.putArray("plain"), broken.plain());
    }

    private static void steps(ArrayNode target, List<TimelineStep> steps) {
        for (TimelineStep step : steps) {
            ObjectNode node = target.addObject();
            node.put("atMillis", step.at().toMillis()).put("attempt", step.attempt());
            ArrayNode actions = node.putArray("actions");
            step.actions()
                    .forEach(action -> actions.addObject()
                            .put("text", action.text())
                            .put("service", action.service())
                            .put("line", action.line())
                            .put("deviates", action.deviates()));
        }
    }

    private static void addCoverage(ObjectNode target, Coverage coverage) {
        Reach reach = coverage.reach();
        target.put("systematic", coverage.systematic())
                .put("deviations", coverage.deviations())
                .put("complete", coverage.complete())
                .put("declared", reach.declared())
                .put("extent", coverage.extent().name())
                .put("pruned", coverage.pruned())
                .put("givenUp", coverage.givenUp())
                .put("random", coverage.random())
                .put("seed", coverage.seed())
                .put("tookMillis", coverage.took().toMillis())
                .put("source", reach.source().kind().name())
                .put("batchSize", reach.source().batchSize())
                .put("tries", reach.source().tries())
                .put("sending", reach.sending().kind().name())
                .put("events", reach.events())
                .put("copies", reach.copies())
                .put("concurrency", reach.concurrency())
                .put("points", reach.points());
        ObjectNode troubles = target.putObject("troubles");
        reach.troubles().forEach(troubles::put);
        ArrayNode keys = target.putArray("sameKey");
        reach.sameKey().forEach(subjects -> subjects.forEach(keys.addArray()::add));
        reach.unjudged().forEach(target.putArray("unjudged")::add);
        reach.accepted().forEach(target.putArray("accepted")::add);
    }
}
