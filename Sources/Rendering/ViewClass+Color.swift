extension ViewClass {
    /// The color that stands for the class in pictures of classes: red, green and blue.
    ///
    /// Far enough apart to be told from each other; they are not those of the plain look, which shades them.
    public var color: (red: UInt8, green: UInt8, blue: UInt8) {
        switch self {
        case .sky: (135, 206, 235)
        case .ground: (222, 208, 170)
        case .road: (70, 70, 75)
        case .path: (196, 148, 110)
        case .building: (200, 60, 50)
        case .vegetation: (60, 140, 50)
        case .water: (40, 80, 190)
        case .rail: (120, 40, 140)
        case .barrier: (240, 150, 20)
        case .furniture: (250, 230, 40)
        }
    }

    /// The word for it, as its case is called.
    public var name: String { "\(self)" }
}
