extension Duration {
    static func hours(_ hours: Int) -> Duration { .seconds(hours * 3600) }
}
