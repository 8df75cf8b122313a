internal import PilotageAPI

/// How far training was at some step.
public struct CurvePoint: Sendable, Hashable, Codable {
    /// Steps made.
    public var step: Int
    /// Seconds of training so far, pauses left out.
    public var seconds: Double
    /// The mean loss since the last point.
    public var loss: Double
    /// The rate of learning.
    public var rate: Double
    /// Among held-out places; nil where the model knows single views only.
    public var rig: Recall?
    /// The same of views to the front alone.
    public var single: Recall?

    /// The names of the columns of a table of points.
    public static let header =
        "step,seconds,loss,rate,four_views_recall_1,four_views_recall_5,one_view_recall_1,one_view_recall_10"

    /// The point as a row of a table.
    public var row: String {
        let recalls = [rig?.at1, rig?.at5, single?.at1, single?.at10].map {
            $0.map { fixed($0, digits: 4) } ?? ""
        }
        return (["\(step)", fixed(seconds, digits: 1), fixed(loss, digits: 4), "\(rate)"] + recalls)
            .joined(separator: ",")
    }
}
