package dev.replyloop.trial.demo;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.trial.demo.StoryArc.Stretch;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScriptTest {

    private static final LocalDate DAY = LocalDate.of(2026, 6, 17);

    private final Script script = Script.load();

    @Test
    void hasAtLeastADozenSubjects() {
        assertTrue(script.subjects().size() >= 12);
        assertEquals(
                script.subjects().size(),
                script.subjects().stream().map(Subject::title).distinct().count());
    }

    @Test
    void letsEachSubjectHappenEveryDayWithSomethingThatGoesWrong() {
        for (Subject subject : script.subjects()) {
            assertFalse(subject.situations(Stretch.EVERYDAY).isEmpty(), subject.title());
            for (Situation situation : subject.situations()) {
                assertTrue(situation.faults().size() >= 2, situation.name());
            }
        }
    }

    @Test
    void hitsOneSubjectInEachStretchOutOfTheOrdinary() {
        for (Stretch stretch : List.of(Stretch.OUTAGE, Stretch.CAMPAIGN)) {
            assertEquals(
                    1,
                    script.subjects().stream()
                            .filter(subject -> subject.isHitBy(stretch))
                            .count());
        }
    }

    /** Rare choices may not occur in one story, so each text is said a hundred times. */
    @Test
    void knowsEverySlotOfEveryText() {
        Facts facts = Facts.draw(script.cast(), DAY.minusDays(89), DAY, Dice.seededWith(1));

        texts().forEach(template -> {
            Dice dice = Dice.seededWith(2);
            for (int time = 0; time < 100; time++) {
                assertDoesNotThrow(() -> script.say(template, facts, dice), template::source);
            }
        });
    }

    private Stream<Template> texts() {
        Stream<Template> ofSubjects = script.subjects().stream()
                .flatMap(subject -> subject.situations().stream())
                .flatMap(ScriptTest::texts);
        return Stream.concat(
                ofSubjects, script.phrases().byKey().values().stream().flatMap(List::stream));
    }

    private static Stream<Template> texts(Situation situation) {
        Stream<Template> said = Stream.of(
                        situation.says(), situation.adds(), situation.asks(), situation.brief(), situation.good())
                .flatMap(List::stream);
        return Stream.concat(said, situation.faults().stream().flatMap(ScriptTest::texts));
    }

    private static Stream<Template> texts(Fault fault) {
        return Stream.concat(
                Stream.of(fault.aiReplies(), fault.additions(), fault.agentReplies(), fault.comments())
                        .flatMap(List::stream),
                fault.fixes().stream().flatMap(fix -> Stream.of(fix.wrong(), fix.right())));
    }
}
