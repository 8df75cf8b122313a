// EmbedVLAD
