import ArgumentParser

/// How the emulator tells that it is ready, and when it ends by itself: for whoever starts it from a program.
struct StartOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Write a JSON object with base URL, management URL, CA, client certificate files and process id here when \
            ready; removed at the end.
            """,
            valueName: "file"
        )
    )
    var readyFile: String?

    @Flag(
        name: .customLong("ready-json"),
        help: "Print the object of --ready-file on one line of standard output when ready, and nothing else there."
    )
    var isReadyJSON = false

    @Flag(
        help: """
            Stop as if by SIGTERM when the process that started this one ends, or standard input does. Standard input is \
            never read.
            """
    )
    var exitWithParent = false
}
