package dev.replyloop.trial.demo;

import java.util.List;

/** All that can be said: the texts under {@code resources/demo}, read and checked. */
record Script(Cast cast, Phrasebook phrases, Handwriting handwriting, List<Subject> subjects) {

    private static final List<String> SUBJECTS = List.of(
            "delivery-late",
            "refund",
            "cancel-subscription",
            "password-reset",
            "returns",
            "damaged-item",
            "invoice",
            "payment-declined",
            "promo-code",
            "address-change",
            "app-crash",
            "warranty",
            "gift-card",
            "stock-question",
            "data-privacy");

    static Script load() {
        return new Script(
                Cast.load(),
                Phrasebook.load(),
                Handwriting.load(),
                SUBJECTS.stream().map(SubjectFile::read).toList());
    }

    /** AI replies that help with other subjects, each always in the same words. */
    List<Template> fixedRepliesBeside(Subject subject) {
        return subjects.stream()
                .filter(other -> other != subject)
                .flatMap(other -> other.situations(StoryArc.Stretch.EVERYDAY).stream())
                .flatMap(situation -> situation.good().stream())
                .filter(Template::isFixed)
                .toList();
    }

    /** The text in full, its slots filled with facts and, where there is no such fact, with a phrase. */
    String say(Template template, Facts facts, Dice dice) {
        return template.render(dice, slot -> {
            String fact = facts.value(slot);
            return fact == null ? say(phrases.pick(slot, dice), facts, dice) : fact;
        });
    }
}
