import java.io.FileInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/**
 * What the JDK's HTTP client reports of a heartbeat with each of several certificates, under TLS 1.2 and 1.3, with the
 * truststore that the emulator made.
 *
 * java Heartbeats.java READY-FILE FOLDER CASE...
 *
 * CASE names a PKCS#12 file of FOLDER, or is "missing" for none. One JSON line a case and version: an answer, or the
 * exception with its causes.
 */
public class Heartbeats {
    public static void main(String[] arguments) throws Exception {
        String ready = Files.readString(Path.of(arguments[0]));
        URI heartbeat = URI.create(field(ready, "baseURL") + "heartbeat");
        Path trust = Path.of(field(ready, "ca")).resolveSibling("truststore.p12");
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(store(trust, trust.resolveSibling("truststore.password")));
        Path folder = Path.of(arguments[1]);
        for (String name : List.of(arguments).subList(2, arguments.length)) {
            KeyManager[] keys = name.equals("missing") ? null : keys(folder.resolve(name + ".p12"));
            for (String tls : new String[] {"1.2", "1.3"}) {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(keys, trusted.getTrustManagers(), null);
                String told = call(heartbeat, context, tls);
                System.out.println("{\"step\":" + quoted(name) + ",\"tls\":" + quoted(tls) + "," + told + "}");
            }
        }
    }

    private static String call(URI uri, SSLContext context, String tls) throws InterruptedException {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {"TLSv" + tls});
        HttpClient client = HttpClient.newBuilder().sslContext(context).sslParameters(parameters).build();
        try {
            HttpResponse<String> response =
                client.send(HttpRequest.newBuilder(uri).GET().build(), BodyHandlers.ofString());
            return "\"status\":" + response.statusCode() + ",\"body\":" + quoted(response.body());
        } catch (java.io.IOException exception) {
            StringBuilder text = new StringBuilder(exception.toString());
            for (Throwable cause = exception.getCause(); cause != null; cause = cause.getCause()) {
                text.append(" <- ").append(cause);
            }
            return "\"failure\":" + quoted(text.toString());
        }
    }

    private static KeyManager[] keys(Path archive) throws Exception {
        Path own = Path.of(archive.toString().replaceFirst("p12$", "password"));
        Path password = Files.exists(own) ? own : archive.resolveSibling("password");
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store(archive, password), Files.readString(password).strip().toCharArray());
        return factory.getKeyManagers();
    }

    private static KeyStore store(Path archive, Path password) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (FileInputStream file = new FileInputStream(archive.toFile())) {
            store.load(file, Files.readString(password).strip().toCharArray());
        }
        return store;
    }

    // As in Client.java: the JDK has no JSON.

    private static String field(String json, String name) {
        String[] rest = json.split("\"" + name + "\"\\s*:\\s*\"", 2);
        return rest[1].substring(0, rest[1].indexOf('"'));
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char character : text.toCharArray()) {
            boolean escapes = character < 0x20 || character > 0x7e || character == '"' || character == '\\';
            json.append(escapes ? String.format("\\u%04x", (int) character) : String.valueOf(character));
        }
        return json.append('"').toString();
    }
}
