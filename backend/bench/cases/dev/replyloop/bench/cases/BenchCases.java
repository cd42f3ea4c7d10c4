package dev.replyloop.bench.cases;

import dev.replyloop.cases.grouping.CaseFinder;
import dev.replyloop.cases.grouping.CaseIndex;
import dev.replyloop.cases.grouping.CaseText;
import dev.replyloop.cases.grouping.Rejection;
import dev.replyloop.embedding.EmbeddingModel;
import dev.replyloop.text.PersonalData;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
        List<CaseScore> found = new ArrayList<>();
        List<CaseScore> arrived = new ArrayList<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            List<LabelledRejection> drawn = set.drawn(seed, 1);
            List<Rejection> rejections = embedded(drawn);
            found.add(CaseScore.of(drawn, CaseFinder.find(rejections, threads)));
            print("draw " + seed, "%d rejections: %s", drawn.size(), found.get(seed - 1));
            int half = drawn.size() / 2;
            arrived.add(CaseScore.of(drawn.subList(half, drawn.size()), atArrival(rejections, half)));
            print("  its second half", "joined one by one: %s", arrived.get(seed - 1));
        }
        print("mean of %d draws".formatted(SEEDS), "%s", CaseScore.mean(found));
        print("at arrival", "%s", CaseScore.mean(arrived));
    }

    /** The cases of those after the first {@code known}, which were grouped; each joins as it comes. */
    private int[] atArrival(List<Rejection> rejections, int known) throws InterruptedException {
        int[] cases = CaseFinder.find(rejections.subList(0, known), threads);
        CaseIndex index = new CaseIndex();
        for (int i = 0; i < known; i++) {
            index.put(known(i, rejections.get(i), cases[i] == CaseFinder.NONE ? null : id(-1 - cases[i])));
        }
        UUID[] joined = new UUID[rejections.size() - known];
        for (int i = known; i < rejections.size(); i++) {
            CaseIndex.Match match = index.match(rejections.get(i));
            UUID joins = match.caseId();
            if (match.loneId() != null) {
                joins = id(i);
                index.move(match.loneId(), joins);
                int lone = (int) match.loneId().getLeastSignificantBits();
                if (lone >= known) {
                    joined[lone - known] = joins;
                }
            }
            joined[i - known] = joins;
            index.put(known(i, rejections.get(i), joins));
        }
        return Arrays.stream(joined)
                .mapToInt(one -> one == null ? CaseFinder.NONE : number(one.getLeastSignificantBits()))
                .toArray();
    }

    private static CaseIndex.Known known(int number, Rejection rejection, UUID caseId) {
        return new CaseIndex.Known(id(number), id(number), rejection, caseId);
    }

    /** Cases that were found have negative ids, later ones those of their founders. */
    private static int number(long id) {
        return (int) (id < 0 ? -2 * id : 2 * id + 1);
    }

    private static UUID id(long number) {
        return new UUID(0, number);
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
                "%d rejections, %d different texts: %.1f s on %d processors; %s",
                rejections.size(),
                vectors.size(),
                seconds,
                threads,
                score);
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
