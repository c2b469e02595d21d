// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.model.ContentFree;
import dev.semel.model.PrintableText;

/**
 * An S3 event has no sequencer, so its duplicates cannot be told from other events of the same object. Nothing was
 * executed. S3 sends sequencers with events that create or delete objects only.
 */
public final class MissingSequencerException extends RuntimeException implements ContentFree {

    private static final long serialVersionUID = 1L;

    private static final String OTHER_TYPE =
            "S3 sends sequencers with s3:ObjectCreated:* and s3:ObjectRemoved:* only: take other event types off this "
                    + "function's notification configuration";

    private static final String HAND_MADE =
            "S3 sends one with each such event: give a hand-made event a sequencer too, such as "
                    + "\"0A1B2C\", another one for each event";

    private MissingSequencerException(String message) {
        super(message);
    }

    static MissingSequencerException constant() {
        return new MissingSequencerException("S3 event notification: its sequencer is the constant of an emulator, so "
                + "different events of one object would share an identity. With an emulator take the key from "
                + "S3Object.versionIdentity(), or from the business data");
    }

    /** Event names come from a fixed set; any other name is cut. */
    static MissingSequencerException of(String path, String eventName) {
        String shown = eventName.length() <= 60 ? eventName : eventName.substring(0, 57) + "...";
        boolean isSent = eventName.startsWith("ObjectCreated")
                || eventName.startsWith("ObjectRemoved")
                || eventName.equals("Object Created")
                || eventName.equals("Object Deleted");
        return new MissingSequencerException(
                "S3 event notification: " + path + " is missing, and without it duplicates of "
                        + PrintableText.shown(shown) + " cannot be told apart. " + (isSent ? HAND_MADE : OTHER_TYPE));
    }
}
