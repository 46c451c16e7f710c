import java.io.IOException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Tells how a server's connection ends for Java: the number of bytes that came, and the exception.
 *
 * <p>usage: java Broken.java PORT TLSv1.2|TLSv1.3
 */
final class Broken {
    private static final class TrustsAnybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    public static void main(String[] arguments) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustsAnybody()}, null);
        int port = Integer.parseInt(arguments[0]);
        int length = 0;
        String end = "closed";
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setEnabledProtocols(new String[] {arguments[1]});
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write('a');
            byte[] buffer = new byte[65536];
            for (int count; (count = socket.getInputStream().read(buffer)) > 0; ) {
                length += count;
            }
        } catch (IOException error) {
            end = error.toString();
        }
        System.out.println(length + " " + end);
    }
}
