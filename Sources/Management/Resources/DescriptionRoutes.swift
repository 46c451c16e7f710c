import Hummingbird
import NIOCore

/// The descriptions of both ports in OpenAPI 3.1. The same files are in docs/openapi.
enum DescriptionRoutes {
    static let routes = [
        ControlRoute(.get, "/openapi/management.yaml") { _ in Self.yaml(PackageResources.management_yaml) },
        ControlRoute(.get, "/openapi/m2m.yaml") { _ in Self.yaml(PackageResources.m2m_yaml) },
    ]

    private static func yaml(_ bytes: [UInt8]) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "application/yaml"],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}
