package dev.replyloop.trial.demo;

import dev.replyloop.trial.demo.Moment.Turn;
import dev.replyloop.trial.demo.Verdicts.Verdict;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Tells what was said at a moment. Each message has dice of its own, so any moment can be told by itself. */
final class Conversations {

    private static final List<Integer> AGENTS = List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    private static final int FULL_TIME = 7;

    /** Salts, so that what one set of dice decides leaves the others alone. */
    private static final long TEXTS = 2;

    private static final long IDENTITIES = 3;
    private static final long GAPS = 4;

    private final LocalDate firstDay;
    private final Script script;
    private final StoryArc arc;
    private final CustomerMessages customerMessages;
    private final Verdicts verdicts;

    Conversations(LocalDate firstDay, Script script, StoryArc arc) {
        this.firstDay = firstDay;
        this.script = script;
        this.arc = arc;
        customerMessages = new CustomerMessages(script);
        verdicts = new Verdicts(script, arc);
    }

    DemoFeedback feedbackAt(Moment moment) {
        Dice dice = Dice.seededWith(TEXTS, moment.day(), moment.number());
        Matter matter = matterAt(moment, dice);
        String message = customerMessages.write(matter, dice);
        Verdict verdict = verdictAt(moment, matter, dice);

        Dice gaps = Dice.seededWith(GAPS, moment.day(), moment.number());
        return new DemoFeedback(
                messageId(moment),
                message,
                verdict.aiReply(),
                verdict.useful(),
                verdict.agentReply(),
                verdict.reason(),
                verdict.comment(),
                gaps.chance(0.015) ? null : agentId(gaps),
                gaps.chance(0.02) ? null : moment.channel().label(),
                gaps.chance(0.015) ? null : matter.model(),
                moment.occurredAt());
    }

    /** What is talked about at a moment: "Refund / refund not arrived". */
    String situationAt(Moment moment) {
        Matter matter = matterAt(moment, Dice.seededWith(TEXTS, moment.day(), moment.number()));
        return matter.subject().title() + " / " + matter.situation().name();
    }

    private Matter matterAt(Moment moment, Dice dice) {
        Subject subject = arc.pickSubject(moment.day(), dice);
        Situation situation = arc.pickSituation(subject, moment.day(), dice);
        String model = arc.pickModel(moment.day(), dice);
        Facts facts = Facts.draw(script.cast(), firstDay, firstDay.plusDays(moment.day()), dice);
        return new Matter(subject, situation, moment.channel(), model, facts);
    }

    private Verdict verdictAt(Moment moment, Matter matter, Dice dice) {
        if (moment.turn() == Turn.ONLY) {
            return verdicts.draw(matter, dice);
        }
        Verdict first = verdicts.drawFirstOfTwo(matter, dice);
        return moment.turn() == Turn.FIRST ? first : verdicts.drawSecondAfter(first, matter, dice);
    }

    /** Of version 4. It hangs on the dates too, so that two tellings with different anchor days never share an id. */
    private UUID messageId(Moment moment) {
        Dice dice = Dice.seededWith(IDENTITIES, firstDay.toEpochDay(), moment.day(), moment.number());
        long high = dice.nextLong() & ~0xF000L | 0x4000L;
        long low = dice.nextLong() >>> 2 | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static String agentId(Dice dice) {
        return "agent-%02d".formatted(dice.pick(AGENTS, agent -> agent <= FULL_TIME ? 2 : 1));
    }
}
