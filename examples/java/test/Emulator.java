import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Starts the emulator and controls it, for tests: one process for all of them. Copy this beside your own. */
final class Emulator {
    private static final HttpClient HTTP = HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build();

    private final Process process;
    private final Path log;
    private final String management;

    Emulator(Path folder) throws IOException {
        log = folder.resolve("emulator.log");
        process = new ProcessBuilder(program(), "serve", "--port", "0", "--management-port", "0", "--ephemeral",
                "--certs", folder.resolve("certs").toString(), "--ready-json", "--exit-with-parent")
                .redirectError(log.toFile()).start();
        // It comes when the emulator accepts connections.
        String line = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (line == null) {
            throw new IOException("the emulator did not start:\n" + Files.readString(log));
        }
        management = FlatJson.member(line, "managementURL").replaceAll("/$", "");
    }

    /** A user of its own with an empty history, a clock that stands still, and, unless null, a scenario of its own. */
    Sandbox sandbox(Path folder, String scenario) throws IOException, InterruptedException {
        String order = scenario == null ? "{}" : "{\"scenario\":" + quoted(scenario) + "}";
        Sandbox sandbox = new Sandbox(text("POST", management + "/environments/test/sandboxes", order), folder);
        sandbox.put("clock", "{\"frozen\":true}");
        return sandbox;
    }

    void stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (process.waitFor() != 0) {
            throw new IOException(Files.readString(log));
        }
    }

    /** The certificate is the tenant: what is done with this one, nobody else sees. */
    static final class Sandbox {
        final String baseURL;
        final String serial;
        final Path pkcs12;
        final char[] password;
        final Path ca;
        final Path certificate;
        final List<Duration> slept = new ArrayList<>();
        private final String url;

        private Sandbox(String about, Path folder) throws IOException {
            url = FlatJson.member(about, "management").replaceAll("/$", "");
            baseURL = FlatJson.member(about, "baseURL");
            serial = FlatJson.member(about, "serial");
            password = FlatJson.member(about, "pkcs12Password").toCharArray();
            pkcs12 = Files.write(folder.resolve("client.p12"), Base64.getDecoder().decode(FlatJson.member(about, "pkcs12")));
            ca = Files.writeString(folder.resolve("ca.crt"), FlatJson.member(about, "ca"));
            certificate = Files.writeString(folder.resolve("client.crt"), FlatJson.member(about, "certificate"));
        }

        /** Instead of Thread.sleep: the sandbox's clock goes on, and the test does not wait. */
        void sleep(Duration pause) {
            slept.add(pause);
            try {
                put("clock", "{\"advance\":\"" + pause.toMillis() + "ms\"}");
            } catch (IOException | InterruptedException error) {
                throw new AssertionError(error);
            }
        }

        /** The values of one member of all deliveries: their "id", "fileName", "text" (of the status) … */
        List<String> deliveries(String member) throws IOException, InterruptedException {
            Pattern pattern = Pattern.compile("\"" + member + "\"\\s*:\\s*\"([^\"]*)\"");
            return pattern.matcher(text("GET", url + "/deliveries", null)).results().map(found -> found.group(1)).toList();
        }

        byte[] storedBytes(String deliveryId) throws IOException, InterruptedException {
            return exchange("GET", url + "/deliveries/" + deliveryId + "/file", null);
        }

        void revokeCertificate() throws IOException, InterruptedException {
            text("POST", url + "/certificates/" + serial + "/revoke", null);
        }

        String journal() throws IOException, InterruptedException {
            return text("GET", url + "/journal", null);
        }

        /** Asserts which calls came; what was expected and what came near it stands in the failure's text. */
        void verify(String expect) throws IOException, InterruptedException {
            String result = text("POST", url + "/journal/verify", "{\"expect\":[" + expect + "]}");
            if (!"true".equals(FlatJson.member(result, "verified"))) {
                throw new AssertionError(result);
            }
        }

        /** The emulator's report card of how the client behaved, for a person. */
        String reportCard() throws IOException, InterruptedException {
            return text("GET", url + "/report-card?format=text", null);
        }

        /** What the card finds wrong. */
        List<String> failedRequirements() throws IOException, InterruptedException {
            byte[] card = exchange("GET", url + "/report-card?format=junit", null);
            List<String> failed = new ArrayList<>();
            try {
                NodeList failures = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder()
                        .parse(new ByteArrayInputStream(card)).getElementsByTagName("failure");
                for (int place = 0; place < failures.getLength(); place++) {
                    String name = ((Element) failures.item(place).getParentNode()).getAttribute("name");
                    failed.add(name.substring(0, name.indexOf(':')));
                }
            } catch (ParserConfigurationException | SAXException error) {
                throw new AssertionError(error);
            }
            return failed;
        }

        void remove() throws IOException, InterruptedException {
            text("DELETE", url, null);
        }

        private void put(String path, String body) throws IOException, InterruptedException {
            text("PUT", url + "/" + path, body);
        }
    }

    private static String text(String method, String url, String body) throws IOException, InterruptedException {
        return new String(exchange(method, url, body), StandardCharsets.UTF_8);
    }

    private static byte[] exchange(String method, String url, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)).build();
        HttpResponse<byte[]> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() >= 300) {
            String text = new String(answer.body(), StandardCharsets.UTF_8);
            throw new AssertionError(method + " " + url + ": " + answer.statusCode() + " " + text);
        }
        return answer.body();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    /** The program that M2M_EMULATOR names, else the one that was built in this repository. */
    private static String program() {
        String named = System.getenv("M2M_EMULATOR");
        return named != null ? named : Stream.of("release", "debug").map(kind -> Path.of(".build", kind, "m2m-emulator"))
                .filter(Files::exists).findFirst()
                .orElseThrow(() -> new AssertionError("set M2M_EMULATOR to the emulator's program")).toString();
    }
}
