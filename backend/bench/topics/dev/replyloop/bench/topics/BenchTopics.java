package dev.replyloop.bench.topics;

import dev.replyloop.embedding.CrossCuttingNames;
import dev.replyloop.embedding.EmbeddingModel;
import dev.replyloop.embedding.NeighbourIndex;
import dev.replyloop.embedding.Neighbours;
import dev.replyloop.embedding.Vectors;
import dev.replyloop.embedding.WrittenText;
import dev.replyloop.embedding.EmbeddedMessage;
import dev.replyloop.topics.clustering.TopicSettings;
import dev.replyloop.topics.labels.TopicText;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/** Pushes a labelled set of texts through the application's own topics, and prints how well they agree. */
public final class BenchTopics {

    private static final long SEED = 4;
    private static final int NAMES_SHOWN = 20;
    private static final int HITS = 5;
    private static final String DEMO = "demo";
    private static final String SUBJECT_END = " / ";

    private BenchTopics() {}

    /**
     * @param arguments the file of texts or "demo", the file of queries or "", the granularity or "", and how many orders of
     *     arrival to take the mean of or ""; the demo's texts arrive in their own order
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        boolean isDemo = arguments[0].equals(DEMO);
        List<LabelledText> texts =
                new ArrayList<>(isDemo ? LabelledText.ofDemo() : LabelledText.read(Path.of(arguments[0])));
        if (!isDemo) {
            Collections.shuffle(texts, new Random(SEED));
        }
        int threads = Runtime.getRuntime().availableProcessors();
        double granularity = arguments[2].isEmpty() ? TopicSettings.DEFAULT.granularity() : Double.parseDouble(arguments[2]);

        try (EmbeddingModel model = EmbeddingModel.bundled()) {
            model.embed("The first text loads the model.");
            long start = System.nanoTime();
            List<EmbeddedMessage> messages = embed(texts, model);
            double embedded = (System.nanoTime() - start) / 1e9;

            Replay replay = new Replay(new TopicSettings(granularity, TopicSettings.DEFAULT.latest(), threads), model);
            List<String> labels = texts.stream().map(LabelledText::label).toList();
            replay.run(messages, labels);

            int orders = arguments[3].isEmpty() ? 1 : Integer.parseInt(arguments[3]);
            if (orders > 1) {
                printMean(texts, messages, orders, granularity, threads, model);
            }
            print("texts", "%d in %d true groups", texts.size(), labels.stream().distinct().count());
            report(replay, labels);
            print("texts embedded per second", "%.0f on %d processors", texts.size() / embedded, threads);
            if (!arguments[1].isEmpty()) {
                printHits(LabelledText.read(Path.of(arguments[1])), model, messages, labels);
            }
            print("peak memory", "%s", peakMemory());
            printNames(replay, texts);
        }
    }

    static void report(Replay replay, List<String> labels) {
        Agreement end = Agreement.of(replay.found(), labels);
        print("NMI", "%.3f", end.nmi());
        print("ARI", "%.3f", end.ari());
        print("purity", "%.3f", end.purity());
        if (labels.stream().allMatch(label -> label.contains(SUBJECT_END))) {
            List<String> subjects = labels.stream()
                    .map(label -> label.substring(0, label.indexOf(SUBJECT_END)))
                    .toList();
            print("purity by subject", "%.3f", Agreement.of(replay.found(), subjects).purity());
        }
        Map<String, Double> together = Agreement.shareInTwoLargest(replay.topics(), labels);
        Map.Entry<String, Double> least = Collections.min(together.entrySet(), Map.Entry.comparingByValue());
        print(
                "in two topics",
                "at least %.3f (%s); below 0.8 of %d true groups of %d",
                least.getValue(),
                least.getKey(),
                together.values().stream().filter(share -> share < 0.8).count(),
                together.size());
        print("topics", "%d", replay.grouping.topics().size());
        print("share in Other", "%.1f %%", 100 * replay.shareInOther());
        // Once topics have been found a few times; and from the first topics on, which a few hundred messages can't tell apart.
        print("NMI at arrival, 2nd half", "%s", nmiAtArrival(replay, replay.atArrival.size() / 2));
        print("NMI at arrival, from 300 on", "%s", nmiAtArrival(replay, 0));
        print(
                "topic changed per regrouping",
                "%.1f %% (at most %.1f %%, %d regroupings)",
                100 * replay.changedSum / Math.max(1, replay.regroupings),
                100 * replay.changedMost,
                replay.regroupings);
        print("last regrouping", "%.1f s", replay.secondsOfLastRegrouping);
    }

    private static String nmiAtArrival(Replay replay, int from) {
        int to = replay.atArrival.size();
        return from == to
                ? "too few texts"
                : "%.3f".formatted(
                        Agreement.of(replay.atArrival.subList(from, to), replay.labelsAtArrival.subList(from, to))
                                .nmi());
    }

    /** Whatever the order in which the texts arrive: how well the topics agree, in the mean. */
    private static void printMean(
            List<LabelledText> texts,
            List<EmbeddedMessage> messages,
            int orders,
            double granularity,
            int threads,
            EmbeddingModel model)
            throws InterruptedException {
        double sum = 0;
        for (int seed = 1; seed <= orders; seed++) {
            List<Integer> order = new ArrayList<>(
                    IntStream.range(0, texts.size()).boxed().toList());
            Collections.shuffle(order, new Random(seed));
            Replay replay = new Replay(new TopicSettings(granularity, TopicSettings.DEFAULT.latest(), threads), model);
            List<String> labels =
                    order.stream().map(at -> texts.get(at).label()).toList();
            replay.run(order.stream().map(messages::get).toList(), labels);
            sum += Agreement.of(replay.found(), labels).nmi();
        }
        print("NMI, mean of orders", "%.4f of %d", sum / orders, orders);
    }

