import Hummingbird
import Server

/// The settings in force.
enum SettingsRoutes {
    static let routes = [
        ControlRoute(.get, "/settings") { call in .json(SettingsAnswer(call.desk.emulator.settings)) }
    ]
}
