import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;

/** Delivers a file and waits for its final status. Exit codes: 0 Inläst, 1 any other end, 64 wrong usage. */
public final class Deliver {
    private static final String USAGE = """
            usage: java -cp CLASSES Deliver [FILE]
            In the environment: M2M_BASE_URL, M2M_PKCS12 and M2M_PKCS12_PASSWORD; M2M_CA (PEM file of the server's CA);
            M2M_ORGANISATION, M2M_PROGRAM, M2M_PERIOD, M2M_FORMAT, M2M_VERSION (may be left out); M2M_FILE without FILE.""";

    private Deliver() {}

    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> environment = System.getenv();
        String file = arguments.length == 1 ? arguments[0] : environment.get("M2M_FILE");
        List<String> missing = List.of("M2M_BASE_URL", "M2M_PKCS12", "M2M_ORGANISATION", "M2M_PROGRAM", "M2M_PERIOD", "M2M_FORMAT")
                .stream().filter(name -> !environment.containsKey(name)).toList();
        if (file == null || arguments.length > 1 || !missing.isEmpty()) {
            System.err.println((missing.isEmpty() ? "" : "not set: " + String.join(", ", missing) + "\n") + USAGE);
            System.exit(64);
        }
        System.exit(deliver(Path.of(file), environment) ? 0 : 1);
    }

    private static boolean deliver(Path file, Map<String, String> environment) throws InterruptedException {
        var submission = new M2MClient.Submission(environment.get("M2M_ORGANISATION"), environment.get("M2M_PROGRAM"),
                environment.get("M2M_PERIOD"), environment.get("M2M_FORMAT"), environment.getOrDefault("M2M_VERSION", ""));
        String ca = environment.get("M2M_CA");
        try {
            var tls = M2MConnection.tls(Path.of(environment.get("M2M_PKCS12")),
                    environment.getOrDefault("M2M_PKCS12_PASSWORD", "").toCharArray(), ca == null ? null : Path.of(ca));
            var client = new M2MClient(new M2MConnection(environment.get("M2M_BASE_URL"), tls),
                    pause -> Thread.sleep(pause.toMillis()), System.err::println);
            var outcome = client.deliver(file, submission, 0);
            System.out.println(outcome.deliveryId() + " " + outcome.status());
            return outcome.isReadIn();
        } catch (M2MException.OutcomeUnknown error) {
            System.err.println("it is not known whether " + file + " was delivered: " + error.getMessage());
        } catch (NoSuchFileException error) {
            System.err.println("there is no file " + error.getMessage());
        } catch (M2MException | IOException | GeneralSecurityException error) {
            System.err.println(file + " was not delivered: " + error.getMessage());
        }
        return false;
    }
}
