// DecodeEmbeddings
