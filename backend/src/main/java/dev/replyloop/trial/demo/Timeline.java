package dev.replyloop.trial.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** When feedback is given: how many messages a day has, and at what time of it. */
final class Timeline {

    private static final double MESSAGES_ON_A_WEEKDAY = 256;
    private static final double TWO_SUGGESTIONS = 0.05;

    /** Salt, so that these dice fall differently from those that write the texts. */
    private static final long TIMES = 1;

    private static final Comparator<Moment> CHRONOLOGICAL = Comparator.comparing(Moment::occurredAt)
            .thenComparingInt(Moment::number)
            .thenComparing(Moment::turn);

    private final LocalDate firstDay;
    private final ZoneId zone;
    private final StoryArc arc;

    Timeline(LocalDate firstDay, ZoneId zone, StoryArc arc) {
        this.firstDay = firstDay;
        this.zone = zone;
        this.arc = arc;
    }

    Stream<Moment> moments() {
        return IntStream.range(0, DemoStory.DAYS).boxed().flatMap(this::momentsOf);
    }

    private Stream<Moment> momentsOf(int day) {
        LocalDate date = firstDay.plusDays(day);
        int messages = messagesOn(day, date.getDayOfWeek());
        List<Moment> moments = new ArrayList<>();
        for (int number = 0; number < messages; number++) {
            addMessage(day, number, date, moments);
        }
        moments.sort(CHRONOLOGICAL);
        return moments.stream();
    }

    private int messagesOn(int day, DayOfWeek dayOfWeek) {
        double rhythm = switch (dayOfWeek) {
            case MONDAY -> 1.12;
            case FRIDAY -> 0.93;
            case SATURDAY -> 0.36;
            case SUNDAY -> 0.31;
            default -> 1.0;
        };
        double growth = 0.92 + 0.16 * day / DemoStory.DAYS;
        double chance = 0.95 + 0.1 * Dice.seededWith(TIMES, day).nextFraction();
        return (int) Math.round(MESSAGES_ON_A_WEEKDAY * rhythm * growth * chance * arc.volume(day));
    }

    /** The last hour is 22, so that a second suggestion falls on the same day too. */
    private void addMessage(int day, int number, LocalDate date, List<Moment> moments) {
        Dice dice = Dice.seededWith(TIMES, day, number);
        Channel channel = Channel.pick(dice);
        int hour = channel.pickHour(dice);
        var occurredAt = date.atTime(hour, dice.between(0, 59), dice.between(0, 59), 1_000 * dice.between(0, 999_999))
                .atZone(zone)
                .toInstant();
        if (dice.chance(TWO_SUGGESTIONS)) {
            moments.add(new Moment(day, number, Moment.Turn.FIRST, channel, occurredAt));
            moments.add(new Moment(
                    day, number, Moment.Turn.SECOND, channel, occurredAt.plusSeconds(dice.between(25, 400))));
        } else {
            moments.add(new Moment(day, number, Moment.Turn.ONLY, channel, occurredAt));
        }
    }
}
