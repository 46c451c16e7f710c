import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/**
 * A delivery with the JDK's own HTTP client; prints one JSON object an answer.
 *
 * java Client.java READY-FILE TLSv1.2|TLSv1.3 deliver FILE PATH FRAGMENT-SIZE
 * java Client.java READY-FILE TLSv1.2|TLSv1.3 anonymous
 */
public class Client {
    private static final String BOUNDARY = "java-interop-boundary";

    private final HttpClient http;
    private final String base;

    private Client(String ready, String tls, boolean showsCertificate) throws Exception {
        KeyManager[] keys = showsCertificate ? keys(ready) : null;
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust(ready).getTrustManagers(), null);
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {tls});
        this.http = HttpClient.newBuilder().sslContext(context).sslParameters(parameters)
            .cookieHandler(new CookieManager()).build();
        this.base = field(ready, "baseURL");
    }

    public static void main(String[] arguments) throws Exception {
        String ready = Files.readString(Path.of(arguments[0]));
        boolean delivers = arguments[2].equals("deliver");
        Client client = new Client(ready, arguments[1], delivers);
        client.tell("heartbeat", client.send(HttpRequest.newBuilder(client.uri("heartbeat")).GET()));
        if (delivers) {
            client.deliver(Files.readAllBytes(Path.of(arguments[3])), arguments[4], Integer.parseInt(arguments[5]));
        }
    }

    /** As SCB's client does: full fragments, then an empty -1. */
    private void deliver(byte[] content, String path, int size) throws Exception {
        int index = 0;
        for (int from = 0; from < content.length; from += size, index++) {
            int to = Math.min(from + size, content.length);
            upload(String.valueOf(index), path, Arrays.copyOfRange(content, from, to));
        }
        HttpResponse<String> last = upload("-1", path, new byte[0]);
        String id = field(last.body(), "DeliveryId");
        tell("history", send(HttpRequest.newBuilder(uri("history/" + id)).GET()));
    }

    private HttpResponse<String> upload(String index, String path, byte[] content) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String head = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"File\"; filename=\"java.xml\"\r\n"
            + "Content-Type: application/xml\r\n\r\n";
        body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("file/" + index + "/" + path))
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(BodyPublishers.ofByteArray(body.toByteArray()));
        return tell("fragment", send(request));
    }

    private URI uri(String path) {
        return URI.create(base + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> tell(String step, HttpResponse<String> response) {
        String headers = response.headers().map().entrySet().stream()
            .map((Map.Entry<String, List<String>> entry) ->
                quoted(entry.getKey().toLowerCase()) + ":" + quoted(String.join(", ", entry.getValue())))
            .collect(Collectors.joining(","));
        String tls = response.sslSession().map(session -> session.getProtocol()).orElse("");
        System.out.println("{\"step\":" + quoted(step) + ",\"status\":" + response.statusCode()
            + ",\"tls\":" + quoted(tls) + ",\"headers\":{" + headers + "},\"body\":" + quoted(response.body()) + "}");
        return response;
    }

    // The key store and the trust store, from the files that the ready file names.

    private static KeyManager[] keys(String ready) throws Exception {
        char[] password = Files.readString(Path.of(field(ready, "clientPKCS12Password"))).strip().toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (FileInputStream file = new FileInputStream(field(ready, "clientPKCS12"))) {
            store.load(file, password);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        return factory.getKeyManagers();
    }

    private static TrustManagerFactory trust(String ready) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (FileInputStream file = new FileInputStream(field(ready, "ca"))) {
            store.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    // The JDK has no JSON; these suffice for flat objects of strings without escapes, and for printing any string.

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
