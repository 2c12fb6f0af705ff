package spotcheck

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/boombuler/barcode/qr"
)

//go:embed sheet.html
var page string

var pages = template.Must(template.New("sheet").Funcs(template.FuncMap{"qr": svg}).Parse(page))

// HTML prints the sheet as one page that needs neither script nor another file.
func (s Sheet) HTML(w io.Writer) error { return wrap("printing the sheet", pages.Execute(w, s)) }

// svg draws a text as a QR code, one path of modules with four modules of
// quiet around.
func svg(text string) (template.HTML, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return "", wrap("drawing a code", err)
	}
	n := code.Bounds().Dx()
	var path strings.Builder
	for y := range n {
		for x := range n {
			if r, _, _, _ := code.At(x, y).RGBA(); r == 0 {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x+4, y+4)
			}
		}
	}
	return template.HTML(fmt.Sprintf(`<svg class="qr" viewBox="0 0 %d %d" role="img" aria-label="公告摘要二维码"><path fill="#fff" d="M0 0h%dv%dH0z"/><path d="%s"/></svg>`,
		n+8, n+8, n+8, n+8, path.String())), nil
}
