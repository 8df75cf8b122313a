// DecodeEmbeddingsTests
