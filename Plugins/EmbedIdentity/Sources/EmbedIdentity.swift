// EmbedIdentity
