import ArgumentParser
import Management
import Server
import Store

/// What the program's exit codes mean, as its help and the README tell them. ArgumentParser adds 64, EX_USAGE of
/// sysexits.h, for a command line that is wrong.
enum ExitStatus {
    /// The data folder or a port is in use by another process: EX_TEMPFAIL of sysexits.h, the same start may succeed later.
    static let inUse = ExitCode(75)

    static let ofServe = """
        Exit codes: 0 stopped as asked, 1 could not start or failed, 64 the command line is wrong, 75 the data folder or \
        a port is in use by another process.
        """

    /// What to end with after an error that a start threw.
    static func afterFailedStart(_ error: any Error) -> ExitCode {
        switch error {
        case let error as StoreError where error.isInUse: self.inUse
        case let error as EmulatorError where error.isInUse: self.inUse
        case let error as ManagementError where error.isInUse: self.inUse
        default: .failure
        }
    }
}
