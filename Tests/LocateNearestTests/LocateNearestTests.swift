// LocateNearestTests
