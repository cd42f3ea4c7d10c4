package dev.replyloop.trial.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Writes what a customer writes: a line in the chat, some sentences, or a whole paragraph with its mood. */
final class CustomerMessages {

    private static final Pattern ENDED = Pattern.compile("[.?!]$");

    private final Script script;

    CustomerMessages(Script script) {
        this.script = script;
    }

    String write(Matter matter, Dice dice) {
        String message = dice.chance(briefness(matter.channel())) ? brief(matter, dice) : sentences(matter, dice);
        return switch (matter.channel()) {
            case EMAIL -> dice.chance(0.1) ? script.handwriting().withTypos(message, dice) : message;
            case PHONE -> message;
            case CHAT -> hasty(message, dice);
        };
    }

    private static double briefness(Channel channel) {
        return switch (channel) {
            case EMAIL -> 0.07;
            case CHAT -> 0.5;
            case PHONE -> 0;
        };
    }

    private String hasty(String message, Dice dice) {
        String cased = dice.chance(0.3) ? script.handwriting().inSmallLetters(message) : message;
        return dice.chance(0.25) ? script.handwriting().withTypos(cased, dice) : cased;
    }

    private String brief(Matter matter, Dice dice) {
        String line = say(dice.pick(matter.situation().brief()), matter, dice);
        if (matter.channel() == Channel.EMAIL) {
            return phrase("email-start", matter, dice) + sentence(line) + phrase("email-end", matter, dice);
        }
        return switch (dice.between(0, 5)) {
            case 0 -> "hi, " + line;
            case 1 -> Wording.capitalised(line);
            case 2 -> sentence(line) + " " + phrase("chat-end", matter, dice);
            default -> line;
        };
    }

    private String sentences(Matter matter, Dice dice) {
        Situation situation = matter.situation();
        int details = Math.min(details(matter.channel(), dice), situation.adds().size());
        List<String> sentences = new ArrayList<>();
        sentences.add(say(dice.pick(situation.says()), matter, dice));
        int first = dice.between(0, situation.adds().size() - 1);
        for (int detail = first; detail < first + details; detail++) {
            sentences.add(say(situation.adds().get(detail % situation.adds().size()), matter, dice));
        }
        if (details > 1 || dice.chance(0.2)) {
            sentences.add(dice.between(1, sentences.size()), phrase(mood(matter, dice), matter, dice));
        }
        if (dice.chance(0.9)) {
            sentences.add(say(dice.pick(situation.asks()), matter, dice));
        }
        return framed(String.join(" ", sentences), matter, dice);
    }

    private static int details(Channel channel, Dice dice) {
        double point = dice.nextFraction();
        if (channel == Channel.CHAT) {
            return point < 0.5 ? 0 : point < 0.85 ? 1 : 2;
        }
        return point < 0.34 ? 0 : point < 0.62 ? 1 : point < 0.85 ? 2 : 4;
    }

    private String framed(String body, Matter matter, Dice dice) {
        String start = switch (matter.channel()) {
            case EMAIL -> dice.chance(0.85) ? phrase("email-start", matter, dice) : "";
            case CHAT -> dice.chance(0.4) ? phrase("chat-start", matter, dice) + " " : "";
            case PHONE -> dice.chance(0.9) ? phrase("phone-start", matter, dice) + " " : "";
        };
        String end = switch (matter.channel()) {
            case EMAIL -> dice.chance(0.8) ? phrase("email-end", matter, dice) : "";
            case CHAT -> dice.chance(0.25) ? " " + phrase("chat-end", matter, dice) : "";
            case PHONE -> dice.chance(0.45) ? " " + phrase("phone-end", matter, dice) : "";
        };
        boolean continues = start.endsWith(", ") || start.endsWith(": ");
        return start + (continues ? Wording.continuing(body) : body) + end;
    }

    private static String mood(Matter matter, Dice dice) {
        int point = dice.between(0, matter.isOutOfTheOrdinary() ? 14 : 9);
        if (point < 4) {
            return "friendly";
        }
        return point < 7 ? "worried" : "annoyed";
    }

    private static String sentence(String line) {
        return Wording.capitalised(line) + (ENDED.matcher(line).find() ? "" : ".");
    }

    private String phrase(String key, Matter matter, Dice dice) {
        return say(script.phrases().pick(key, dice), matter, dice);
    }

    private String say(Template template, Matter matter, Dice dice) {
        return script.say(template, matter.facts(), dice);
    }
}
