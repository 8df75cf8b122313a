// ReportCSVTests
