// ReportGeoJSON
