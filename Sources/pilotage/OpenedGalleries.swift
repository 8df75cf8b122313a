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
            format: try format(of: opened.gallery.embedder))
    }

    /// The pictures that a gallery's embedder takes.
    private static func format(of record: EmbedderRecord) throws -> FrameFormat {
        let embedder = try Registry.find(record.name, in: Registry.catalog.embedders)
        return try format(of: embedder, record.options)
    }

    private static func format<E: Embedder>(of type: E.Type, _ options: OptionNode) throws -> FrameFormat {
        E.format(try E.Options(options, of: E.name))
    }
}
