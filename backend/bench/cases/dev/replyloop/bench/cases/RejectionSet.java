package dev.replyloop.bench.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of faults, each worded in many ways with slots for what is one customer's, and of rejections that stand alone: {@code
 * {"faults": [{id, language, ai, agent, customer, fits?}], "lone": [{language, ai, agent, customer}]}}.
 */
final class RejectionSet {

    private static final Pattern SLOT = Pattern.compile("\\{(\\w+)}");
    private static final int LEAST = 8;
    private static final int MOST = 400;

    private static final List<String> FIRST_NAMES = List.of(
            "Anna", "Ben", "Carlos", "Dmitri", "Emeka", "Fatima", "Giulia", "Haruki", "Ines", "Jamal", "Katarzyna", "Liam", "Mei",
            "Nadia", "Oskar", "Priya", "Quentin", "Rosa", "Sven", "Tuan", "Uma", "Viktor", "Wanjiru", "Yusuf", "Zoe", "Björn", "Chloé");
    private static final List<String> LAST_NAMES = List.of(
            "Okafor", "Schmidt", "Tanaka", "García", "Novak", "O'Brien", "Rossi", "Kowalska", "Andersson", "Nguyen", "Patel", "Dubois",
            "Müller", "Ivanova", "Haddad", "Silva", "Larsen", "Kim", "Osei", "Brandt", "Moreau", "Costa", "Petrov", "Ali");
    private static final List<String> CITIES = List.of(
            "Leeds", "Hamburg", "Porto", "Lyon", "Kraków", "Sevilla", "Bergen", "Torino", "Antwerp", "Graz", "Valencia", "Cork", "Brno");
    private static final List<String> AGENTS =
            List.of("Tom", "Sara", "Miguel", "Hanna", "Jo", "Petra", "Leon", "Aiko", "Nils", "Marta", "Ravi", "Elif");
    private static final List<String> APPLIANCES = List.of("washing machine", "dishwasher", "fridge", "tumble dryer", "oven");
    private static final List<String> CORDLESS = List.of("cordless drill", "cordless vacuum", "hedge trimmer");
    private static final List<String> ITEMS = List.of(
            "rain jacket", "desk lamp", "backpack", "coffee grinder", "running shoes", "garden chair", "kettle", "winter coat", "bookshelf");
    private static final Map<String, List<String>> DATES = Map.of(
            "de", List.of("d.M.uuuu", "d. MMMM", "dd.MM."),
            "es", List.of("d 'de' MMMM", "dd/MM/uuuu"),
            "en", List.of("d MMMM", "MMMM d, uuuu", "uuuu-MM-dd", "dd/MM/uuuu"));
    private static final Map<String, List<String>> AMOUNTS =
            Map.of("de", List.of("%.2f €"), "es", List.of("%.2f €"), "en", List.of("€%.2f", "$%.2f", "%.2f EUR", "£%.2f"));

    private final JsonNode faults;
    private final JsonNode lone;

    private RejectionSet(JsonNode faults, JsonNode lone) {
        this.faults = faults;
        this.lone = lone;
    }

    /** @throws IOException if it can't be read or is no such file */
    static RejectionSet read(Path file) throws IOException {
        JsonNode set = new ObjectMapper().readTree(Files.readString(file));
        if (!set.path("faults").isArray() || !set.path("lone").isArray()) {
            throw new IOException(file + " holds no faults and no lone rejections");
        }
        return new RejectionSet(set.get("faults"), set.get("lone"));
    }

