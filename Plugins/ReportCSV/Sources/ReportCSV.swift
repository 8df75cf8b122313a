// ReportCSV
