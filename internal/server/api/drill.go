package api

import (
	"bytes"
	"context"
	"net/http"
	"strings"

	"example.org/zhiye/internal/process/desk"
	"example.org/zhiye/internal/process/report"
)

// cell names a figure of a table.
type cell struct {
	Asked
	Code string `query:"code" required:"true"`
}

// drills registers figures taken apart into their records. Who may not see a
// kind of records gets their lines without whose they are.
func (s *server) drills() {
	handle(s, op{method: http.MethodGet, path: "/campaigns/{campaign}/drill", id: "drill", permission: "table.read"}, s.drill)
	files(s, op{method: http.MethodGet, path: "/campaigns/{campaign}/drill.xlsx", id: "print-drill", permission: "report.export"}, s.drillBook)
}

func (s *server) drill(ctx context.Context, in *cell) (report.Opened, error) {
	return report.Drill(ctx, s.Tally, actor(ctx).Home, in.Code, in.asked(), report.Reader{Name: desk.Titles, Sees: sight(ctx).Sees})
}

func (s *server) drillBook(ctx context.Context, in *cell) (download, error) {
	o, err := s.drill(ctx, in)
	if err != nil {
		return download{}, err
	}
	var b bytes.Buffer
	err = report.Lines(&b, o, in.From, in.To)
	return download{strings.Join([]string{in.Code, o.Definition.Name.ZH, in.From, in.To}, " ") + " 明细.xlsx", xlsxType, b.Bytes()}, err
}
