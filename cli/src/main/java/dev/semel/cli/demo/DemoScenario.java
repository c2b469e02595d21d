// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import java.util.concurrent.CountDownLatch;

/** A sequence of deliveries that an at-least-once platform may produce. */
enum DemoScenario {
    ONCE("delivered once") {
        @Override
        void play(Stage stage, DemoFile file) throws InterruptedException {
            stage.deliver(stage.upload(file.key(), file.content()));
        }
    },

    TWICE("delivered twice") {
        @Override
        void play(Stage stage, DemoFile file) throws InterruptedException {
            Upload upload = stage.upload(file.key(), file.content());
            stage.deliver(upload);
            stage.deliver(upload);
        }
    },

    AT_ONCE("two at the same time") {
        @Override
        void play(Stage stage, DemoFile file) throws InterruptedException {
            Upload upload = stage.upload(file.key(), file.content());
            Fate meeting = new Fate.Meets(new CountDownLatch(2));
            DemoDelivery one = stage.start(upload, meeting);
            DemoDelivery other = stage.start(upload, meeting);
            one.end();
            other.end();
            stage.redeliver(upload, one);
            stage.redeliver(upload, other);
        }
    },

    CRASH_AFTER_EFFECT("crash after the effect") {
        @Override
        void play(Stage stage, DemoFile file) throws InterruptedException {
            Upload upload = stage.upload(file.key(), file.content());
            stage.redeliver(upload, stage.start(upload, new Fate.Crashes(Fate.Point.AFTER_EFFECT)));
        }
    },

    CRASH_BEFORE_EFFECT("crash before the effect") {
        @Override
        void play(Stage stage, DemoFile file) throws InterruptedException {
            Upload upload = stage.upload(file.key(), file.content());
            stage.redeliver(upload, stage.start(upload, new Fate.Crashes(Fate.Point.BEFORE_EFFECT)));
        }
    },

    FREEZE("freeze past the lease") {
        @Override
        void play(Stage stage, DemoFile file) throws InterruptedException {
            Upload upload = stage.upload(file.key(), file.content());
            CountDownLatch thaw = new CountDownLatch(1);
            DemoDelivery frozen = stage.start(upload, new Fate.Freezes(Fate.Point.BEFORE_EFFECT, thaw));
            stage.redeliver(upload, frozen);
            thaw.countDown();
            frozen.end();
        }
    },

    NEW_CONTENT("new content, same key") {
        @Override
        void play(Stage stage, DemoFile file) throws InterruptedException {
            stage.deliver(stage.upload(file.key(), file.content()));
            stage.deliver(stage.upload(file.key(), file.changed()));
        }
    };

    private final String title;

    DemoScenario(String title) {
        this.title = title;
    }

    /** {@return the name in tables} */
    String title() {
        return title;
    }

    /** Uploads a file, and delivers its events in this sequence. */
    abstract void play(Stage stage, DemoFile file) throws InterruptedException;
}
