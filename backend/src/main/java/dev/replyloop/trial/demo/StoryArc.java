package dev.replyloop.trial.demo;

import java.util.List;

/**
 * What happens in the ninety days, and how it moves the figures:
 *
 * <ul>
 *   <li>reply-5 takes over from reply-4 from day 60 on, and does visibly better;
 *   <li>from day 40 to 47 card payments fail, people write in three times as often, and the AI keeps giving the answer
 *       of before;
 *   <li>in the last week the AI promises a campaign that has just ended.
 * </ul>
 */
final class StoryArc {

    static final String OLD_MODEL = "reply-4";
    static final String NEW_MODEL = "reply-5";

    static final int OUTAGE_FROM = 40;
    static final int OUTAGE_TO = 47;
    static final int ROLLOUT_FROM = 60;
    static final int CAMPAIGN_ENDED = DemoStory.DAYS - 8;

    private static final int ROLLOUT_DAYS = 14;

    private final List<Subject> subjects;
    private final double shares;

    StoryArc(Script script) {
        subjects = script.subjects();
        shares = subjects.stream().mapToDouble(Subject::share).sum();
    }

    /** The stretch of the story that a day belongs to. */
    Stretch stretch(int day) {
        if (day >= OUTAGE_FROM && day <= OUTAGE_TO) {
            return Stretch.OUTAGE;
        }
        return day > CAMPAIGN_ENDED ? Stretch.CAMPAIGN : Stretch.EVERYDAY;
    }

    /** How many messages a day brings, against 1 on a day when nothing is wrong. */
    double volume(int day) {
        return subjects.stream().mapToDouble(subject -> weight(subject, day)).sum() / shares;
    }

    Subject pickSubject(int day, Dice dice) {
        return dice.pick(subjects, subject -> weight(subject, day));
    }

    Situation pickSituation(Subject subject, int day, Dice dice) {
        Stretch stretch = stretch(day);
        if (stretch != Stretch.EVERYDAY && subject.isHitBy(stretch) && dice.chance(0.88)) {
            return dice.pick(subject.situations(stretch), Situation::share);
        }
        return dice.pick(subject.situations(Stretch.EVERYDAY), Situation::share);
    }

    String pickModel(int day, Dice dice) {
        double rolledOut = 0.12 + 0.88 * (day - ROLLOUT_FROM) / ROLLOUT_DAYS;
        return day >= ROLLOUT_FROM && dice.chance(rolledOut) ? NEW_MODEL : OLD_MODEL;
    }

    double usefulness(Subject subject, Situation situation, Channel channel, String model) {
        return switch (situation.during()) {
            case OUTAGE -> 0.29;
            case CAMPAIGN -> 0.24;
            case EVERYDAY -> {
                double odds = model.equals(NEW_MODEL) ? 1.8 : 0.91;
                double ofChannel = channel == Channel.PHONE ? -0.2 : 0.04;
                yield 1 / (1 + StrictMath.exp(-(odds + subject.ease() + ofChannel)));
            }
        };
    }

    /** The first fault of a situation is its most frequent one; the models fail in different ways. */
    double weight(Fault fault, Situation situation, String model) {
        double weight = 1.0 / (1 + situation.faults().indexOf(fault));
        if (situation.during() != Stretch.EVERYDAY) {
            return weight;
        }
        boolean isNewModel = model.equals(NEW_MODEL);
        return weight
                * switch (fault.reason()) {
                    case "TONE" -> isNewModel ? 0.4 : 1.3;
                    case "OUTDATED" -> isNewModel ? 0.7 : 1.2;
                    case "INCOMPLETE" -> isNewModel ? 1.4 : 0.9;
                    default -> 1.0;
                };
    }

    private double weight(Subject subject, int day) {
        Stretch stretch = stretch(day);
        boolean isHit = stretch != Stretch.EVERYDAY && subject.isHitBy(stretch);
        return subject.share() * (isHit ? stretch.rush() : 1);
    }

    /** A part of the story in which one subject is not as usual. */
    enum Stretch {
        EVERYDAY(1),
        OUTAGE(3.2),
        CAMPAIGN(2.6);

        private final double rush;

        Stretch(double rush) {
            this.rush = rush;
        }

        /** How many times as many messages the subject that is hit gets. */
        double rush() {
            return rush;
        }
    }
}
