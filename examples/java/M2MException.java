import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The file was not delivered. */
public class M2MException extends Exception {
    private static final long serialVersionUID = 1L;

    public M2MException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Nobody knows yet what became of the file. Ask history before you send it again. */
    public static final class OutcomeUnknown extends M2MException {
        private static final long serialVersionUID = 1L;

        OutcomeUnknown(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The server said no, in its own words. */
    public static final class Refused extends M2MException {
        private static final long serialVersionUID = 1L;

        public final int status;
        /** The problem's code; null where the answer has none. */
        public final String code;
        final boolean mayHaveBeenObeyedBefore;

        Refused(String call, HttpResponse<String> answer, boolean mayHaveBeenObeyedBefore) {
            super(message(call, answer), null);
            this.status = answer.statusCode();
            this.code = FlatJson.member(answer.body(), "code");
            this.mayHaveBeenObeyedBefore = mayHaveBeenObeyedBefore;
        }

        boolean mayPass() {
            // The two codes: this client's own broken call may not have ended at the server.
            boolean isOwnCall = code != null && Set.of("upload-busy", "fragment-superseded").contains(code);
            return status == 408 || status == 429 || status >= 500 || isOwnCall;
        }

        private static String message(String call, HttpResponse<String> answer) {
            String body = answer.body();
            String reason = Stream.of("detail", "title").map(name -> FlatJson.member(body, name))
                    .filter(Objects::nonNull).findFirst().orElse(body.strip().substring(0, Math.min(300, body.strip().length())));
            String trace = FlatJson.member(body, "traceId");
            return Stream.of(call + " was answered with " + answer.statusCode() + ":", reason,
                            FlatJson.member(body, "hint"), trace == null ? null : "(traceId " + trace + ")")
                    .filter(Objects::nonNull).collect(Collectors.joining(" "));
        }
    }
}
