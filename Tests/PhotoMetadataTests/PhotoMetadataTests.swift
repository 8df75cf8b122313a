// PhotoMetadataTests
