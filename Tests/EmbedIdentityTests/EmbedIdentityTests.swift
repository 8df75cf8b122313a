// EmbedIdentityTests
