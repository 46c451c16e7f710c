import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A client of SCB's machine-to-machine interface (M2M), to read and to copy from. It needs Java 17 and nothing else, and
 * delivers one file at a time.
 */
public final class M2MClient {
    /** The most that a fragment may hold, by SCB's instruction: 1024 × 9000. */
    static final int FRAGMENT_BYTES = 9_216_000;

    static final int ATTEMPTS = 8; // at one call
    static final int BEGINNINGS = 4; // of one file at fragment 0
    static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(10);
    static final Duration RENEW_AFTER = Duration.ofMinutes(5); // a session that is not used ends
    static final Duration LONGEST_POLL = Duration.ofSeconds(15);
    static final Duration POLL_LIMIT = Duration.ofMinutes(30);
    static final Duration DOUBT_LIMIT = Duration.ofMinutes(2);

    /** What is said of a file. An empty version means the newest. */
    public record Submission(String organisation, String program, String period, String format, String version) {}

    /** What history told of a delivery. */
    public record Outcome(String deliveryId, String status, int progress) {
        public boolean isFinal() {
            return progress >= 2;
        }

        public boolean isReadIn() {
            return progress == 3;
        }
    }

    /** How the client waits; a test may let the emulator's clock go on instead. */
    @FunctionalInterface
    public interface Sleep {
        void sleep(Duration duration) throws InterruptedException;
    }

    private record Fragment(int index, long begin, int length) {}

    private record Call(String name, String target, byte[] content) {}

    @FunctionalInterface
    private interface Settled {
        boolean isSettled() throws M2MException, InterruptedException;
    }

    private final M2MConnection connection;
    private final Sleep sleep;
    private final Consumer<String> tell;
    private Instant renewed;

    public M2MClient(M2MConnection connection, Sleep sleep, Consumer<String> tell) {
        this.connection = connection;
        this.sleep = sleep;
        this.tell = tell;
    }

    /** Sends a file and waits for its final status; after Systemfel, again whole, as often as {@code resends} says. */
    public Outcome deliver(Path path, Submission submission, int resends)
            throws M2MException, IOException, InterruptedException {
        Outcome outcome = waitForOutcome(send(path, submission), POLL_LIMIT);
        if (!outcome.status().equals("Systemfel") || resends == 0) {
            return outcome;
        }
        tell.accept(outcome.deliveryId() + " ended as Systemfel: the whole file again");
        return deliver(path, submission, resends - 1);
    }

    /** Sends a file and returns its DeliveryId, when the server has acknowledged the whole of it. */
    public String send(Path path, Submission submission) throws M2MException, IOException, InterruptedException {
        for (int beginning = 1; ; beginning++) {
            try {
                return sendFragments(path, submission);
            } catch (M2MException.Refused refusal) {
                if (!Set.of(401, 409).contains(refusal.status) || beginning == BEGINNINGS) {
                    throw refusal;
                }
                if (refusal.status == 401) {
                    connection.forgetSession(); // an upload belongs to its session: with another it begins at 0
                    renewed = null;
                }
                tell.accept("begun anew at fragment 0: " + refusal.getMessage());
            }
        }
    }

    /** Begins a session, or renews it. Its cookie goes with every later call. */
    public void heartbeat() throws M2MException, InterruptedException {
        call(new Call("heartbeat", "heartbeat", null), null);
        renewed = Instant.now();
    }

    public Outcome history(String deliveryId) throws M2MException, InterruptedException {
        String answer = call(new Call("history of " + deliveryId, "history/" + deliveryId, null), null);
        int progress = Integer.parseInt(FlatJson.required(answer, "ProgressStatus"));
        Outcome outcome = new Outcome(deliveryId, FlatJson.required(answer, "Status"), progress);
        tell.accept(deliveryId + " is " + outcome.status());
        return outcome;
    }

    /** Asks history, ever more rarely, until the status is final. */
    public Outcome waitForOutcome(String deliveryId, Duration limit) throws M2MException, InterruptedException {
        Duration waited = Duration.ZERO;
        Duration pause = Duration.ofSeconds(1);
        while (true) {
            sleep.sleep(pause);
            Outcome outcome = history(deliveryId);
            if (outcome.isFinal()) {
                return outcome;
            }
            waited = waited.plus(pause);
            if (waited.compareTo(limit) > 0) {
                throw new M2MException.OutcomeUnknown(
                        deliveryId + " is still " + outcome.status() + "; ask history again later", null);
            }
            pause = shorter(pause.multipliedBy(3).dividedBy(2), LONGEST_POLL);
        }
    }

