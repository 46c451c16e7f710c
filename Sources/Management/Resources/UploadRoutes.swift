import Domain
import Foundation
import Hummingbird
import Pipeline
import Server

/// The files that are being sent to a scope.
enum UploadRoutes {
    static let scoped = [
        ScopeRoute(.get, "/uploads") { _, scope in .json(UploadList(uploads: scope.uploads.map(UploadAnswer.init))) },
        ScopeRoute(.get, "/uploads/{id}") { call, scope in .json(UploadAnswer(try scope.upload(call.deliveryID()))) },
    ]
}

private struct UploadList: Encodable {
    let uploads: [UploadAnswer]
}

private struct UploadAnswer: Encodable {
    let id: String
    let user: String
    let organisation: String
    let program: String
    let period: String
    let format: String
    let fileName: String
    let version: String
    /// The value of the session's cookie.
    let session: String?
    /// The fingerprint of the certificate, where no session is asked for.
    let certificate: String?
    let began: Date
    let touched: Date
    /// How many have come whole: 0 to one less than ``nextFragment``.
    let fragments: Int
    /// Bytes of those.
    let bytes: Int64
    let nextFragment: Int
    /// The fragment that a request is bringing.
    let underWay: Int?
    let hole: Hole?

    struct Hole: Encodable {
        /// The fragment that is missing.
        let fragment: Int
        let advice: String
    }

    init(_ progress: UploadProgress) {
        let (upload, key) = (progress.upload, progress.upload.key)
        self.id = upload.id.description
        self.user = upload.user
        self.organisation = key.organisation.digits
        self.program = key.program.rawValue
        self.period = key.period.text
        self.format = key.format.text
        self.fileName = key.fileName
        self.version = key.version
        switch key.owner {
        case .session(let token): (self.session, self.certificate) = (token, nil)
        case .certificate(let fingerprint): (self.session, self.certificate) = (nil, fingerprint)
        }
        self.began = upload.beganAt
        self.touched = upload.touchedAt
        self.fragments = upload.nextIndex
        self.bytes = upload.size
        self.nextFragment = upload.nextIndex
        self.underWay = progress.underWay?.number
        self.hole = progress.hole.map { fragment in
            Hole(
                fragment: fragment,
                advice: progress.mustBeginAnew
                    ? "Fragment 0 was sent anew and refused: send fragment 0 again, and all others after it."
                    : "Fragment \(fragment) was refused or broke off: send it again; later ones and -1 are refused until then."
            )
        }
    }
}

extension FragmentIndex {
    /// -1 for the closing one.
    fileprivate var number: Int { if case .numbered(let number) = self { number } else { -1 } }
}
