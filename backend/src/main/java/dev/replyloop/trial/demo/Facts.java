package dev.replyloop.trial.demo;

import dev.replyloop.trial.demo.Cast.Product;
import java.text.Normalizer;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is true in one conversation: every text in it has the same order, product, customer and dates. */
final class Facts {

    private static final List<String> NUMBER_WORDS = List.of(
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve");
    private static final List<String> LATELY = List.of("yesterday", "last night", "this morning", "yesterday evening");
    private static final List<Integer> GIFT_VALUES = List.of(25, 30, 40, 50, 75, 100);
    private static final int ORDERS_A_DAY = 310;
    private static final LocalDate FIRST_ORDER = LocalDate.of(2024, 3, 1);

    private final Map<String, String> values = new HashMap<>();

    private Facts() {}

    /** @param firstDay the story's first day, on which the dates that are the same in every conversation hang */
    static Facts draw(Cast cast, LocalDate firstDay, LocalDate today, Dice dice) {
        Facts facts = new Facts();
        facts.drawCustomer(cast, dice);
        facts.drawPurchase(cast, dice);
        facts.drawDates(today, dice);
        facts.drawPayment(dice);
        facts.drawTechnology(cast, dice);
        facts.put("outageStart", day(firstDay.plusDays(StoryArc.OUTAGE_FROM)));
        facts.put("campaignEnd", day(firstDay.plusDays(StoryArc.CAMPAIGN_ENDED)));
        return facts;
    }

    /** Null if there is no such fact. */
    String value(String name) {
        return values.get(name);
    }

    private void drawCustomer(Cast cast, Dice dice) {
        String customer = cast.pick("name", dice);
        String surname = cast.pick("surname", dice);
        put("customer", customer);
        put("surname", surname);
        put("email", ascii(customer) + dice.pick(List.of(".", "_", "")) + ascii(surname) + "@example.com");
        int number = dice.between(2, 98);
        put("number", Integer.toString(number));
        put("otherNumber", Integer.toString(number + dice.between(1, 9)));
        put("street", cast.pick("street", dice));
        put("town", cast.pick("town", dice));
    }

    private void drawPurchase(Cast cast, Dice dice) {
        Product product = cast.pickProduct(dice);
        Product breakable = cast.pickProduct("breakable", dice);
        put("product", product.name());
        put("price", euros(product.cents()));
        put("part", euros(product.cents() * dice.between(70, 92) / 100));
        put("machine", cast.pickProduct("machine", dice).name());
        put("breakable", breakable.name());
        put("breakablePrice", euros(breakable.cents()));
        put("coffee", cast.pick("coffee", dice));
        put("carrier", cast.pick("carrier", dice));
        put("tracking", dice.between(1_000, 9_999) + "-" + dice.between(100_000, 999_999));
        put("code", cast.pick("code", dice));
    }

    private void drawDates(LocalDate today, Dice dice) {
        int wait = dice.between(6, 12);
        LocalDate ordered = today.minusDays(wait);
        int late = dice.between(2, 4);
        put("wait", NUMBER_WORDS.get(wait) + " days");
        put("ordered", day(ordered));
        put("order", "KW-" + orderNumber(ordered, dice));
        put("shipped", day(ordered.plusDays(1)));
        put("due", day(today.minusDays(late)));
        put("late", NUMBER_WORDS.get(late) + " days");
        put("delivered", day(today.minusDays(dice.between(2, 9))));
        put("returned", day(today.minusDays(dice.between(10, 17))));
        put("charged", day(today.minusDays(dice.between(1, 5))));
        LocalDate bought = today.minusMonths(dice.between(4, 30));
        put("bought", Wording.capitalised(lowerCase(bought.getMonth())) + " " + bought.getYear());
        put("recently", dice.pick(LATELY));
        LocalDate soon = workingDay(today.plusDays(dice.between(1, 3)));
        put("soon", Wording.capitalised(lowerCase(soon.getDayOfWeek())));
        put("later", day(workingDay(today.plusDays(dice.between(5, 9)))));
        put("inAMonth", day(today.plusMonths(1)));
    }

    private void drawPayment(Dice dice) {
        put("card", Integer.toString(dice.between(1_000, 9_999)));
        put("amount", euros(dice.between(1_900, 21_000)));
        put("boxPrice", euros(dice.pick(List.of(1_890, 2_450, 2_990))));
        put("giftValue", "€" + dice.pick(GIFT_VALUES));
    }

    private void drawTechnology(Cast cast, Dice dice) {
        put("device", cast.pick("device", dice));
        put("version", cast.pick("version", dice));
    }

    private void put(String name, String value) {
        values.put(name, value);
    }

    /** Numbers grow by the day, as a shop's do. */
    private static long orderNumber(LocalDate ordered, Dice dice) {
        long days = ordered.toEpochDay() - FIRST_ORDER.toEpochDay();
        return 100_000 + Math.floorMod(days * ORDERS_A_DAY + dice.between(0, ORDERS_A_DAY - 1), 900_000L);
    }

    private static LocalDate workingDay(LocalDate date) {
        return date.getDayOfWeek() == DayOfWeek.SUNDAY ? date.plusDays(1) : date;
    }

    /** Not by a formatter, whose names of months have changed between JDKs. */
    private static String day(LocalDate date) {
        return date.getDayOfMonth() + " " + Wording.capitalised(lowerCase(date.getMonth()));
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String euros(int cents) {
        int rest = cents % 100;
        return "€" + cents / 100 + (rest < 10 ? ".0" : ".") + rest;
    }

    private static String ascii(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .chars()
                .filter(character -> character >= 'a' && character <= 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
