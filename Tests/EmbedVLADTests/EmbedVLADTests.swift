// EmbedVLADTests
