// MatchExact
