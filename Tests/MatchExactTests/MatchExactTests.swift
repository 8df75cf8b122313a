// MatchExactTests
