// Package typeface keeps the face that PDF files are set in: Noto Serif SC,
// regular, under the SIL Open Font Licence. It has the characters that names of
// animals and of people need (鹮 鸮 鱀 堃), which the free faces of GB 2312 lack.
//
// The face is not in the repository: the build of the front end fetches it and
// puts it beside this file. A program built without it writes docx only.
package typeface

import (
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
	"io"
	"sync"

	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/pdf"
)

//go:embed all:serif
var files embed.FS

// ErrAbsent is returned by a program that was built without the face.
var ErrAbsent = fault.New(fault.Internal, "typeface.absent", "本程序构建时没有装入字体，不能生成 PDF；请改用 docx，或由管理员用 make build 重新构建")

// Serif is the face, unpacked when it is first asked for and kept from then on.
var Serif = sync.OnceValues(func() (*pdf.Font, error) {
	b, err := files.ReadFile("serif/dist/NotoSerifSC-Regular.ttf.gz")
	if err != nil {
		return nil, ErrAbsent
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("typeface: unpacking: %w", err)
	}
	ttf, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("typeface: unpacking: %w", err)
	}
	return pdf.Parse(ttf)
})
