import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/** Single calls to the interface: TLS with both certificates, the cookies, a fragment as a form. */
public final class M2MConnection {
    private final URI base;
    private final HttpClient http;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);

    public M2MConnection(String baseURL, SSLContext tls) {
        this.base = URI.create(baseURL.endsWith("/") ? baseURL : baseURL + "/");
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .cookieHandler(cookies)
                .connectTimeout(Duration.ofSeconds(10))
                .sslContext(tls)
                .build();
    }

    /** A client's certificate and key in a PKCS#12, and the server's CA as PEM; with null, Java's own CAs are trusted. */
    public static SSLContext tls(Path pkcs12, char[] password, Path ca) throws IOException, GeneralSecurityException {
        KeyStore identity = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(pkcs12)) {
            identity.load(file, password);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(identity, password);

        KeyStore trusted = null;
        if (ca != null) {
            trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            try (InputStream file = Files.newInputStream(ca)) {
                trusted.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(file));
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);

        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** GET, or POST where there is content. */
    HttpResponse<String> exchange(String target, byte[] content) throws IOException, InterruptedException {
        return http.send(request(target, content), HttpResponse.BodyHandlers.ofString());
    }

    void forgetSession() {
        cookies.getCookieStore().removeAll();
    }

    private HttpRequest request(String target, byte[] content) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(target)).timeout(Duration.ofMinutes(2));
        if (content == null) {
            return request.build();
        }
        String boundary = UUID.randomUUID().toString();
        String head = "--" + boundary + "\r\n"
                + "Content-Disposition: form-data; name=\"File\"; filename=\"fragment\"\r\n" // the path has the file's name
                + "Content-Type: application/octet-stream\r\n\r\n";
        BodyPublisher body = BodyPublishers.concat(BodyPublishers.ofString(head),
                BodyPublishers.ofByteArray(content), BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
        return request.header("Content-Type", "multipart/form-data; boundary=" + boundary).POST(body).build();
    }

    /** The field has seconds or a date. */
    static Duration retryAfter(HttpResponse<?> answer) {
        String field = answer.headers().firstValue("Retry-After").orElse("0");
        try {
            return field.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(field))
                    : Duration.between(Instant.now(), ZonedDateTime.parse(field, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeParseException error) {
            return Duration.ZERO;
        }
    }

    /** Whether one side refused the other's certificate, which no repetition mends. */
    static boolean isCertificateTrouble(IOException error) {
        String message = String.valueOf(error.getMessage());
        return error instanceof SSLException && Stream.of("PKIX", "subject alternative", "No name matching",
                "certificate_", "_certificate", "unknown_ca", "handshake_failure").anyMatch(message::contains);
    }
}
