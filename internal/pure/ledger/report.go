package ledger

// severities of issues
const (
	severityReject  = "reject"
	severityForeign = "foreign"
	severityWarn    = "warn"
	severitySuspect = "suspect"
)

var pairTexts = map[PairKind]string{
	P1: "与另一户名称、地址相同而代码不同；请核对是否为同一家",
	P2: "与另一户地址相同、字号相同；请核对是否为同一家",
	P3: "与另一户名称、电话相同而地址不同；请核对是否为同一家或已搬迁",
}

// Issues are the lines a row adds to the report of an import of file.
func (out *Row) Issues(file string) []Issue {
	line := Issue{File: file, Sheet: out.Sheet, Row: out.Row}
	var issues []Issue
	add := func(severity, code, text string) {
		line.Severity, line.Code, line.Text = severity, code, text
		issues = append(issues, line)
	}
	switch out.Outcome {
	case Rejected:
		add(severityReject, out.Reason, out.Text)
	case Foreign:
		add(severityForeign, "FOREIGN", out.Text)
	}
	for _, w := range out.Warnings {
		add(severityWarn, w.Code, w.Text)
	}
	for _, p := range out.Pairs {
		add(severitySuspect, string(p.Kind), pairTexts[p.Kind])
	}
	return issues
}
