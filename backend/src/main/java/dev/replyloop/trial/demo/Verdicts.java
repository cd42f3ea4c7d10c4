package dev.replyloop.trial.demo;

import java.util.List;
import java.util.regex.Pattern;

/** What the AI suggests, what the agent thinks of it, and what the agent sends instead. */
final class Verdicts {

    private static final double OVERRIDDEN = 0.68;
    private static final double COMMENTED = 0.13;
    private static final double COMMENTED_WHEN_IT_BURNS = 0.24;

    private static final Pattern GREETED = Pattern.compile("(Hi|Hello|Dear) ");

    private final Script script;
    private final StoryArc arc;

    Verdicts(Script script, StoryArc arc) {
        this.script = script;
        this.arc = arc;
    }

    record Verdict(String aiReply, boolean useful, String agentReply, String reason, String comment) {}

    Verdict draw(Matter matter, Dice dice) {
        double usefulness = arc.usefulness(matter.subject(), matter.situation(), matter.channel(), matter.model());
        return dice.chance(usefulness) ? useful(matter, dice) : rejected(matter, dice.chance(OVERRIDDEN), dice);
    }

    /** The agent rejects the first AI reply and asks for another one. */
    Verdict drawFirstOfTwo(Matter matter, Dice dice) {
        return rejected(matter, false, dice);
    }

    Verdict drawSecondAfter(Verdict first, Matter matter, Dice dice) {
        Verdict second;
        do {
            second = draw(matter, dice);
        } while (second.aiReply().equals(first.aiReply()));
        return second;
    }

    private Verdict useful(Matter matter, Dice dice) {
        String aiReply = good(matter, dice);
        String agentReply = dice.chance(0.02) ? aiReply + " " + phrase("offer", matter, dice) : null;
        String comment = dice.chance(0.012) ? phrase("praise", matter, dice) : null;
        return new Verdict(aiReply, true, agentReply, null, comment);
    }

    private Verdict rejected(Matter matter, boolean overridden, Dice dice) {
        if (!matter.isOutOfTheOrdinary()) {
            if (dice.chance(0.04)) {
                return rightButRejected(matter, dice);
            }
            if (dice.chance(0.06)) {
                return misread(matter, overridden, dice);
            }
        }
        return faulty(matter, overridden, dice);
    }

    private Verdict rightButRejected(Matter matter, Dice dice) {
        String comment = dice.chance(0.5) ? phrase("shrug", matter, dice) : null;
        return new Verdict(good(matter, dice), false, null, comment == null ? null : "OTHER", comment);
    }

    /** The AI answers what nobody asked. */
    private Verdict misread(Matter matter, boolean overridden, Dice dice) {
        String aiReply = say(dice.pick(script.fixedRepliesBeside(matter.subject())), matter, dice);
        String agentReply = overridden ? signed(greeted(good(matter, dice), matter, dice), matter, dice) : null;
        return new Verdict(aiReply, false, agentReply, "IRRELEVANT", null);
    }

    private Verdict faulty(Matter matter, boolean overridden, Dice dice) {
        Situation situation = matter.situation();
        Fault fault = dice.pick(situation.faults(), each -> arc.weight(each, situation, matter.model()));
        String aiReply = tidy(say(dice.pick(fault.aiReplies()), matter, dice));
        String agentReply = overridden ? agentReply(fault, aiReply, matter, dice) : null;
        String reason = dice.chance(0.08) ? null : fault.reason();
        double commented = matter.isOutOfTheOrdinary() ? COMMENTED_WHEN_IT_BURNS : COMMENTED;
        String comment = dice.chance(commented) && !fault.comments().isEmpty()
                ? say(dice.pick(fault.comments()), matter, dice)
                : null;
        return new Verdict(aiReply, false, agentReply, reason, comment);
    }

    private String agentReply(Fault fault, String aiReply, Matter matter, Dice dice) {
        boolean mends = fault.isMendable() && (fault.agentReplies().isEmpty() || dice.chance(0.5));
        return mends ? mended(fault, aiReply, matter, dice) : tidy(say(dice.pick(fault.agentReplies()), matter, dice));
    }

    private String mended(Fault fault, String aiReply, Matter matter, Dice dice) {
        String text = aiReply;
        for (Fault.Fix fix : fault.fixes()) {
            text = text.replace(say(fix.wrong(), matter, dice), say(fix.right(), matter, dice));
        }
        if (!fault.additions().isEmpty()) {
            text += " " + say(dice.pick(fault.additions()), matter, dice);
        }
        return tidy(signed(greeted(text, matter, dice), matter, dice));
    }

    private String greeted(String text, Matter matter, Dice dice) {
        boolean isGreeted = GREETED.matcher(text).lookingAt();
        return isGreeted || dice.chance(0.35) ? text : phrase("hi", matter, dice) + text;
    }

    private String signed(String text, Matter matter, Dice dice) {
        return switch (dice.between(0, 5)) {
            case 0, 1 -> text + phrase("bye", matter, dice);
            case 2 -> text + " " + phrase("offer", matter, dice);
            default -> text;
        };
    }

    private String good(Matter matter, Dice dice) {
        List<Template> good = matter.situation().good();
        return tidy(say(dice.pick(good), matter, dice));
    }

    private static String tidy(String text) {
        return Wording.withCapitalParagraphs(text);
    }

    private String phrase(String key, Matter matter, Dice dice) {
        return say(script.phrases().pick(key, dice), matter, dice);
    }

    private String say(Template template, Matter matter, Dice dice) {
        return script.say(template, matter.facts(), dice);
    }
}
