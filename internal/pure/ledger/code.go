package ledger

import (
	"slices"

	"example.org/zhiye/internal/pure/sheet"
	"example.org/zhiye/internal/pure/uscc"
)

// codesIn reads a code cell; only a workbook knows numbers from text.
func codesIn(c sheet.Cell) ([]uscc.Code, []uscc.Problem) {
	if c.Kind == sheet.Number {
		return uscc.ParseNumber(c.Text)
	}
	return uscc.Parse(c.Text)
}

func hasStrong(codes []uscc.Code) bool {
	return slices.ContainsFunc(codes, func(c uscc.Code) bool { return c.Kind == uscc.Strong })
}