    /**
     * Rejections in no order: of each fault 8 to 400, log-uniform; each lone one once.
     *
     * @param times that many times as many of each fault
     */
    List<LabelledRejection> drawn(long seed, double times) {
        Random random = new Random(seed);
        List<LabelledRejection> drawn = new ArrayList<>();
        for (JsonNode fault : faults) {
            double share = random.nextDouble();
            long count = Math.round(times * LEAST * Math.pow((double) MOST / LEAST, share));
            for (long i = 0; i < count; i++) {
                int ai = random.nextInt(fault.get("ai").size());
                JsonNode fits = fault.has("fits") ? fault.get("fits").get(ai) : null;
                int customer = fits == null
                        ? random.nextInt(fault.get("customer").size())
                        : fits.get(random.nextInt(fits.size())).asInt();
                drawn.add(filled(
                        fault.get("id").asText(),
                        fault,
                        fault.get("ai").get(ai).asText(),
                        fault.get("agent").get(random.nextInt(fault.get("agent").size())).asText(),
                        fault.get("customer").get(customer).asText(),
                        random));
            }
        }
        for (JsonNode one : lone) {
            drawn.add(filled(
                    null, one, one.get("ai").asText(), one.get("agent").asText(), one.get("customer").asText(), random));
        }
        Collections.shuffle(drawn, random);
        return drawn;
    }

    private static LabelledRejection filled(
            String fault, JsonNode of, String aiReply, String agentReply, String message, Random random) {
        String language = of.get("language").asText();
        Map<String, String> slots = slots(fault == null ? "" : fault, language, random);
        return new LabelledRejection(
                fault,
                fill(aiReply, slots, language, random),
                fill(agentReply, slots, language, random),
                fill(message, slots, language, random));
    }

    private static String fill(String template, Map<String, String> slots, String language, Random random) {
        return SLOT.matcher(template).replaceAll(slot -> {
            String name = slot.group(1);
            String value = name.equals("date") ? date(language, random) : slots.get(name);
            return Matcher.quoteReplacement(value == null ? slot.group() : value);
        });
    }

    private static Map<String, String> slots(String fault, String language, Random random) {
        List<String> products = fault.startsWith("f01-") || fault.startsWith("f02-")
                ? APPLIANCES
                : fault.startsWith("f03-") ? CORDLESS : ITEMS;
        Map<String, String> slots = new HashMap<>();
        slots.put("name", name(random));
        slots.put("agent", any(AGENTS, random));
        slots.put("city", any(CITIES, random));
        slots.put("product", any(products, random));
        slots.put("days", String.valueOf(2 + random.nextInt(13)));
        slots.put("phone", "+44 20 %04d %04d".formatted(random.nextInt(10_000), random.nextInt(10_000)));
        slots.put(
                "order",
                switch (random.nextInt(4)) {
                    case 0 -> "#" + (100_000 + random.nextInt(9_000_000));
                    case 1 -> "ORD-" + (1_000 + random.nextInt(99_000));
                    case 2 -> "A" + (10 + random.nextInt(90)) + "-" + (1_000 + random.nextInt(9_000));
                    default -> String.valueOf(100_000_000 + random.nextInt(900_000_000));
                });
        slots.put(
                "code",
                switch (random.nextInt(3)) {
                    case 0 -> "E" + (10 + random.nextInt(90));
                    case 1 -> "SPRING" + (10 + random.nextInt(90));
                    default -> Long.toString(36L * 36 * 36 * 36 * 36 * 36 + random.nextInt(1 << 30), 36).toUpperCase(Locale.ROOT);
                });
        slots.put(
                "amount",
                any(AMOUNTS.get(language), random)
                        .formatted(5 + 900 * random.nextDouble())
                        .replace('.', language.equals("en") ? '.' : ','));
        return slots;
    }

    private static String name(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> any(FIRST_NAMES, random);
            case 1 -> any(LAST_NAMES, random);
            default -> any(FIRST_NAMES, random) + " " + any(LAST_NAMES, random);
        };
    }

    private static String date(String language, Random random) {
        return DateTimeFormatter.ofPattern(any(DATES.get(language), random), Locale.forLanguageTag(language))
                .format(LocalDate.of(2025, 1, 1).plusDays(random.nextInt(700)));
    }

    private static String any(List<String> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }
}
