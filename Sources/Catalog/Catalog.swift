internal import DecodeEmbeddings
internal import DecodeFFmpeg
internal import EmbedIdentity
internal import EmbedNeural
internal import EmbedVLAD
internal import LocateNearest
internal import LocateRoute
internal import MatchExact
public import PilotageAPI
internal import ReportCSV
internal import ReportGeoJSON

extension Registry {
    /// Every plugin of the program. Their order means something; see `Registry`.
    public static let catalog = Registry(
        decoders: [
            EmbeddingsDecoder.self,
            FFmpegDecoder.self,
        ],
        embedders: [
            VLADEmbedder.self,
            NeuralEmbedder.self,
            IdentityEmbedder.self,
        ],
        matchers: [
            ExactMatcher.self
        ],
        locators: [
            NearestLocator.self,
            RouteLocator.self,
        ],
        reporters: [
            CSVReporter.self,
            GeoJSONReporter.self,
        ])
}
