import Catalog
import Galleries
import PilotageAPI
import Pipeline

/// Opens galleries for runs.
enum OpenedGalleries {
    static func open(_ path: String) throws -> BatchRun.OpenGallery {
        let opened = try GalleryStore.open(path, registry: .catalog)
        return BatchRun.OpenGallery(
            gallery: opened.gallery, path: path, digest: opened.info.digest, embedder: opened.embedder,
            format: opened.format)
    }
}
