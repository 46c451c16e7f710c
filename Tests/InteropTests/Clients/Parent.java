import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.util.Arrays;

/**
 * Starts the emulator as a test's fixture would, prints what it is told, and waits to be killed.
 *
 * Parent.java INPUT COMMAND...: INPUT is `pipe` to hold the emulator's standard input open, `null` for none. The thread
 * that starts the emulator ends at once, which must not end the emulator. On the word `close` on its own standard input it
 * closes the emulator's, and prints its exit code.
 */
final class Parent {
    private static Process emulator;

    public static void main(String[] args) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(Arrays.asList(args).subList(1, args.length));
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        if (args[0].equals("null")) builder.redirectInput(new File("/dev/null"));
        Thread starter = new Thread(() -> {
            try {
                emulator = builder.start();
            } catch (java.io.IOException error) {
                throw new java.io.UncheckedIOException(error);
            }
        });
        starter.start();
        starter.join();
        System.out.println(new BufferedReader(new InputStreamReader(emulator.getInputStream())).readLine());
        BufferedReader words = new BufferedReader(new InputStreamReader(System.in));
        for (String word = words.readLine(); word != null; word = words.readLine()) {
            if (!word.equals("close")) continue;
            emulator.getOutputStream().close();
            System.out.println(emulator.waitFor());
        }
    }
}
