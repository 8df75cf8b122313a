// GalleriesTests
