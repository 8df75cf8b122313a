// LocateNearest
