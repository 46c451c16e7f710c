import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against the emulator: what it has to survive, each in a sandbox of its own. */
class M2MClientTest {
    private static final int FRAGMENT = M2MClient.FRAGMENT_BYTES;
    private static final M2MClient.Submission V40 = submission("V40");

    private static Emulator emulator;

    @TempDir
    Path folder;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        emulator = new Emulator(folder);
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        emulator.stop();
    }

    @FunctionalInterface
    interface Body {
        void run(M2MClient client, Emulator.Sandbox sandbox) throws Exception;
    }

    /** In the end the report card of what the client did must have no fail but those that the test is about. */
    private void inSandbox(String scenario, Set<String> mayFail, Body body) throws Exception {
        Emulator.Sandbox sandbox = emulator.sandbox(folder, scenario);
        try {
            body.run(client(sandbox, sandbox.ca), sandbox);
            List<String> failed = sandbox.failedRequirements().stream().filter(row -> !mayFail.contains(row)).toList();
            assertEquals(List.of(), failed, sandbox.reportCard());
        } finally {
            sandbox.remove();
        }
    }

    private void inSandbox(String scenario, Body body) throws Exception {
        inSandbox(scenario, Set.of(), body);
    }

    @Test
    @DisplayName("a small file is read in")
    void small() throws Exception {
        inSandbox(null, (client, sandbox) -> {
            assertEquals("Inläst", client.deliver(report("Innehav åäö.xml", 0, ""), V40, 0).status());
            assertEquals(List.of("Innehav åäö.xml"), sandbox.deliveries("fileName"));
        });
    }

    @ParameterizedTest(name = "a file of {0} bytes arrives byte for byte")
    @ValueSource(ints = {1, FRAGMENT, 2 * FRAGMENT + 1})
    void fragments(int size) throws Exception {
        inSandbox(null, (client, sandbox) -> {
            Path file = report("holdings.xml", size, "");
            M2MClient.Outcome outcome = client.deliver(file, V40, 0);
            assertArrayEquals(Files.readAllBytes(file), sandbox.storedBytes(outcome.deliveryId()));
        });
    }

    @Test
    @DisplayName("a busy server is asked again when it says")
    void busy() throws Exception {
        String scenario = rule("endpoint: upload, fragment: first, occurrence: 1..2",
                "answer: {status: 503, headers: {Retry-After: 5}}");
        inSandbox(scenario, (client, sandbox) -> {
            assertTrue(client.deliver(report("holdings.xml", 0, ""), V40, 0).isReadIn());
            assertEquals(List.of(Duration.ofSeconds(5), Duration.ofSeconds(5)), sandbox.slept.subList(0, 2));
            sandbox.verify("""
                    {"call": "upload", "status": 503, "times": 2}, {"call": "upload", "status": 200, "times": 2}""");
        });
    }

    @ParameterizedTest(name = "one delivery of {0} bytes although the answer to -1 is lost")
    @ValueSource(ints = {1, FRAGMENT})
    void lostAnswer(int size) throws Exception {
        String scenario = rule("endpoint: upload, fragment: last, occurrence: 1", "fault: {at: after-stored, do: close}");
        inSandbox(scenario, (client, sandbox) -> {
            M2MClient.Outcome outcome = client.deliver(report("holdings.xml", size, ""), V40, 0);
            assertTrue(outcome.isReadIn());
            assertEquals(List.of(outcome.deliveryId()), sandbox.deliveries("id"));
        });
    }

    @Test
    @DisplayName("a fragment that breaks off is sent again")
    void broken() throws Exception {
        String scenario = rule("endpoint: upload, fragment: 1, occurrence: 1", "fault: {at: {request-bytes: 1MiB}, do: reset}");
        inSandbox(scenario, (client, sandbox) -> {
            Path file = report("holdings.xml", 2 * FRAGMENT + 1, "");
            M2MClient.Outcome outcome = client.deliver(file, V40, 0);
            assertArrayEquals(Files.readAllBytes(file), sandbox.storedBytes(outcome.deliveryId()));
            assertEquals(1, sandbox.deliveries("id").size());
        });
    }

    @Test
    @DisplayName("a forgotten session begins the file anew")
    void forgotten() throws Exception {
        String scenario = rule("endpoint: upload, fragment: last, occurrence: 1, per: user", "event: forget-session");
        inSandbox(scenario, (client, sandbox) -> {
            assertTrue(client.deliver(report("holdings.xml", FRAGMENT, ""), V40, 0).isReadIn());
            sandbox.verify("""
                    {"call": "heartbeat", "times": 2}, {"call": "upload", "code": "session-unknown", "times": 1}""");
        });
    }

    @Test
    @DisplayName("a file that validation stopped is told, and accepted when it is corrected")
    void stopped() throws Exception {
        inSandbox(null, (client, sandbox) -> {
            M2MClient.Outcome outcome = client.deliver(report("holdings.xml", 0, "<Unexpected/>"), V40, 0);
            assertEquals("Ej Inläst", outcome.status());
            assertFalse(outcome.isReadIn());
            assertTrue(client.deliver(report("holdings.xml", 0, ""), V40, 0).isReadIn());
        });
    }

    @Test
    @DisplayName("after Systemfel the whole file is sent again")
    void systemFault() throws Exception {
        String scenario = rule("endpoint: upload, fragment: last, occurrence: 1, per: user", "status: [{state: system-fault}]");
        inSandbox(scenario, (client, sandbox) -> {
            assertTrue(client.deliver(report("holdings.xml", 0, ""), V40, 1).isReadIn());
            assertEquals(List.of("Inläst", "Systemfel"), sandbox.deliveries("text").stream().sorted().toList());
        });
    }

    @Test
    @DisplayName("a refusal is told in the server's words, and the call is not repeated")
    void refused() throws Exception {
        inSandbox(null, Set.of("parameters-valid"), (client, sandbox) -> {
            Path file = report("holdings.xml", 0, "");
            var refusal = assertThrows(M2MException.Refused.class, () -> client.deliver(file, submission("V99"), 0));
            assertEquals("file-format-unknown", refusal.code);
            assertTrue(refusal.getMessage().matches("(?s).*was answered with 400: .*V99.*traceId.*"), refusal.getMessage());
            assertEquals(List.of(), sandbox.slept);
        });
    }

    @Test
    @DisplayName("a revoked certificate is told at once")
    void revoked() throws Exception {
        inSandbox(null, Set.of("certificate-not-revoked"), (client, sandbox) -> {
            sandbox.revokeCertificate();
            Path file = report("holdings.xml", 0, "");
            var refusal = assertThrows(M2MException.Refused.class, () -> client.deliver(file, V40, 0));
            assertTrue(refusal.getMessage().matches("(?s).*403: .*revoked.*"), refusal.getMessage());
            assertEquals(List.of(), sandbox.slept);
        });
    }

    @Test
    @DisplayName("a server of an unknown CA gets nothing")
    void unknownCA() throws Exception {
        inSandbox(null, (ignored, sandbox) -> {
            Path anotherCA = sandbox.certificate; // any certificate that did not sign the server's
            Path file = report("holdings.xml", 0, "");
            var error = assertThrows(M2MException.class, () -> client(sandbox, anotherCA).deliver(file, V40, 0));
            assertTrue(error.getMessage().contains("certificates"), error.getMessage());
            assertFalse(sandbox.journal().contains("/m2m/v2/"), sandbox.journal());
        });
    }

    private static M2MClient client(Emulator.Sandbox sandbox, Path ca) throws Exception {
        var tls = M2MConnection.tls(sandbox.pkcs12, sandbox.password, ca);
        return new M2MClient(new M2MConnection(sandbox.baseURL, tls), sandbox::sleep, line -> {});
    }

    private static M2MClient.Submission submission(String format) {
        return new M2MClient.Submission("9990000045", "VINN", "2026-09-30", format, "");
    }

    /** An invented file of V40 with at least so many bytes, no two lines of which are the same. */
    private Path report(String name, int size, String content) throws IOException {
        Path file = folder.resolve(name);
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write("<Report xmlns=\"http://scb.se/gdb/vinn\" ReportingAgentName=\"Exempelbanken\""
                    + " ReportingAgentCode=\"9990000045\" ReferencePeriod=\"2026-09-30\">\n");
            for (int number = 0; size > 0 && number <= size / 100; number++) {
                writer.write("<!-- %090d -->\n".formatted(number));
            }
            writer.write(content + "</Report>\n");
        }
        return file;
    }

    private static String rule(String when, String then) {
        return "scenario: test\nrules:\n  - name: rule\n    when: {" + when + "}\n    then: {" + then + "}\n";
    }
}
