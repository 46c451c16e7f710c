extension Duration {
    static func hours(_ hours: Int) -> Duration { .seconds(hours * 3600) }

    static func days(_ days: Int) -> Duration { .hours(days * 24) }
}
