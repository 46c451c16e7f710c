import Dispatch
import Foundation

/// Nanoseconds of the machine's monotonic clock.
func now() -> UInt64 { DispatchTime.now().uptimeNanoseconds }

/// The processor time this process has used, all its threads together.
func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