    private static List<EmbeddedMessage> embed(List<LabelledText> texts, EmbeddingModel model) {
        List<String> written =
                texts.stream().map(text -> WrittenText.of(text.text())).toList();
        CrossCuttingNames names = CrossCuttingNames.of(written);
        return IntStream.range(0, texts.size())
                .parallel()
                .mapToObj(i -> new EmbeddedMessage(
                        new UUID(1, i),
                        names.cut(written.get(i)),
                        model.embed(TopicText.of(names.mask(written.get(i))))))
                .toList();
    }

    private static void printHits(
            List<LabelledText> queries, EmbeddingModel model, List<EmbeddedMessage> messages, List<String> labels) {
        float[] mean = Vectors.mean(messages.stream().map(EmbeddedMessage::vector).toArray(float[][]::new));
        NeighbourIndex index = NeighbourIndex.forAbout(messages.size());
        messages.forEach(message -> index.add(Vectors.centred(message.vector(), mean)));
        int atOne = 0;
        int atFive = 0;
        for (EmbeddedMessage query : embed(queries, model)) {
            String label = queries.get((int) query.id().getLeastSignificantBits()).label();
            Neighbours nearest = index.nearest(Vectors.centred(query.vector(), mean), HITS, any -> true);
            for (int rank = 0; rank < nearest.size(); rank++) {
                if (labels.get(nearest.ordinals()[rank]).equals(label)) {
                    atOne += rank == 0 ? 1 : 0;
                    atFive++;
                    break;
                }
            }
        }
        print("hit@1", "%.3f", (double) atOne / queries.size());
        print("hit@5", "%.3f", (double) atFive / queries.size());
    }

    private static void printNames(Replay replay, List<LabelledText> texts) {
        Map<UUID, Integer> sizes = replay.sizes();
        System.out.println("\nThe largest topics, each with its typical message:");
        replay.grouping.topics().stream().limit(NAMES_SHOWN).forEach(topic -> System.out.printf(
                "%6d  %-32s %s%n",
                sizes.getOrDefault(topic.id(), 0),
                topic.name(),
                texts.get((int) topic.typicalMessageId().getLeastSignificantBits()).text()));
    }

    /** Of the heap, and of the whole process where the system tells (Linux). */
    private static String peakMemory() throws IOException {
        long heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        String process = "";
        Path status = Path.of("/proc/self/status");
        if (Files.isReadable(status)) {
            process = Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM"))
                    .map(line -> ", whole process " + Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MiB")
                    .findFirst()
                    .orElse("");
        }
        return "heap " + heap / (1024 * 1024) + " MiB" + process;
    }

    private static void print(String what, String format, Object... values) {
        System.out.printf("%-30s %s%n", what, format.formatted(values));
    }
}
