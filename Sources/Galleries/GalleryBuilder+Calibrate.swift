internal import PilotageAPI

extension GalleryBuilder {
    /// Gives a gallery what locators learned of it from footage of known positions; what others learned stays.
    ///
    /// - Parameters:
    ///   - parameters: by locator.
    ///   - source: what they were learned from, for the gallery's history.
    /// - Throws: `PilotageError`. The gallery is then as it was.
    public func calibrate(
        _ path: String, with parameters: [String: [String: Double]], source: String, program: String
    ) throws {
        _ = try GalleryStore.document(of: path)
        try checkStrangers(path)
        let transaction = try GalleryTransaction(target: path, steps: steps)
        do {
            let old = GalleryPaths(path).current
            var state = GalleryState(transaction: transaction, document: try GalleryStore.document(of: path))
            try GalleryStore.checkSizes(old, state.document)
            state.document.program = program
            state.document.calibration.merge(parameters) { old, new in
                old.merging(new) { _, new in new }
            }
            state.document.history.append(
                GalleryStep(action: "calibrate", source: source, places: 0, seed: 0))
            try state.shareUnchanged(from: old, but: [])
            try state.seal(changed: [])
            try transaction.commit()
        } catch {
            transaction.abandon()
            throw error
        }
    }
}
