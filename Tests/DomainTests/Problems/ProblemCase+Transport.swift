@testable import Domain

extension ProblemCase {
    static let transport = [
        ProblemCase(
            .requestMalformed(reason: "invalid token"),
            "request-malformed",
            400,
            "The request is not valid HTTP",
            detail: "The bytes received are not an HTTP/1.1 request: invalid token.",
            hint: "Send HTTP/1.1 as RFC 9112 describes it; the connection is closed after this answer."
        ),
        ProblemCase(
            .hostMissing,
            "host-missing",
            400,
            "The request names no host",
            detail: "An HTTP/1.1 request must carry exactly one Host header field (RFC 9112, 3.2).",
            hint: "Let the HTTP library set Host; if the request is written by hand, add the line "
                + "'Host: localhost:8443'."
        ),
        ProblemCase(
            .requestTimeout(limit: "60 seconds"),
            "request-timeout",
            408,
            "The request took too long",
            detail: "No part of the request arrived for 60 seconds.",
            hint: "Send the request without pauses, or raise limits.request-timeout in the settings."
        ),
        ProblemCase(
            .uriTooLong(bytes: 9000, limit: 8192),
            "uri-too-long",
            414,
            "The request target is too long",
            detail: "The request target is 9000 bytes long; at most 8192 are allowed.",
            hint: "Shorten the file name, or raise limits.target-bytes in the settings."
        ),
        ProblemCase(
            .headersTooLarge(limit: 16384),
            "headers-too-large",
            431,
            "The header fields are too large",
            detail: "The request line and header fields together pass 16384 bytes, or one of them is too large.",
            hint: "Send fewer or shorter header fields (often it is cookies that pile up), or raise "
                + "limits.header-bytes in the settings."
        ),
    ]

    static let route = [
        ProblemCase(
            .pathNotFound("/m2m/v2/fil"),
            "path-not-found",
            404,
            "No such path",
            detail: "There is nothing at '/m2m/v2/fil'.",
            hint: "The paths are GET /m2m/v2/heartbeat, GET /m2m/v2/history/{deliveryId} and POST /m2m/v2/file/"
                + "{fragment}/{organisationNumber}/{statisticalProgram}/{referencePeriod}/{fileFormat}/{fileName}/"
                + "{version?}. A base URL must end in '/'; '#', '?' and '/' in a file name must be percent-encoded."
        ),
        ProblemCase(
            .methodNotAllowed("PUT", path: "/m2m/v2/heartbeat", allowed: "GET"),
            "method-not-allowed",
            405,
            "The method does not fit the path",
            detail: "'/m2m/v2/heartbeat' answers GET, not PUT.",
            hint: "Send the request again as GET."
        ),
        ProblemCase(
            .versionEnded,
            "version-1-ended",
            410,
            "Version 1 of the interface has ended",
            detail: "The interface under /m2m/v1 was closed on 2024-11-28.",
            hint: "Use /m2m/v2; its upload takes fragments, which version 1 did not."
        ),
    ]
}
