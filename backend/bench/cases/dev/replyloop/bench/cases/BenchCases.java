package dev.replyloop.bench.cases;

import dev.replyloop.cases.CaseFinder;
import dev.replyloop.cases.CaseText;
import dev.replyloop.cases.Rejection;
import dev.replyloop.embedding.EmbeddingModel;
import dev.replyloop.text.PersonalData;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Draws rejections out of a labelled set, finds cases among them, and prints how well they agree. */
public final class BenchCases {

    private static final int SEEDS = 3;
    private static final int MANY = 100_000;
    private static final int MEBIBYTE = 1 << 20;

    private final EmbeddingModel model;
    private final PersonalData personalData = new PersonalData("DE", List.of());
    private final Map<String, float[]> vectors = new ConcurrentHashMap<>();
    private final int threads = Runtime.getRuntime().availableProcessors();

    private BenchCases(EmbeddingModel model) {
        this.model = model;
    }

    /** @param arguments the file of rejections; "many" for the time and memory of a hundred thousand too */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        RejectionSet set = RejectionSet.read(Path.of(arguments[0]));
        try (EmbeddingModel model = EmbeddingModel.bundled()) {
            BenchCases bench = new BenchCases(model);
            bench.score(set);
            if (arguments.length > 1 && arguments[1].equals("many")) {
                bench.time(set);
            }
        }
    }

    private void score(RejectionSet set) throws InterruptedException {
        double found = 0;
        double purity = 0;
        double lone = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            List<LabelledRejection> drawn = set.drawn(seed, 1);
            CaseScore score = CaseScore.of(drawn, CaseFinder.find(embedded(drawn), threads));
            print(
                    "draw " + seed,
                    "%d rejections: %d of %d faults of 20 and more found, purity %.3f, lone ones in cases %.1f %%; not found: %s",
                    drawn.size(),
                    score.found(),
                    score.faults(),
                    score.purity(),
                    100 * score.loneInCases(),
                    score.missed());
            found += (double) score.found() / score.faults() / SEEDS;
            purity += score.purity() / SEEDS;
            lone += score.loneInCases() / SEEDS;
        }
        print("faults found", "%.1f %%, mean of %d draws", 100 * found, SEEDS);
        print("purity", "%.3f", purity);
        print("lone ones in cases", "%.1f %%", 100 * lone);
    }

    private void time(RejectionSet set) throws InterruptedException {
        int one = set.drawn(1, 1).size();
        List<LabelledRejection> drawn = set.drawn(1, (double) MANY / one);
        List<Rejection> rejections = embedded(drawn);
        System.gc();
        resetPeak();
        long before = used();
        long start = System.nanoTime();
        int[] cases = CaseFinder.find(rejections, threads);
        double seconds = (System.nanoTime() - start) / 1e9;
        CaseScore score = CaseScore.of(drawn, cases);
        print(
                "many",
                "%d rejections, %d different texts: %.1f s on %d processors; %d of %d faults found, purity %.3f, lone ones in cases %.1f %%",
                rejections.size(),
                vectors.size(),
                seconds,
                threads,
                score.found(),
                score.faults(),
                score.purity(),
                100 * score.loneInCases());
        print("memory", "%d MiB at the peak, %d MiB of it the vectors", peak() / MEBIBYTE, before / MEBIBYTE);
    }

    private List<Rejection> embedded(List<LabelledRejection> rejections) {
        List<List<String>> texts = rejections.stream()
                .parallel()
                .map(one -> personalData.maskAll(List.of(one.message(), one.aiReply(), one.agentReply())).stream()
                        .map(CaseText::of)
                        .toList())
                .toList();
        texts.stream().parallel().flatMap(List::stream).forEach(text -> vectors.computeIfAbsent(text, model::embed));
        Map<String, float[]> known = new HashMap<>(vectors);
        List<Rejection> embedded = new ArrayList<>();
        IntStream.range(0, texts.size())
                .forEach(i -> embedded.add(new Rejection(
                        known.get(texts.get(i).get(1)),
                        known.get(texts.get(i).get(2)),
                        known.get(texts.get(i).get(0)))));
        return embedded;
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    private static void resetPeak() {
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    private static long peak() {
        return heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    }

    private static long used() {
        return heap().stream().mapToLong(pool -> pool.getUsage().getUsed()).sum();
    }

    private static void print(String what, String format, Object... values) {
        System.out.printf("%-24s %s%n", what, format.formatted(values));
    }
}
