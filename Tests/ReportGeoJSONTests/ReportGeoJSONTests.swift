// ReportGeoJSONTests
