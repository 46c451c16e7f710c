import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The members of the interface's answers, which are flat objects. Java has no JSON of its own; in a project that has a
 * library for it, use that.
 */
final class FlatJson {
    /** A text, or a number or a truth value. The text's loop is unrolled: Java's stack would not do for a long one else. */
    private static final String VALUE = "(?:\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"|([^\\s,{}\\[\\]]+))";
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|(.))");

    private FlatJson() {}

    /** The text of a member, a number's and a truth value's too; null where there is none. */
    static String member(String json, String name) {
        Matcher found = Pattern.compile("\"" + Pattern.quote(name) + "\"\\s*:\\s*" + VALUE).matcher(json);
        if (!found.find()) {
            return null;
        }
        return found.group(1) == null ? found.group(2) : ESCAPE.matcher(found.group(1)).replaceAll(FlatJson::unescaped);
    }

    static String required(String json, String name) throws M2MException {
        String value = member(json, name);
        if (value == null) {
            throw new M2MException("no " + name + " in the answer: " + json, null);
        }
        return value;
    }

    private static String unescaped(java.util.regex.MatchResult escape) {
        if (escape.group(1) != null) {
            return Matcher.quoteReplacement(Character.toString(Integer.parseInt(escape.group(1), 16)));
        }
        return Matcher.quoteReplacement(switch (escape.group(2)) {
            case "n" -> "\n";
            case "t" -> "\t";
            case "r" -> "\r";
            case "b", "f" -> " ";
            default -> escape.group(2);
        });
    }
}
