extension RouteTable {
    /// Every route of the listener.
    static let all = RouteTable(
        HealthRoutes.routes + DescriptionRoutes.routes + SettingsRoutes.routes + SandboxRoutes.routes
            + ClockRoutes.routes + ResetRoutes.routes + Self.scoped.flatMap(\.routes)
    )

    private static let scoped =
        DeliveryRoutes.scoped + TimelineRoutes.scoped + UploadRoutes.scoped + ScenarioRoutes.scoped + ClockRoutes.scoped
        + CertificateRoutes.scoped + JournalRoutes.scoped + VerifyRoutes.scoped + ReportCardRoutes.scoped
        + ResetRoutes.scoped
}