    private String sendFragments(Path path, Submission submission)
            throws M2MException, IOException, InterruptedException {
        long size = Files.size(path);
        var modified = Files.getLastModifiedTime(path);
        String deliveryId = null;
        try (FileChannel file = FileChannel.open(path)) {
            for (Fragment fragment : fragments(size)) {
                if (renewed == null || renewed.plus(RENEW_AFTER).isBefore(Instant.now())) {
                    heartbeat();
                }
                ByteBuffer content = ByteBuffer.allocate(fragment.length()); // one fragment in memory, never the file
                while (content.hasRemaining() && file.read(content, fragment.begin() + content.position()) >= 0) {}
                if (Files.size(path) != size || !Files.getLastModifiedTime(path).equals(modified)) {
                    throw new M2MException(path + " was changed while it was sent", null);
                }
                String target = Stream.of("file", Integer.toString(fragment.index()), submission.organisation(),
                                submission.program(), submission.period(), submission.format(),
                                path.getFileName().toString(), submission.version())
                        .map(word -> URLEncoder.encode(word, StandardCharsets.UTF_8).replace("+", "%20"))
                        .collect(Collectors.joining("/"));
                Call call = new Call("fragment " + fragment.index(), target, content.array());
                deliveryId = sendFragment(call, fragment.index() == -1, deliveryId);
                tell.accept("%s acknowledged, %d of %d bytes, %s"
                        .formatted(call.name(), fragment.begin() + fragment.length(), size, deliveryId));
            }
        }
        return deliveryId;
    }

    private String sendFragment(Call call, boolean isLast, String knownId) throws M2MException, InterruptedException {
        String answer;
        try {
            // Bearbetar settles nothing: a file that is being uploaded is that too.
            answer = call(call, isLast ? () -> history(knownId).isFinal() : null);
        } catch (M2MException.Refused refusal) {
            if (!isLast || !refusal.mayHaveBeenObeyedBefore) {
                throw refusal;
            }
            settle(knownId, refusal);
            return knownId;
        }
        if (answer == null) {
            return knownId;
        }
        String deliveryId = FlatJson.required(answer, "DeliveryId");
        if (knownId != null && !knownId.equals(deliveryId)) {
            tell.accept(call.name() + " became " + deliveryId + ", not " + knownId + ": there may be two deliveries");
        }
        return knownId != null ? knownId : deliveryId;
    }

    /** The answer to -1 was lost and -1 again was refused: what history says counts. */
    private void settle(String deliveryId, M2MException.Refused refusal) throws M2MException, InterruptedException {
        try {
            waitForOutcome(deliveryId, DOUBT_LIMIT);
        } catch (M2MException.Refused unknown) {
            throw unknown.status == 404 ? refusal : unknown;
        }
    }

    /**
     * Makes a call, again and again while what hinders it may pass, and returns the answer's JSON.
     *
     * @param settled belongs to -1: it is asked before the call is repeated, if it may have been obeyed although its answer
     *     was lost. Where it is true, null is returned.
     */
    private String call(Call call, Settled settled) throws M2MException, InterruptedException {
        boolean inDoubt = false;
        for (int attempt = 1; ; attempt++) {
            M2MException trouble;
            Duration retryAfter = Duration.ZERO;
            try {
                HttpResponse<String> answer = connection.exchange(call.target(), call.content());
                if (answer.statusCode() == 200) {
                    return answer.body();
                }
                M2MException.Refused refusal = new M2MException.Refused(call.name(), answer, inDoubt);
                if (!refusal.mayPass()) {
                    throw refusal;
                }
                trouble = refusal;
                retryAfter = M2MConnection.retryAfter(answer);
                inDoubt |= !Set.of(409, 429, 503).contains(refusal.status); // these say that nothing was done
            } catch (IOException error) {
                if (M2MConnection.isCertificateTrouble(error)) {
                    throw new M2MException(call.name() + ": client and server do not accept each other's certificates: "
                            + error.getMessage(), error);
                }
                trouble = new M2MException(call.name() + " has no answer: " + error, error);
                inDoubt = true;
            }
            if (attempt == ATTEMPTS || retryAfter.compareTo(LONGEST_RETRY_AFTER) > 0) {
                throw inDoubt && settled != null
                        ? new M2MException.OutcomeUnknown(trouble.getMessage(), trouble) : trouble;
            }
            tell.accept("attempt %d of %d: %s".formatted(attempt, ATTEMPTS, trouble.getMessage()));
            long doubled = Math.min(1000L << (attempt - 1), LONGEST_WAIT.toMillis());
            Duration wait = Duration.ofMillis(ThreadLocalRandom.current().nextLong(doubled / 2, doubled + 1));
            sleep.sleep(shorter(wait, retryAfter).equals(wait) ? retryAfter : wait);
            if (inDoubt && settled != null && settled.isSettled()) {
                return null;
            }
        }
    }

    /**
     * The last fragment is -1 and has the last bytes. A file of one fragment goes as fragment 0 and an empty -1: only from an
     * answer before -1 is the DeliveryId known when the answer to -1 is lost.
     */
    private static Iterable<Fragment> fragments(long size) throws M2MException {
        if (size == 0) {
            throw new M2MException("the file is empty", null);
        }
        int last = (int) Math.max(1, (size + FRAGMENT_BYTES - 1) / FRAGMENT_BYTES - 1);
        return () -> Stream.iterate(0, number -> number <= last, number -> number + 1).map(number -> {
            long begin = Math.min((long) number * FRAGMENT_BYTES, size);
            return new Fragment(number == last ? -1 : number, begin, (int) Math.min(FRAGMENT_BYTES, size - begin));
        }).iterator();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
